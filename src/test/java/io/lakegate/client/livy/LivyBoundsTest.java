package io.lakegate.client.livy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.http.RawServer;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every answer is bounded in time and in size, and what is certain afterwards is said. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LivyBoundsTest {
  @RegisterExtension final LivyStub livy = new LivyStub();

  private static final Duration SHORT = Duration.ofSeconds(1);

  /** Loading the classes takes longer than {@link #SHORT} on a busy machine. */
  @BeforeEach
  void warmUp() {
    answer(Recorded.answer("version-get"));
    livy.client().version(livy.endpoint());
    livy.server().resetAll();
  }

  @Test
  void gives_up_on_a_server_that_does_not_answer() {
    answer(aResponse().withFixedDelay(30_000));

    LakegateException problem = submit(livy.endpoint(SHORT));

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_NO_ANSWER);
    assertThat(LivyClient.isAmbiguous(problem)).isTrue();
    assertThat(LivyClient.provesNotSent(problem)).isFalse();
  }

  @Test
  void cuts_an_answer_that_drips() throws IOException {
    try (RawServer server =
        new RawServer(
            line -> {
              line.read();
              line.write("HTTP/1.1 200 OK\r\n\r\n{\"id\":0}");
              line.drip(" ");
            })) {
      LakegateException problem = submit(LivyClients.at(server.port(), SHORT));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_NO_ANSWER);
      assertThat(LivyClient.isAmbiguous(problem)).isTrue();
    }
  }

  @Test
  void cuts_a_head_that_drips() throws IOException {
    try (RawServer server =
        new RawServer(
            line -> {
              line.read();
              line.write("HTTP/1.1 200 OK\r\nX-Padding: ");
              line.drip("x");
            })) {
      LakegateException problem = submit(LivyClients.at(server.port(), SHORT));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_NO_ANSWER);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = "RANDOM_DATA_THEN_CLOSE", mode = EnumSource.Mode.EXCLUDE)
  void cannot_know_what_became_of_a_broken_exchange(Fault fault) {
    answer(aResponse().withFault(fault));

    LakegateException problem = submit(livy.endpoint());

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_NO_ANSWER);
    assertThat(LivyClient.isAmbiguous(problem)).isTrue();
    assertThat(livy.server().getAllServeEvents()).hasSize(1);
  }

  @Test
  void cannot_know_what_became_of_what_was_answered_in_another_language() throws IOException {
    try (RawServer server =
        new RawServer(
            line -> {
              line.read();
              line.write("220 mail.example ESMTP\r\n".repeat(2_000));
            })) {
      LakegateException problem = submit(LivyClients.at(server.port()));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
      assertThat(LivyClient.isAmbiguous(problem)).isTrue();
    }
  }

  @Test
  void notices_an_answer_that_is_cut_short() throws IOException {
    try (RawServer server =
        new RawServer(
            line -> {
              line.read();
              line.write("HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"id\":0}");
            })) {
      assertThat(submit(LivyClients.at(server.port())).code()).isEqualTo(ErrorCode.LIVY_NO_ANSWER);
    }
  }

  @Test
  void stops_reading_an_endless_answer_and_says_which_limit_it_met() throws IOException {
    try (RawServer server =
        new RawServer(
            line -> {
              line.read();
              line.write("HTTP/1.1 200 OK\r\n\r\n{\"id\":0,\"log\":[\"");
              while (true) {
                line.write("x".repeat(1 << 16));
              }
            })) {
      LakegateException problem =
          catchThrowableOfType(
              LakegateException.class,
              () -> livy.client().findSession(LivyClients.at(server.port()), "0"));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_ANSWER_TOO_LARGE);
      assertThat(problem).hasMessageContaining("4 MiB");
    }
  }

  @Test
  void reads_a_statement_as_large_as_Livy_can_send() throws IOException {
    String output = "x".repeat(50 << 20);
    livy.stub(
        get("/sessions/0/statements/0")
            .willReturn(
                okJson(
                    "{\"id\":0,\"state\":\"available\",\"output\":{\"status\":\"ok\",\"data\":"
                        + "{\"text/plain\":\""
                        + output
                        + "\"}}}")));

    LivyStatement statement = livy.client().findStatement(livy.endpoint(), "0", "0").orElseThrow();

    assertThat(statement.output().data().getString("text/plain")).hasSize(50 << 20);
  }

  @Test
  void gives_back_every_connection_it_gave_up_on() throws IOException {
    LivyClient client = LivyClients.reaching(AllowedHosts.of("127.0.0.1"), 1);
    answer(aResponse().withStatus(500).withBody("x".repeat(1 << 20)));
    failTimes(client, 3);
    answer(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    failTimes(client, 3);
    answer(Recorded.answer("version-get"));

    assertThat(client.version(livy.endpoint()).branch()).isEqualTo("master");
    LivyClients.close(client);
  }

  @Test
  void proves_that_nothing_was_sent_where_nobody_listens() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    LakegateException problem = submit(LivyClients.at(port));

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_UNREACHABLE);
    assertThat(LivyClient.provesNotSent(problem)).isTrue();
    assertThat(LivyClient.isAmbiguous(problem)).isFalse();
  }

  @Test
  void proves_that_nothing_was_sent_to_a_host_nobody_knows() {
    AllowedHosts hosts =
        AllowedHosts.of(
            "livy.example",
            host -> {
              throw new UnknownHostException(host);
            });
    LivyClient client = LivyClients.reaching(hosts, 1);

    LakegateException problem = submit(client, "http://livy.example:8998", livy.endpoint());

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_UNREACHABLE);
    LivyClients.close(client);
  }

  @Test
  void proves_that_nothing_was_sent_when_the_handshake_fails() {
    answer(Recorded.answer("version-get"));

    LakegateException problem =
        submit(livy.client(), "https://127.0.0.1:" + livy.server().port(), livy.endpoint());

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_UNREACHABLE);
    assertThat(livy.server().getAllServeEvents()).isEmpty();
  }

  @Test
  void cuts_a_handshake_that_drips() throws IOException {
    try (RawServer server =
        new RawServer(
            line -> {
              // The head of a TLS handshake record of 16 KiB, then its bytes one by one.
              line.write("\u0016\u0003\u0003@\u0000");
              line.drip("\u0000");
            })) {
      LakegateException problem =
          submit(livy.client(), "https://127.0.0.1:" + server.port(), livy.endpoint(SHORT));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_UNREACHABLE);
    }
  }

  private void answer(ResponseDefinitionBuilder answer) {
    livy.stub(any(anyUrl()).willReturn(answer));
  }

  private void failTimes(LivyClient client, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(
              catchThrowableOfType(LakegateException.class, () -> client.version(livy.endpoint())))
          .isNotNull();
    }
  }

  private LakegateException submit(LivyEndpoint endpoint) {
    return catchThrowableOfType(
        LakegateException.class,
        () -> livy.client().submitStatement(endpoint, "0", new LivyStatementRequest("1", null)));
  }

  private static LakegateException submit(LivyClient client, String url, LivyEndpoint like) {
    LivyEndpoint endpoint =
        new LivyEndpoint(URI.create(url), like.credential(), like.requestTimeout());
    return catchThrowableOfType(
        LakegateException.class,
        () -> client.submitStatement(endpoint, "0", new LivyStatementRequest("1", null)));
  }
}
