package io.lakegate.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pursues a statement that is to be cancelled. Livy cancels its Spark jobs again and again and,
 * after 30 s, calls the statement cancelled while its code goes on; here, code that waits for
 * something else is interrupted as well.
 */
record Cancellation(ScheduledExecutorService clock) {

  /** Livy's {@code livy.rsc.job-cancel.trigger-interval} and {@code .timeout}. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Duration INTERRUPT_AFTER = Duration.ofMillis(100);

  /** A cancelled Spark job ends its statement with Spark's own error, which takes a moment. */
  private static final Duration INTERRUPT_AFTER_JOB = Duration.ofSeconds(2);

  /**
   * @param interpreter null while it has not started
   */
  void pursue(
      Statement statement, Supplier<Interpreter> interpreter, Consumer<Interpreter> interrupt) {
    Interpreter running = interpreter.get();
    boolean inSpark = running != null && running.cancelJobs(statement.id());
    Instant now = Instant.now();
    step(
        statement,
        interpreter,
        interrupt,
        now.plus(inSpark ? INTERRUPT_AFTER_JOB : INTERRUPT_AFTER),
        now.plus(TIMEOUT));
  }

  private void step(
      Statement statement,
      Supplier<Interpreter> interpreter,
      Consumer<Interpreter> interrupt,
      Instant interruptAt,
      Instant giveUpAt) {
    if (statement.state() != Statement.State.CANCELLING) {
      return;
    }
    Instant now = Instant.now();
    if (now.isAfter(giveUpAt)) {
      statement.giveUpCancelling();
      return;
    }
    Interpreter running = interpreter.get();
    if (running != null) {
      running.cancelJobs(statement.id());
      if (now.isAfter(interruptAt)) {
        interrupt.accept(running);
      }
    }
    clock.schedule(
        () -> step(statement, interpreter, interrupt, interruptAt, giveUpAt),
        INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
  }
}
