package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The sandbox as it is delivered: a process of its own, told by environment, asked by HTTP. */
class RunningSandbox implements AutoCloseable {

  static final String TOKEN = "a token of this run";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  record Answer(int status, HttpResponse<byte[]> raw, JsonNode body) {

    String header(String name) {
      return raw.headers().firstValue(name).orElse(null);
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final BufferedReader output;
  private final String url;

  private RunningSandbox(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader();
    String line = output.readLine();
    this.url = line == null ? null : line.replace("SANDBOX READY ", "");
  }

  static RunningSandbox start(Map<String, String> environment) {
    try {
      return new RunningSandbox(launch(environment, Path.of("target")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Process launch(Map<String, String> environment, Path workingDirectory)
      throws IOException {
    String target = Path.of("target").toAbsolutePath().toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("jvm.options").toAbsolutePath());
    command.add("-cp");
    command.add(target + "/classes" + File.pathSeparator + target + "/lib/*");
    command.add("io.lakegate.sandbox.Sandbox");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectError(Path.of(target, "sandbox.log").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  String url() {
    return url;
  }

  Process process() {
    return process;
  }

  /** What it says after its first line, until it has ended. */
  List<String> furtherOutput() {
    return output.lines().toList();
  }

  Answer get(String path) {
    return call("GET", path, null, Map.of("Authorization", "Bearer " + TOKEN));
  }

  Answer post(String path, String body) {
    return call("POST", path, body, Map.of("Authorization", "Bearer " + TOKEN));
  }

  Answer delete(String path) {
    return call("DELETE", path, null, Map.of("Authorization", "Bearer " + TOKEN));
  }

  Answer call(String method, String path, String body, Map<String, String> headers) {
    HttpResponse<byte[]> response = send(method, path, body, headers);
    try {
      return new Answer(response.statusCode(), response, Json.MAPPER.readTree(response.body()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A session that has started. */
  int session(String json) {
    int id = post("/sessions", json).body().get("id").asInt();
    await(() -> state(id), state -> !state.equals("starting"));
    return id;
  }

  String state(int session) {
    return get("/sessions/" + session + "/state").body().path("state").asText();
  }

  /** The path of a new statement. */
  String submit(int session, String kind, String code) {
    String body = Json.MAPPER.createObjectNode().put("kind", kind).put("code", code).toString();
    return post("/sessions/" + session + "/statements", body).header("Location");
  }

  JsonNode statement(String path) {
    return get(path).body();
  }

  JsonNode run(int session, String kind, String code) {
    return ended(submit(session, kind, code));
  }

  JsonNode ended(String statementPath) {
    return await(
        () -> statement(statementPath),
        statement -> List.of("available", "cancelled").contains(statement.get("state").asText()));
  }

  JsonNode running(String statementPath) {
    return await(
        () -> statement(statementPath),
        statement -> statement.get("state").asText().equals("running"));
  }

  static <T> T await(Supplier<T> source, Predicate<T> condition) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    T seen = source.get();
    while (!condition.test(seen)) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("Still " + seen);
      }
      pause();
      seen = source.get();
    }
    return seen;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
