package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers who send halves, and callers who go in the middle. */
class SlowCallersIT {
  /** More than the server has threads for requests. */
  private static final int CALLERS = 220;

  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  ("admin:" + LakegateServer.PASSWORD).getBytes(StandardCharsets.US_ASCII));

  private final TestPortal portal = TestPortal.get();
  private final URI uri = portal.uri();

  /** Requests whose end never comes. */
  private enum Half {
    FORM(
        "/demo/sign-in", "application/x-www-form-urlencoded", "Content-Length: 1000", "username=a"),
    FORM_IN_CHUNKS(
        "/demo/sign-in",
        "application/x-www-form-urlencoded",
        "Transfer-Encoding: chunked",
        "5\r\nuser"),
    FILES("/demo/sign-in", "multipart/form-data; boundary=x", "Content-Length: 1000", "--x"),
    JSON("/api/v1/tokens", "application/json", "Content-Length: 1000", "{\"name\":"),
    JSON_IN_CHUNKS(
        "/api/v1/tokens", "application/json", "Transfer-Encoding: chunked", "5\r\n{\"na"),
    BYTES("/simple/demo/", "application/octet-stream", "Content-Length: 1000", "PK"),
    HEADERS("/demo/sign-in", "text/plain", "Content-Length: 1000", null);

    private final String path;
    private final String type;
    private final String length;
    private final String body;

    Half(String path, String type, String length, String body) {
      this.path = path;
      this.type = type;
      this.length = length;
      this.body = body;
    }

    String of(URI portal) {
      return String.join(
              "\r\n",
              "POST " + path + " HTTP/1.1",
              "Host: " + portal.getAuthority(),
              "Origin: " + portal,
              "Authorization: " + BASIC,
              "Content-Type: " + type,
              length)
          + (body == null ? "" : "\r\n\r\n" + body);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @ParameterizedTest
  @EnumSource(Half.class)
  void others_are_answered_while_more_requests_than_there_are_threads_never_end(Half half)
      throws IOException {
    List<Socket> callers = new ArrayList<>();
    try {
      for (int i = 0; i < CALLERS; i++) {
        Socket caller = connect();
        callers.add(caller);
        send(caller, half.of(uri));
      }
      long start = System.nanoTime();

      int status = new PageClient(uri).get("/health/live").status();

      assertThat(status).isEqualTo(200);
      // Without the limit it took the server half a minute to give the first one up.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    } finally {
      for (Socket caller : callers) {
        caller.close();
      }
    }
  }

  @Test
  void a_body_that_arrives_in_pieces_is_read_whole() throws IOException {
    String body = "{\"name\":\"in pieces\",\"tenant\":\"demo\"}";
    try (Socket caller = connect()) {
      send(caller, json("POST /api/v1/tokens", BASIC, body.length()) + body.substring(0, 10));
      send(caller, body.substring(10, 20));
      send(caller, body.substring(20));

      assertThat(new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 201 ");
    }
  }

  @Test
  void an_aborted_upload_is_one_line_in_the_log() throws Exception {
    String token =
        portal
            .as("admin")
            .post("/tokens", Map.of("name", "upload", "tenant", "demo"))
            .expect(201)
            .json()
            .getString("token");
    // An address of its own, for callers of other tests go away as well.
    String path = "/api/v1/workspaces/" + UUID.randomUUID();
    int before = portal.server().log().length();

    try (Socket caller = connect()) {
      send(caller, json("PUT " + path, "Bearer " + token, 1000) + "{\"name\":");
      // A reset, as of a browser that is closed.
      caller.setSoLinger(true, 0);
    }
    String log =
        Waiting.until(
            Duration.ofSeconds(30),
            () -> portal.server().log().substring(before),
            lines -> lines.contains("has gone before PUT " + path));

    assertThat(log.lines()).filteredOn(line -> line.contains(path)).hasSize(1);
    assertThat(log.lines()).noneMatch(line -> line.startsWith("\tat "));
  }

  private String json(String target, String authorization, int length) {
    return String.join(
            "\r\n",
            target + " HTTP/1.1",
            "Host: " + uri.getAuthority(),
            "Authorization: " + authorization,
            "Connection: close",
            "Content-Type: application/json",
            "Content-Length: " + length)
        + "\r\n\r\n";
  }
}
