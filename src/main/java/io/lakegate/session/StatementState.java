package io.lakegate.session;

/** Where a statement stands. A Spark error is {@code AVAILABLE} with {@code outcome=error}. */
public enum StatementState {
  WAITING(false),
  RUNNING(false),
  AVAILABLE(true),
  CANCELLING(false),
  CANCELLED(true),
  /**
   * Its result cannot be had any more, or nobody can say whether it ran; the message says which.
   */
  LOST(true);

  private final boolean ended;

  StatementState(boolean ended) {
    this.ended = ended;
  }

  public boolean isEnded() {
    return ended;
  }
}
