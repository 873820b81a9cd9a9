package io.lakegate.session;

import io.lakegate.backend.RemoteSession;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of a session, in Lakegate's words. */
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

  /** Translates what a backend says about a session. */
  static SessionState ofRemote(RemoteSession.State state) {
    return switch (state) {
      case STARTING -> STARTING;
      case IDLE -> IDLE;
      case BUSY -> BUSY;
      case ENDED -> ENDED;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
