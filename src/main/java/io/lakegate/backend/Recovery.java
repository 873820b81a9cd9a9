package io.lakegate.backend;

import java.util.Optional;

/**
 * The answer to the question what became of a launch whose own answer is missing.
 *
 * @param session present exactly when it was found
 */
public record Recovery(Outcome outcome, Optional<RemoteSession> session) {

  /** The three things that a backend can say about such a launch. */
  public enum Outcome {
    /** The session is there. */
    FOUND,
    /**
     * The session is not there, and asking for it again under the same name makes at most one of
     * it.
     */
    ABSENT,
    /** The backend cannot tell, so the launch must not be repeated. */
    UNKNOWABLE
  }

  public static Recovery found(RemoteSession session) {
    return new Recovery(Outcome.FOUND, Optional.of(session));
  }

  public static Recovery absent() {
    return new Recovery(Outcome.ABSENT, Optional.empty());
  }

  public static Recovery unknowable() {
    return new Recovery(Outcome.UNKNOWABLE, Optional.empty());
  }
}
