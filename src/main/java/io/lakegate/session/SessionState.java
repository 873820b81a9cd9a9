package io.lakegate.session;

import java.util.Locale;
import java.util.Map;

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

  /** Translates a backend's word; what nobody knows is {@link #UNKNOWN}, never a failure. */
  static SessionState ofRemote(String word) {
    return word == null ? UNKNOWN : REMOTE.getOrDefault(word.toLowerCase(Locale.ROOT), UNKNOWN);
  }
}
