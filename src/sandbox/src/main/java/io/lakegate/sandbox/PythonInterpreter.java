package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Python statements in a process of their own; {@code interpreter.py} says what is exchanged with
 * it. PySpark starts a Spark of its own there, so that its version need not be the sandbox's:
 * temporary views are not shared with the session's SQL and Scala statements.
 */
class PythonInterpreter implements Interpreter {

  private static final long START_SECONDS = 120;

  private final Process process;
  private final BufferedWriter toPython;
  private final SessionLog log;
  private final BlockingQueue<Optional<JsonNode>> results = new LinkedBlockingQueue<>();
  private final SessionLog lastWords = new SessionLog();
  private volatile double progress;
  private volatile boolean jobsRunning;
  private volatile int running;

  /**
   * @param script {@code interpreter.py}
   * @param conf of the Spark to start; null for plain Python, without {@code spark} and {@code sc}
   */
  PythonInterpreter(Path script, Map<String, String> conf, SessionLog log) throws IOException {
    this.log = log;
    ProcessBuilder builder = new ProcessBuilder("python3", "-u", script.toString());
    Map<String, String> environment = builder.environment();
    environment.put("PYTHONIOENCODING", "utf-8");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    // The token of the sandbox is no statement's business.
    environment.remove("SANDBOX_TOKEN");
    environment.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    process = builder.start();
    toPython = process.outputWriter(StandardCharsets.UTF_8);
    daemon("python-out", this::readMessages);
    daemon("python-err", this::readErrors);
    Map<String, Object> start = new LinkedHashMap<>();
    start.put("type", "start");
    start.put("conf", conf);
    send(start);
    awaitReady();
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void awaitReady() throws IOException {
    try {
      Optional<JsonNode> first = results.poll(START_SECONDS, TimeUnit.SECONDS);
      if (first == null || first.isEmpty()) {
        throw new IOException(
            "Python did not start: " + String.join("\n", lastWords.lines()).strip());
      }
    } catch (IOException | InterruptedException e) {
      close();
      throw new IOException(e.getMessage(), e);
    }
  }

  private void readMessages() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode message = Json.MAPPER.readTree(line);
        if (!message.path("type").asText().equals("progress")) {
          results.add(Optional.of(message));
        } else if (message.path("id").asInt() == running) {
          progress = message.path("value").asDouble();
          jobsRunning = message.path("jobs").asBoolean();
        }
      }
    } catch (IOException e) {
      log.add("ERROR Sandbox: " + e);
    } finally {
      results.add(Optional.empty());
    }
  }

  private void readErrors() {
    try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        log.add(line);
        lastWords.add(line);
      }
    } catch (IOException e) {
      log.add("ERROR Sandbox: " + e);
    }
  }

  private void send(Map<String, Object> message) throws IOException {
    synchronized (toPython) {
      toPython.write(Json.MAPPER.writeValueAsString(message));
      toPython.newLine();
      toPython.flush();
    }
  }

  @Override
  public Execution execute(int statementId, String code) {
    progress = 0.0;
    jobsRunning = false;
    running = statementId;
    try {
      send(Map.of("type", "execute", "id", statementId, "code", code));
    } catch (IOException e) {
      return new Execution.Aborted("");
    }
    return takeResult().map(PythonInterpreter::execution).orElseGet(this::aborted);
  }

  /** Not to be interrupted: a cancel is Python's to answer, and a kill ends the wait. */
  private Optional<JsonNode> takeResult() {
    while (true) {
      try {
        Optional<JsonNode> result = results.take();
        if (result.isEmpty()) {
          // So that a further statement finds it as well.
          results.add(result);
        }
        return result;
      } catch (InterruptedException e) {
        if (!process.isAlive()) {
          return Optional.empty();
        }
      }
    }
  }

  private Execution aborted() {
    List<String> words = lastWords.lines();
    return new Execution.Aborted(words.isEmpty() ? "" : "\n" + String.join("\n", words) + "\n");
  }

  private static Execution execution(JsonNode result) {
    if (result.path("status").asText().equals("ok")) {
      Map<String, JsonNode> data = new LinkedHashMap<>();
      result.path("data").properties().forEach(e -> data.put(e.getKey(), e.getValue()));
      return new Execution.Ok(data);
    }
    List<String> traceback = new ArrayList<>();
    result.path("traceback").forEach(line -> traceback.add(line.asText()));
    return new Execution.Failed(
        result.path("ename").asText(), result.path("evalue").asText(), traceback);
  }

  @Override
  public boolean cancelJobs(int statementId) {
    tell("cancel_jobs", statementId);
    return jobsRunning;
  }

  @Override
  public void interrupt(Thread runner) {
    tell("interrupt", running);
  }

  private void tell(String what, int statementId) {
    try {
      send(Map.of("type", what, "id", statementId));
    } catch (IOException e) {
      // It has died; the statement's result says so.
      log.add("WARN Sandbox: Python is gone: " + e.getMessage());
    }
  }

  @Override
  public double progress(int statementId) {
    return progress;
  }

  @Override
  public void close() {
    ProcessTree.end(process);
  }
}
