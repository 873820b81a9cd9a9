package io.lakegate.backend;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place where code runs, opened for one identity. It is cheap to make, keeps nothing between
 * calls and may be used by many threads.
 *
 * <p>Every call is bounded in time and size, is made at most once, and fails with a {@link
 * BackendFailure} only. An operation that {@link #capabilities} lacks is not called.
 */
public interface Backend {
  /** The address, identity and time-out with which this backend is called. */
  Access access();

  Set<Capability> capabilities();

  /** The same place with another time-out for each call. */
  Backend within(Duration requestTimeout);

  /**
   * Asks for a session. The answer says only that the request was accepted: the session may be
   * starting, and may fail to start.
   */
  RemoteSession create(SessionRequest request);

  /** Finds out what became of a {@link #create} whose answer is missing. */
  Recovery recover(String name);

  /**
   * Finds one session.
   *
   * @return empty only if the backend itself says that there is none; an answer of anything in
   *     between proves nothing and is a failure
   */
  Optional<RemoteSession> find(String sessionId);

  /** All sessions of the backend, at most 5,000. Needs {@link Capability#LISTS_ALL}. */
  List<RemoteSession> list();

  /**
   * Tells the backend that the session is wanted, which puts off its idle time-out and runs
   * nothing. Needs {@link Capability#KEEPS_ALIVE}.
   */
  void keepAlive(String sessionId);

  /**
   * Ends a session and frees what it uses.
   *
   * @return false if the backend says that there was none
   */
  boolean delete(String sessionId);

  /** The last lines of the driver's log. Needs {@link Capability#HAS_LOG}. */
  List<String> log(String sessionId, int maxLines);

  /**
   * Runs code. Ids of statements count up by one within their session, so that a statement whose
   * answer is missing can be found above the last known id.
   *
   * @param kind the language; null for the session's own
   */
  RemoteStatement submit(String sessionId, String code, String kind);

  /** Empty also for a statement that the backend no longer holds. */
  Optional<RemoteStatement> findStatement(String sessionId, String id);

  /** Asks the backend to stop a statement; whether its code stops is another question. */
  void cancel(String sessionId, String statementId);

  /** Its limit for results of SQL, unless a session sets another one; empty if none is known. */
  Optional<RowLimit> rowLimit();

  /** Looks at what works and what does not, changes nothing, and never fails. */
  List<Finding> check();

  /**
   * Whether the backend takes this identity; for a second identity of a backend that was checked.
   *
   * @return why it does not, in a sentence; empty if it does
   */
  Optional<String> checkIdentity();
}
