package io.lakegate.launcher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program we started. Its output goes to a log file and, line by line, to a listener. It is asked
 * to end by closing its standard input, which works on every system and also when we are killed;
 * who does not listen is ended, and so is every process it started.
 */
public final class Child {
  /** The portal stops its server, the sandbox its Spark. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int KEPT_LINES = 40;

  private final String name;
  private final Process process;
  private final Thread reader;
  private final Set<ProcessHandle> grandchildren = ConcurrentHashMap.newKeySet();
  private final Deque<String> lastLines = new ArrayDeque<>();

  private Child(String name, Process process, Path log, Consumer<String> listener)
      throws IOException {
    this.name = name;
    this.process = process;
    BufferedWriter file = Files.newBufferedWriter(log, StandardCharsets.UTF_8);
    this.reader = new Thread(() -> read(file, listener), name + " output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts {@code command} in {@code directory} with our environment and {@code variables}. */
  public static Child start(
      String name,
      List<String> command,
      Path directory,
      Map<String, String> variables,
      Path log,
      Consumer<String> listener)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Files.createDirectories(log.toAbsolutePath().getParent());
    return new Child(name, builder.start(), log, listener);
  }

  private void read(BufferedWriter log, Consumer<String> listener) {
    try (log;
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.write(line);
        log.newLine();
        log.flush();
        remember(line);
        listener.accept(line);
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized void remember(String line) {
    lastLines.addLast(line);
    if (lastLines.size() > KEPT_LINES) {
      lastLines.removeFirst();
    }
  }

  /** Returns its last lines of output, for a message that explains why it ended. */
  public synchronized List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int exitCode() {
    return process.exitValue();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Notes the processes it has started by now: once it is dead nobody knows them any more. */
  void lookAround() {
    grandchildren.removeIf(handle -> !handle.isAlive());
    process.descendants().forEach(grandchildren::add);
  }

  /** Asks it to end, insists after a while, and returns when it and its children are gone. */
  public void end() {
    end(PATIENCE);
  }

  /**
   * Ends it like the method above, with more patience for a child that has work to do as it ends.
   */
  void end(Duration patience) {
    lookAround();
    closeInput();
    if (!waitFor(patience)) {
      // By its handle: the process itself would close the output that is still to be read.
      process.toHandle().destroy();
      if (!waitFor(Duration.ofSeconds(5))) {
        process.destroyForcibly();
        waitFor(PATIENCE);
      }
    }
    endGrandchildren();
    waitForOutput();
  }

  /** Ends it at once, as a power cut would. */
  public void kill() {
    lookAround();
    process.destroyForcibly();
    waitFor(PATIENCE);
    endGrandchildren();
    closeInput();
    waitForOutput();
  }

  private void endGrandchildren() {
    grandchildren.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture<?>[] ends =
        grandchildren.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends)
        .completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /** True when it has ended. */
  private boolean waitFor(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private void waitForOutput() {
    try {
      reader.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
