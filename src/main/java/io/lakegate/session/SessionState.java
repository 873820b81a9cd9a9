package io.lakegate.session;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a session stands, in Lakegate's words. */
public enum SessionState {
  /** Its row is committed; whether the backend knows it is not settled. */
  LAUNCHING,
  STARTING,
  IDLE,
  BUSY,
  STOPPING,
  ENDED,
  /** The backend cannot be asked, or answered a word nobody knows; asking goes on. */
  UNKNOWN;

  /**
   * Apache Livy's words (SessionState.scala; its REST documentation omits recovering and running)
   * and Fabric's, compared without case.
   */
  private static final Map<String, SessionState> REMOTE =
      Map.ofEntries(
          Map.entry("not_started", STARTING),
          Map.entry("not_submitted", STARTING),
          Map.entry("submitting", STARTING),
          Map.entry("starting", STARTING),
          Map.entry("recovering", STARTING),
          Map.entry("idle", IDLE),
          Map.entry("running", BUSY),
          Map.entry("busy", BUSY),
          Map.entry("shutting_down", ENDED),
          Map.entry("error", ENDED),
          Map.entry("dead", ENDED),
          Map.entry("killed", ENDED),
          Map.entry("success", ENDED));

  /** The states that may follow each state. */
  private static final Map<SessionState, Set<SessionState>> NEXT =
      Map.of(
          LAUNCHING, EnumSet.of(STARTING, STOPPING, ENDED),
          STARTING, EnumSet.of(IDLE, BUSY, STOPPING, ENDED, UNKNOWN),
          // A backend that recovers says that a session starts again.
          IDLE, EnumSet.of(STARTING, BUSY, STOPPING, ENDED, UNKNOWN),
          BUSY, EnumSet.of(STARTING, IDLE, STOPPING, ENDED, UNKNOWN),
          UNKNOWN, EnumSet.of(STARTING, IDLE, BUSY, STOPPING, ENDED),
          STOPPING, EnumSet.of(ENDED),
          ENDED, EnumSet.noneOf(SessionState.class));

  /** Whether this state may be followed by the other one; a session that has ended stays so. */
  boolean canBecome(SessionState next) {
    return NEXT.get(this).contains(next);
  }

  /** Translates a backend's word; what nobody knows is {@link #UNKNOWN}, never a failure. */
  static SessionState ofRemote(String word) {
    return word == null ? UNKNOWN : REMOTE.getOrDefault(word.toLowerCase(Locale.ROOT), UNKNOWN);
  }
}
