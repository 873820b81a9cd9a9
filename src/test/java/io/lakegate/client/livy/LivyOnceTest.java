package io.lakegate.client.livy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.client.http.RawServer;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that changes anything is sent twice, and no connection's death makes it so. */
@Timeout(60)
class LivyOnceTest {
  private static final LivyStatementRequest CODE = new LivyStatementRequest("insert …", null);
  private static final LivySessionRequest LAUNCH = LivyClients.launch("lakegate-1");
  private static final String SESSION = "{\"id\":0,\"name\":\"lakegate-1\",\"state\":\"idle\"}";

  private LivyClient client;

  @BeforeEach
  void open() {
    client = LivyClients.local();
  }

  @AfterEach
  void close() {
    LivyClients.close(client);
  }

  @Nested
  class A_server_that_reads_all_and_hangs_up {
    @Test
    void gets_one_launch() throws IOException {
      try (RawServer server = new RawServer(RawServer.Line::read)) {
        ambiguous(() -> client.createSession(LivyClients.at(server.port()), LAUNCH));

        assertThat(server.requests()).hasSize(1).first().asString().endsWith(LAUNCH.toJson() + "");
      }
    }

    @Test
    void gets_one_statement() throws IOException {
      try (RawServer server = new RawServer(RawServer.Line::read)) {
        ambiguous(() -> client.submitStatement(LivyClients.at(server.port()), "0", CODE));

        assertThat(server.count("POST")).isEqualTo(1);
        assertThat(server.connections()).isEqualTo(1);
      }
    }

    @Test
    void gets_one_deletion() throws IOException {
      try (RawServer server = new RawServer(RawServer.Line::read)) {
        ambiguous(() -> client.deleteSession(LivyClients.at(server.port()), "0"));

        assertThat(server.count("DELETE")).isEqualTo(1);
        assertThat(server.connections()).isEqualTo(1);
      }
    }
  }

  @Nested
  class A_server_that_answers_a_GET_and_hangs_up_on_what_follows {
    @Test
    void gets_one_launch() throws IOException {
      try (RawServer server = new RawServer(oneAnswerThenReadAndDrop())) {
        client.findSession(LivyClients.at(server.port()), "0");

        ambiguous(() -> client.createSession(LivyClients.at(server.port()), LAUNCH));

        assertThat(server.count("POST")).isEqualTo(1);
        assertThat(server.connections()).isEqualTo(1);
      }
    }

    @Test
    void gets_one_statement() throws IOException {
      try (RawServer server = new RawServer(oneAnswerThenReadAndDrop())) {
        client.findSession(LivyClients.at(server.port()), "0");

        ambiguous(() -> client.submitStatement(LivyClients.at(server.port()), "0", CODE));

        assertThat(server.count("POST")).isEqualTo(1);
      }
    }

    @Test
    void gets_one_deletion() throws IOException {
      try (RawServer server = new RawServer(oneAnswerThenReadAndDrop())) {
        client.findSession(LivyClients.at(server.port()), "0");

        ambiguous(() -> client.deleteSession(LivyClients.at(server.port()), "0"));

        assertThat(server.count("DELETE")).isEqualTo(1);
      }
    }

    @Test
    void is_asked_again_what_changes_nothing_and_only_once() throws IOException {
      try (RawServer server = new RawServer(oneAnswerThenReadAndDrop())) {
        client.findSession(LivyClients.at(server.port()), "0");

        assertThat(client.findSession(LivyClients.at(server.port()), "0")).isPresent();

        assertThat(server.count("GET")).isEqualTo(3);
        assertThat(server.connections()).isEqualTo(2);
      }
    }
  }

  @Nested
  class A_server_that_closes_a_connection_while_it_idles {
    @Test
    void gets_a_launch_once_on_a_new_connection() throws Exception {
      try (RawServer server = new RawServer(oneAnswerThenClose())) {
        client.findSession(LivyClients.at(server.port()), "0");
        server.awaitClosed(1);

        LivySession session = client.createSession(LivyClients.at(server.port()), LAUNCH);

        assertThat(session.id()).isEqualTo("0");
        assertThat(server.count("POST")).isEqualTo(1);
        assertThat(server.connections()).isEqualTo(2);
      }
    }

    @Test
    void gets_a_deletion_once_on_a_new_connection() throws Exception {
      try (RawServer server = new RawServer(oneAnswerThenClose())) {
        client.findSession(LivyClients.at(server.port()), "0");
        server.awaitClosed(1);

        assertThat(client.deleteSession(LivyClients.at(server.port()), "0")).isTrue();

        assertThat(server.count("DELETE")).isEqualTo(1);
      }
    }
  }

  @Test
  void a_GET_that_was_never_answered_on_a_new_connection_is_not_repeated() throws IOException {
    try (RawServer server = new RawServer(RawServer.Line::read)) {
      ambiguous(() -> client.findSession(LivyClients.at(server.port()), "0"));

      assertThat(server.count("GET")).isEqualTo(1);
    }
  }

  @Test
  void a_GET_is_repeated_no_second_time_when_a_second_connection_had_died_too() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (RawServer server =
        new RawServer(
            line -> {
              line.read();
              both.await();
              line.answer(SESSION);
              line.read();
            })) {
      Future<?> second = other.submit(() -> client.findSession(LivyClients.at(server.port()), "0"));
      client.findSession(LivyClients.at(server.port()), "0");
      second.get();

      ambiguous(() -> client.findSession(LivyClients.at(server.port()), "0"));

      assertThat(server.count("GET")).isEqualTo(4);
      assertThat(server.connections()).isEqualTo(2);
    } finally {
      other.shutdownNow();
    }
  }

  private static RawServer.Conversation oneAnswerThenReadAndDrop() {
    return line -> {
      line.read();
      line.answer(SESSION);
      line.read();
    };
  }

  private static RawServer.Conversation oneAnswerThenClose() {
    return line -> {
      line.read();
      line.answer(SESSION);
    };
  }

  private static void ambiguous(ThrowingCallable call) {
    LakegateException problem = catchThrowableOfType(LakegateException.class, call);
    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_NO_ANSWER);
    assertThat(LivyClient.isAmbiguous(problem)).isTrue();
    assertThat(LivyClient.provesNotSent(problem)).isFalse();
  }
}
