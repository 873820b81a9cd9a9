package io.lakegate.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.client.AllowedHosts;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One REST client speaks to many addresses, and each call keeps what is its own. */
@Timeout(60)
class RestApiTest {
  private static final int THREADS = 24;
  private static final int CALLS = 100;

  private final Exchange exchange = new Exchange(AllowedHosts.of("127.0.0.1"));
  private RestApi<Things> api;

  @ClientHeaderParam(name = "X-Requested-By", value = "lakegate")
  interface Things {
    @GET
    @Path("things/{id}")
    Response find(@PathParam("id") String id, @QueryParam("size") Integer size);

    @POST
    @Path("things")
    @Consumes("application/json")
    Response create(byte[] body);
  }

  @BeforeEach
  void build() {
    api = new RestApi<>(exchange, Things.class);
  }

  @AfterEach
  void close() {
    api.close();
    exchange.close();
  }

  private static Target target(RawServer server, String path, String authorization) {
    URI base = URI.create("http://127.0.0.1:" + server.port() + path);
    return new Target(base, authorization, Duration.ofSeconds(20), 1 << 10);
  }

  @Test
  void the_path_of_the_call_follows_its_base() throws IOException {
    try (RawServer server = new RawServer(RestApiTest::echo)) {
      api.call(target(server, "", "Bearer t0ken"), things -> things.find("a b?ü", null));
      api.call(target(server, "/", "Bearer t0ken"), things -> things.find("1", null));
      api.call(target(server, "/v1/w%20s/livy/", null), things -> things.find("1", 5));

      assertThat(server.requests())
          .extracting(request -> request.lines().findFirst().orElseThrow())
          .containsExactly(
              "GET /things/a%20b%3F%C3%BC HTTP/1.1",
              "GET /things/1 HTTP/1.1", "GET /v1/w%20s/livy/things/1?size=5 HTTP/1.1");
    }
  }

  @Test
  void a_body_goes_out_with_its_length_and_the_headers_of_the_call() throws IOException {
    try (RawServer server = new RawServer(RestApiTest::echo)) {
      byte[] body = "{\"ü\":1}".getBytes(StandardCharsets.UTF_8);

      api.call(target(server, "", "Bearer t0ken"), things -> things.create(body));

      assertThat(server.requests())
          .singleElement()
          .asString()
          .startsWith("POST /things HTTP/1.1\r\n")
          .containsOnlyOnce("\r\nAuthorization: Bearer t0ken\r\n")
          .containsOnlyOnce("\r\nX-Requested-By: lakegate\r\n")
          .containsOnlyOnce("\r\nContent-Type: application/json\r\n")
          .containsOnlyOnce("\r\nContent-Length: 8\r\n")
          .containsOnlyOnce("\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
          .doesNotContain("Transfer-Encoding")
          .endsWith("\r\n\r\n{\"ü\":1}");
    }
  }

  @Test
  void calls_on_many_threads_to_many_addresses_never_mix() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<RawServer> servers = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        servers.add(new RawServer(RestApiTest::echo));
      }
      List<Callable<Integer>> callers =
          IntStream.range(0, THREADS)
              .<Callable<Integer>>mapToObj(thread -> () -> answersOfItsOwn(servers, thread))
              .toList();

      for (Future<Integer> own : threads.invokeAll(callers)) {
        assertThat(own.get()).isEqualTo(CALLS);
      }
      for (int i = 0; i < servers.size(); i++) {
        String path = " /server-" + i + "/things/";
        assertThat(servers.get(i).requests()).isNotEmpty().allMatch(head -> head.contains(path));
      }
    } finally {
      threads.shutdownNow();
      for (RawServer server : servers) {
        server.close();
      }
    }
  }

  /** Each call goes to another server than the one before, with a credential only it has. */
  private int answersOfItsOwn(List<RawServer> servers, int thread) throws ExchangeException {
    int own = 0;
    for (int i = 0; i < CALLS; i++) {
      int number = (thread + i) % servers.size();
      String id = thread + "-" + i;
      Answer answer =
          api.call(
              target(servers.get(number), "/server-" + number, "Bearer " + id),
              things -> things.find(id, null));
      if (answer.text().equals("/server-" + number + "/things/" + id + " Bearer " + id)) {
        own++;
      }
    }
    return own;
  }

  @Test
  void a_call_without_a_credential_carries_none_of_the_one_before() throws IOException {
    try (RawServer server = new RawServer(RestApiTest::echo)) {
      api.call(target(server, "", "Bearer t0ken"), things -> things.find("1", null));

      Answer answer = api.call(target(server, "", null), things -> things.find("1", null));

      assertThat(answer.text()).isEqualTo("/things/1 null");
    }
  }

  @Test
  void the_bound_of_the_call_holds() throws IOException {
    try (RawServer server = new RawServer(RestApiTest::tooMuch)) {
      assertThatThrownBy(() -> api.call(target(server, "", null), things -> things.find("1", null)))
          .isInstanceOfSatisfying(
              ExchangeException.class,
              failure -> {
                assertThat(failure.reason()).isEqualTo(ExchangeException.Reason.TOO_LARGE);
                assertThat(failure.status()).isEqualTo(200);
                assertThat(failure.isSent()).isTrue();
              });
    }
  }

  @Test
  void a_base_with_a_query_is_refused() {
    assertThatThrownBy(
            () -> new Target(URI.create("http://h/?a=b"), null, Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_target_shows_no_credential_when_printed() {
    Target target = new Target(URI.create("http://h"), "Bearer s3cret", Duration.ofSeconds(1), 1);

    assertThat(target.toString()).doesNotContain("s3cret");
  }

  private static void tooMuch(RawServer.Line line) throws IOException {
    line.read();
    line.answer("x".repeat((1 << 10) + 1));
  }

  /** Answers with the path and the credential that were asked with. */
  private static void echo(RawServer.Line line) throws IOException {
    while (line.read()) {
      String request = line.last();
      String authorization =
          request
              .lines()
              .filter(header -> header.startsWith("Authorization: "))
              .map(header -> header.substring("Authorization: ".length()))
              .findFirst()
              .orElse(null);
      line.answer(request.split(" ", 3)[1] + " " + authorization);
    }
  }
}
