package io.lakegate.sandbox;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One batch, a process of its own: {@code starting → running → success | dead}. */
class Batch {

  /** As Livy writes it, nulls included. */
  @JsonPropertyOrder({"id", "name", "owner", "proxyUser", "state", "appId", "appInfo", "log"})
  record View(
      int id,
      String name,
      String owner,
      String proxyUser,
      SessionState state,
      String appId,
      AppInfo appInfo,
      List<String> log) {}

  private final int id;
  private final BatchRequest request;
  private final SessionLog log = new SessionLog();
  private SessionState state = SessionState.STARTING;
  private Process process;

  Batch(int id, BatchRequest request) {
    this.id = id;
    this.request = request;
  }

  int id() {
    return id;
  }

  synchronized SessionState state() {
    return state;
  }

  void start(BatchCommand command) {
    Thread thread = new Thread(() -> run(command), "batch-" + id);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(BatchCommand command) {
    try {
      Process started = begin(command);
      if (started == null) {
        return;
      }
      try (BufferedReader output = started.inputReader()) {
        output.lines().forEach(log::add);
      }
      end(started.waitFor() == 0 ? SessionState.SUCCESS : SessionState.DEAD);
    } catch (IOException | InterruptedException e) {
      log.add(e.toString());
      end(SessionState.DEAD);
    }
  }

  /** Nothing, when it was deleted before it began. */
  private synchronized Process begin(BatchCommand command) throws IOException {
    if (state != SessionState.STARTING) {
      return null;
    }
    process = command.start(request);
    state = SessionState.RUNNING;
    return process;
  }

  private synchronized void end(SessionState end) {
    if (!state.isOver()) {
      state = end;
    }
  }

  void kill() {
    Process running;
    synchronized (this) {
      running = process;
      if (!state.isOver()) {
        state = SessionState.KILLED;
      }
    }
    if (running != null) {
      ProcessTree.end(running);
    }
  }

  /** All lines Livy has of a batch: what it wrote stands between two headings. */
  List<String> logLines() {
    List<String> lines = new ArrayList<>(List.of("stdout: "));
    lines.addAll(log.lines());
    lines.add("\nstderr: ");
    return lines;
  }

  View view() {
    List<String> lines = logLines();
    return new View(
        id,
        request.name(),
        null,
        request.proxyUser(),
        state(),
        null,
        AppInfo.NONE,
        lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }
}
