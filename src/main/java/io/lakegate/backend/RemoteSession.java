package io.lakegate.backend;

import java.util.List;

/**
 * A session as its backend describes it. All but {@code id} and {@code state} may be null; the log
 * never is.
 *
 * @param name as it was asked for; another name means another session
 * @param stateWord the backend's own word for {@code state}, to be shown to people
 * @param appId of the Spark application
 * @param log the last few lines, if the backend sends them along
 */
public record RemoteSession(
    String id,
    String name,
    State state,
    String stateWord,
    String appId,
    String sparkUiUrl,
    String driverLogUrl,
    List<String> log) {

  /** The state of a session at its backend. */
  public enum State {
    STARTING,
    IDLE,
    BUSY,
    ENDED,
    /** The backend answered a word that nobody knows; asking goes on. */
    UNKNOWN
  }
}
