package io.lakegate.session;

import io.lakegate.backend.RemoteSession;

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
