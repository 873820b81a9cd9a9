package io.lakegate.sandbox;

import java.util.List;

/** Runs the statements of one kind for one session, one at a time, on the session's own thread. */
interface Interpreter extends AutoCloseable {

  Execution execute(int statementId, String code);

  /** Names that could stand at the cursor; Livy offers none except for Scala. */
  default List<String> complete(String code, int cursor) {
    return List.of();
  }

  /**
   * Asks, from another thread, the Spark jobs of a statement to end; may be asked repeatedly.
   *
   * @return whether there were any
   */
  boolean cancelJobs(int statementId);

  /** Asks code that is waiting outside of Spark to end. */
  default void interrupt(Thread runner) {
    runner.interrupt();
  }

  double progress(int statementId);

  @Override
  void close();
}
