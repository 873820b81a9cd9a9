package io.lakegate.session;

import java.util.List;

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

  static final List<StatementState> UNENDED = List.of(WAITING, RUNNING, CANCELLING);

  private final boolean ended;

  StatementState(boolean ended) {
    this.ended = ended;
  }

  public boolean isEnded() {
    return ended;
  }
}
