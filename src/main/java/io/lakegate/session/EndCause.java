package io.lakegate.session;

/** Why a session ended; each has its sentence in the texts. */
public enum EndCause {
  USER,
  IDLE_TIMEOUT,
  LIFETIME,
  QUOTA,
  CAPACITY,
  START_FAILED,
  BACKEND_IDLE,
  BACKEND_LOST,
  SIGN_IN_EXPIRED
}
