package io.lakegate.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Stands between portal and sandbox and kills the portal at the call a test names, lets it wait
 * there for good, or answers in the sandbox's place as gateways do: before it is forwarded, after
 * it was carried out but before it is answered, or after the answer. Counts what it forwards.
 */
final class KillingProxy implements AutoCloseable {
  enum Moment {
    BEFORE_FORWARDING,
    BEFORE_ANSWERING,
    AFTER_ANSWERING
  }

  /** The next call of this method whose path is like that. */
  record Call(String method, String path, Moment moment) {
    boolean isAt(HttpExchange exchange, Moment now) {
      return moment == now
          && method.equals(exchange.getRequestMethod())
          && Pattern.matches(path, exchange.getRequestURI().getPath());
    }
  }

  static {
    // Else every answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final HttpServer server;
  private final URI sandbox;
  private final List<String> forwarded = new CopyOnWriteArrayList<>();
  private At reached = exchange -> {};
  private Call call;

  /** What happens at the call. */
  @FunctionalInterface
  private interface At {
    void reached(HttpExchange exchange) throws IOException;
  }

  KillingProxy(URI sandbox) throws IOException {
    this.sandbox = sandbox;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void kill(Call named, Runnable kill) {
    arm(named, exchange -> kill.run());
  }

  /** Done when the call is there; it stays there until this proxy ends. */
  CompletableFuture<Void> hold(Call named) {
    CompletableFuture<Void> held = new CompletableFuture<>();
    arm(
        named,
        exchange -> {
          held.complete(null);
          closed.join();
        });
    return held;
  }

  /** Answers the next such call with a page of a gateway. */
  void spoil(Call named, int status) {
    arm(
        named,
        exchange -> {
          byte[] page = ("<html><title>" + status + "</title></html>").getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", uri() + "/sign-in");
          }
          exchange.sendResponseHeaders(status, page.length);
          exchange.getResponseBody().write(page);
        });
  }

  /** How many calls like this were handed on, whatever became of their answers. */
  long forwarded(String method, String path) {
    Pattern calls = Pattern.compile(method + " " + path);
    return forwarded.stream().filter(call -> calls.matcher(call).matches()).count();
  }

  private synchronized void arm(Call named, At then) {
    call = named;
    reached = then;
  }

  private boolean endsAt(HttpExchange exchange, Moment moment) throws IOException {
    At then;
    synchronized (this) {
      if (call == null || !call.isAt(exchange, moment)) {
        return false;
      }
      call = null;
      then = reached;
    }
    then.reached(exchange);
    return true;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (endsAt(exchange, Moment.BEFORE_FORWARDING)) {
        return;
      }
      forwarded.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      HttpResponse<byte[]> answer = forward(exchange, body);
      if (endsAt(exchange, Moment.BEFORE_ANSWERING)) {
        return;
      }
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
      exchange.getResponseBody().flush();
      endsAt(exchange, Moment.AFTER_ANSWERING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : new String[] {"Authorization", "Content-Type", "X-Requested-By", "Accept"}) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    closed.complete(null);
    server.stop(0);
    threads.shutdownNow();
  }
}
