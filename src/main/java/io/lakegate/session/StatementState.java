package io.lakegate.session;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of a statement. A Spark error is {@code AVAILABLE} with {@code outcome=error}. */
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

  /** The states that may follow each state. */
  private static final Map<StatementState, Set<StatementState>> NEXT =
      Map.of(
          WAITING, EnumSet.of(RUNNING, AVAILABLE, CANCELLING, CANCELLED, LOST),
          // The backend shows that it only queues what was taken for running.
          RUNNING, EnumSet.of(WAITING, AVAILABLE, CANCELLING, CANCELLED, LOST),
          CANCELLING, EnumSet.of(AVAILABLE, CANCELLED, LOST),
          AVAILABLE, EnumSet.noneOf(StatementState.class),
          CANCELLED, EnumSet.noneOf(StatementState.class),
          LOST, EnumSet.noneOf(StatementState.class));

  private final boolean ended;

  StatementState(boolean ended) {
    this.ended = ended;
  }

  /** Whether this state may be followed by the other one; a statement that has ended stays so. */
  boolean canBecome(StatementState next) {
    return NEXT.get(this).contains(next);
  }

  public boolean isEnded() {
    return ended;
  }
}
