package io.lakegate.client.http;

import static io.lakegate.client.http.ExchangeException.Reason.NO_ANSWER_IN_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that signs people in and misbehaves: nobody waits for it longer than said. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExchangeTest {
  private static final int DEADLINE_MILLIS = 400;

  private final Exchange exchange = new Exchange(AllowedHosts.of("127.0.0.1"));
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private ServerSocket server;

  private interface Reply {
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    over.countDown();
    server.close();
    exchange.close();
  }

  private void answering(Reply reply) {
    Thread thread = new Thread(() -> serve(reply), "misbehaving service");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Reply reply) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        asked.incrementAndGet();
        reply.to(socket.getOutputStream());
      } catch (IOException e) {
        // The client has gone, as it should.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Answer get() throws ExchangeException {
    return exchange.send(request("GET", url(), null));
  }

  private static Request request(String method, URI uri, String body) {
    Request usual = Request.of(method, uri, Map.of(), body);
    return new Request(
        method, uri, Map.of(), usual.body(), Duration.ofMillis(DEADLINE_MILLIS), usual.maxBytes());
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/token");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void who_accepts_and_says_nothing_is_left() {
    answering(out -> over.await());

    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
  }

  @Test
  void who_says_a_byte_now_and_then_is_left_too() {
    answering(
        out -> {
          out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"));
          do {
            out.write('x');
            out.flush();
          } while (!over.await(DEADLINE_MILLIS / 8, TimeUnit.MILLISECONDS));
        });

    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
  }

  @Test
  void nothing_is_repeated_when_the_connection_is_cut() {
    answering(out -> {});

    assertThatThrownBy(() -> exchange.send(request("POST", url(), "grant_type=refresh_token")))
        .isInstanceOf(IOException.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void no_more_is_read_than_a_provider_has_to_say() {
    answering(
        out -> {
          out.write(bytes("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
          byte[] block = new byte[1 << 16];
          while (true) {
            out.write(block);
          }
        });

    assertThatThrownBy(this::get).hasMessageContaining("more than");
  }

  @Test
  void no_head_is_read_without_an_end() {
    answering(
        out -> {
          out.write(bytes("HTTP/1.1 200 OK\r\nX-Endless: "));
          byte[] block = bytes("x".repeat(1 << 16));
          while (true) {
            out.write(block);
          }
        });

    assertThatThrownBy(this::get)
        .isInstanceOfSatisfying(
            ExchangeException.class,
            failure -> assertThat(failure.reason()).isNotEqualTo(NO_ANSWER_IN_TIME));
  }

  @Test
  void a_redirection_is_an_answer_and_not_followed() throws IOException {
    answering(
        out -> {
          out.write(
              bytes(
                  "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:"
                      + server.getLocalPort()
                      + "/elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
          out.flush();
        });

    assertThat(get().status()).isEqualTo(302);
    assertThat(asked).hasValue(1);
  }

  @Test
  void a_host_nobody_allowed_is_not_asked() {
    assertThatThrownBy(
            () -> exchange.send(request("GET", URI.create("http://metadata.example/"), null)))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED));
  }
}
