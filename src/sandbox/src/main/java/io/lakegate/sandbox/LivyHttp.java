package io.lakegate.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.apache.logging.log4j.LogManager;

/** The HTTP side, on the loopback address only: the token, bounds, headers and JSON. */
class LivyHttp {

  /** Far above any statement a person writes; a bound nonetheless. */
  private static final int MAX_BODY = 16 << 20;

  /** Requests for a huge output each hold one, as they do in Livy. */
  private static final int THREADS = 64;

  private final String token;
  private final HttpServer server;
  private final ThreadPoolExecutor pool;

  static {
    // Without it, Nagle's algorithm and delayed acknowledgements cost 40 ms an answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // A pooled client must not meet a connection the server has just closed; seconds.
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    // Nobody may hold a thread by sending a request slowly; seconds.
    System.setProperty("sun.net.httpserver.maxReqTime", "60");
  }

  LivyHttp(int port, String token) throws IOException {
    this.token = token;
    // Literal: a host name could resolve to something else.
    InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    pool =
        new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1024));
    server.setExecutor(pool);
  }

  int start(Function<Request, Reply> routes) {
    server.createContext("/", exchange -> handle(exchange, routes));
    server.start();
    return server.getAddress().getPort();
  }

  void stop() {
    server.stop(0);
    pool.shutdownNow();
  }

  private void handle(HttpExchange exchange, Function<Request, Reply> routes) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      if (!isAllowed(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        send(
            exchange,
            refused(
                Refusal.withMsg(
                    401, "Send the token this sandbox was started with (SANDBOX_TOKEN).")));
      } else if (body.length > MAX_BODY) {
        exchange.getResponseHeaders().set("Connection", "close");
        send(
            exchange,
            refused(
                Refusal.withMsg(
                    413, "The request is longer than the " + MAX_BODY + " bytes read here.")));
      } else {
        send(exchange, answer(exchange, body, routes));
      }
    }
  }

  private boolean isAllowed(HttpExchange exchange) {
    if (token.isEmpty()) {
      return true;
    }
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    return sent != null
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  private static Reply answer(HttpExchange exchange, byte[] body, Function<Request, Reply> routes) {
    try {
      return routes.apply(
          Request.of(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery(),
              body));
    } catch (Refusal e) {
      return refused(e);
    } catch (UnwritableAnswer e) {
      return e.reply(exchange.getRequestURI().getRawPath());
    } catch (RuntimeException e) {
      LogManager.getLogger(LivyHttp.class).error("A request failed", e);
      return refused(Refusal.bare(500, e.toString()));
    }
  }

  private static Reply refused(Refusal refusal) {
    return new Reply(refusal.status(), refusal.body(), Map.of());
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json;charset=utf-8");
    headers.set("X-Frame-Options", "SAMEORIGIN");
    headers.set("X-XSS-Protection", "1; mode=block");
    headers.set("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(headers::set);
    byte[] bytes = reply.bytes();
    if (bytes.length > 0 && acceptsGzip(exchange)) {
      headers.set("Content-Encoding", "gzip");
      bytes = zipped(bytes);
    }
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : bytes.length);
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private static boolean acceptsGzip(HttpExchange exchange) {
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
