package io.lakegate.client.livy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.http.RawServer;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads share one client and few connections. */
@Timeout(60)
class LivyConnectionsTest {
  private static final int THREADS = 16;
  private static final int CONNECTIONS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final LivyClient client = LivyClients.reaching(AllowedHosts.of("127.0.0.1"), CONNECTIONS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    LivyClients.close(client);
  }

  @Test
  void share_connections_up_to_the_cap_and_each_gets_its_own_answer() throws Exception {
    try (RawServer server = new RawServer(LivyConnectionsTest::echoIds)) {
      Callable<Boolean> asking =
          () ->
              IntStream.range(0, 50)
                  .mapToObj(i -> Thread.currentThread().getId() + "-" + i)
                  .allMatch(
                      id ->
                          client
                              .findSession(LivyClients.at(server.port()), id)
                              .filter(session -> session.id().equals(id))
                              .isPresent());

      List<Future<Boolean>> results =
          threads.invokeAll(IntStream.range(0, THREADS).mapToObj(i -> asking).toList());

      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
      assertThat(server.connections()).isBetween(1, CONNECTIONS);
      assertThat(server.requests()).hasSize(THREADS * 50);
    }
  }

  @Test
  void a_call_that_gets_no_connection_was_provably_not_sent() throws Exception {
    CountDownLatch arrived = new CountDownLatch(CONNECTIONS);
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            line -> {
              line.read();
              arrived.countDown();
              over.await();
            })) {
      for (int i = 0; i < CONNECTIONS; i++) {
        threads.execute(() -> hang(server));
      }
      arrived.await();

      LakegateException problem =
          catchThrowableOfType(
              LakegateException.class,
              () ->
                  client.deleteSession(LivyClients.at(server.port(), Duration.ofMillis(300)), "0"));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_UNREACHABLE);
      assertThat(server.count("DELETE")).isZero();
      over.countDown();
    }
  }

  private void hang(RawServer server) {
    assertThat(catchThrowable(() -> client.findSession(LivyClients.at(server.port()), "0")))
        .isInstanceOf(RuntimeException.class);
  }

  private static void echoIds(RawServer.Line line) throws IOException {
    while (line.read()) {
      String request = line.last();
      String path = request.substring(0, request.indexOf(" HTTP/"));
      line.answer("{\"id\":\"" + path.substring(path.lastIndexOf('/') + 1) + "\"}");
    }
  }
}
