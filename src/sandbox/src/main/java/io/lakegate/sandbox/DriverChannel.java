package io.lakegate.sandbox;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Livy's channel to a session's driver, as far as it fails: who asks for an answer above the
 * largest frame waits, and a minute later the channel is closed for good. Livy goes on calling the
 * session idle.
 */
class DriverChannel {

  /** Seen twice with Spark 3.5.2. */
  private static final Duration CLOSES_AFTER_HUGE_OUTPUT = Duration.ofMinutes(1);

  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  void close() {
    closed.complete(null);
  }

  void closeAfterHugeOutput() {
    closed.completeOnTimeout(null, CLOSES_AFTER_HUGE_OUTPUT.toSeconds(), TimeUnit.SECONDS);
  }

  void requireOpenForPost() {
    if (closed.isDone()) {
      throw Refusal.bare(500, "java.util.concurrent.CancellationException");
    }
  }

  void requireOpenForGet() {
    if (closed.isDone()) {
      throw Refusal.bare(500, "java.lang.IllegalStateException: RPC channel is closed.");
    }
  }

  /** Waits as long as Livy does: without a bound of its own. */
  void awaitHugeOutput() {
    closed.join();
    requireOpenForGet();
  }
}
