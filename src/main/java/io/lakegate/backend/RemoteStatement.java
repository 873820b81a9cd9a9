package io.lakegate.backend;

/**
 * A statement as its backend describes it.
 *
 * @param code as it was sent, but for white space; null if the backend does not repeat it
 * @param output null until there is one; a backend may say {@link State#ENDED} a moment before
 * @param progress 0 to 1; may run backwards
 * @param started epoch milliseconds; null while unknown
 * @param completed epoch milliseconds; null while unknown
 */
public record RemoteStatement(
    String id,
    String code,
    State state,
    RemoteOutput output,
    double progress,
    Long started,
    Long completed) {

  /** The state of a statement at its backend. */
  public enum State {
    /** The backend has it and has not begun with it. */
    WAITING,
    RUNNING,
    /** It ran, whether its code succeeded or failed. */
    ENDED,
    CANCELLED
  }
}
