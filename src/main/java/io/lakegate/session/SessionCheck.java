package io.lakegate.session;

import io.lakegate.backend.Backend;
import io.lakegate.backend.BackendFailure;
import io.lakegate.backend.BackendFailure.Symptom;
import io.lakegate.backend.BackendProblem;
import io.lakegate.backend.Capability;
import io.lakegate.backend.Recovery;
import io.lakegate.backend.RemoteSession;
import io.lakegate.ledger.LeaseLost;
import io.lakegate.ledger.Leases;
import io.lakegate.ledger.Limits;
import io.lakegate.ledger.Pace;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Asks a backend about one session and believes the answer only if id and name are ours. */
@ApplicationScoped
class SessionCheck {
  private static final Logger LOG = Logger.getLogger(SessionCheck.class.getName());

  /** The time without an answer after which a session's state is no longer believed. */
  static final Duration PATIENCE = Limits.PATIENCE;

  /**
   * A session that was checked this recently is not checked again before it is kept alive. If its
   * id was reused meanwhile, the worst case is one needless keep-alive.
   */
  private static final Duration SEEN_LATELY = Duration.ofMinutes(2);

  /**
   * The time without the owner's sign-in after which a session is given up. It equals the time a
   * browser stays signed in, so an owner who comes back on the same day finds the session.
   */
  static final Duration WITHOUT_SIGN_IN = Duration.ofHours(12);

  private static final String ABANDONED =
      "Its owner did not sign in again for 12 hours, so Lakegate could neither use nor stop it. It"
          + " may cost until the backend's own time-out.";

  /** Minimum time between two looks at a session that has just been asked for. */
  static final Duration MIN_INTERVAL = Pace.MIN_SHARE;

  /** Maximum consecutive immediate retries with a fresh token. */
  private static final int MAX_TOKEN_RETRIES = 3;

  /** Answers that say nothing about what was asked, and may be about one session only. */
  private static final Set<Symptom> FAILING =
      EnumSet.of(Symptom.FAILED, Symptom.REFUSED, Symptom.UNINTELLIGIBLE, Symptom.TOO_LARGE);

  private static final Duration CONNECT_AGAIN = Duration.ofMinutes(1);
  private static final Duration LIKELY_IDLE = Duration.ofMinutes(55);

  @Inject WorkspaceService workspaces;
  @Inject SessionRepository sessions;
  @Inject Leases leases;
  @Inject SessionChanges changes;
  @Inject LastLog lastLog;
  @Inject Clock clock;

  /** Looks at a session and stores what it sees; how long to rest, null when it has ended. */
  Duration step(Watch watch) {
    Optional<RemoteSession> remote;
    try {
      remote = findOwn(watch);
    } catch (LakegateException e) {
      return unreachable(watch, e);
    }
    return found(watch, remote);
  }

  /** Stores what was seen; how long to rest, null when the session has ended. */
  Duration found(Watch watch, Optional<RemoteSession> remote) {
    if (remote.isEmpty()) {
      lost(watch);
      return null;
    }
    return seen(watch, remote.get());
  }

  /** Whether the session is over; what shows that, or that it can be asked again, is stored. */
  boolean isGone(Watch watch) {
    Optional<RemoteSession> remote = findOwn(watch);
    SessionState state = remote.map(found -> SessionState.ofRemote(found.state())).orElse(null);
    boolean news =
        state == null
            || state == SessionState.ENDED
            || !watch.session.isReady()
            || watch.session.unreachableSince() != null;
    if (news) {
      found(watch, remote);
    }
    return watch.session.isEnded();
  }

  /**
   * One call to the session's backend. Whatever it throws is a refusal: no step may fail in a way
   * that nothing is prepared for. Only a lost lease goes through, for then this node has no say.
   */
  <T> T asking(Watch watch, Function<Backend, T> call) {
    Backend backend = backend(watch);
    if (watch.lease.isOver(clock.instant())) {
      throw new LeaseLost(watch.key());
    }
    try {
      return call.apply(backend);
    } catch (BackendFailure e) {
      throw BackendProblem.of(e);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "Session " + watch.sessionId + ": a call failed unexpectedly", e);
      throw BackendProblem.unexpected(e, backend);
    }
  }

  /** Directly before something is sent that changes the backend: only its one node may do that. */
  void requireLease(Watch watch) {
    if (!leases.isHeld(watch.key(), watch.lease)) {
      throw new LeaseLost(watch.key());
    }
  }

  /** The remote session if it is there and is ours; a stranger's with the same id is not. */
  Optional<RemoteSession> findOwn(Watch watch) {
    String id = watch.session.getRemoteId();
    Optional<RemoteSession> remote =
        found(watch, backend -> backend.find(id), Optional::of, listed -> listed.id().equals(id));
    watch.sessionCheckedAt = clock.instant();
    return remote.filter(found -> watch.session.getRemoteName().equals(found.name()));
  }

  /** Finds out what became of a launch; asks the backend's list if the backend fails to say so. */
  Recovery recover(Watch watch) {
    String name = watch.session.getRemoteName();
    return found(
        watch,
        backend -> backend.recover(name),
        Recovery::found,
        listed -> name.equals(listed.name()));
  }

  /**
   * A backend that answers, but with an error for this one session, is asked for its list. What is
   * there is there; what the list lacks is as unknown as before.
   */
  private <T> T found(
      Watch watch,
      Function<Backend, T> look,
      Function<RemoteSession, T> answer,
      Predicate<RemoteSession> isWanted) {
    try {
      return asking(watch, look);
    } catch (LakegateException e) {
      if (!isWorthAList(watch, e)) {
        throw e;
      }
      return answer.apply(listed(watch, isWanted).orElseThrow(() -> e));
    }
  }

  /** Silence of one session alone is known to be possible, but only a stop cannot wait for it. */
  private static boolean isWorthAList(Watch watch, LakegateException problem) {
    boolean stopping = watch.session.getStopRequestedAt() != null;
    return watch.backend != null
        && watch.backend.capabilities().contains(Capability.LISTS_ALL)
        && BackendProblem.is(
            problem,
            failure ->
                FAILING.contains(failure.symptom())
                    || (stopping && failure.symptom() == Symptom.SILENT));
  }

  private Optional<RemoteSession> listed(Watch watch, Predicate<RemoteSession> isWanted) {
    try {
      return asking(watch, Backend::list).stream().filter(isWanted).findFirst();
    } catch (LakegateException e) {
      LOG.log(Level.FINE, "Session " + watch.sessionId + " is not told by a list either", e);
      return Optional.empty();
    }
  }

  /** Opens the backend with the owner's identity, whoever asked for the work that is done there. */
  Backend backend(Watch watch) {
    Instant now = clock.instant();
    boolean stale = watch.readAt == null || watch.backend == null || watch.openedAt == null;
    if (stale || now.isAfter(watch.openedAt.plusSeconds(5))) {
      watch.backend =
          workspaces.open(watch.tenant, watch.session.getWorkspaceId(), watch.session.getOwnerId());
      watch.openedAt = now;
    }
    return watch.backend;
  }

  private Duration seen(Watch watch, RemoteSession remote) {
    Instant now = clock.instant();
    watch.failures = 0;
    SessionState state = SessionState.ofRemote(remote.state());
    if (state == SessionState.ENDED) {
      died(watch, remote);
      return null;
    }
    boolean changed =
        state != watch.session.getState()
            || watch.session.unreachableSince() != null
            || watch.session.getCheckedAt() == null
            || now.isAfter(watch.session.getCheckedAt().plusSeconds(5));
    if (changed) {
      sessions
          .update(
              watch.tenant,
              watch.sessionId,
              session -> session.seen(state, RemoteFacts.of(remote), now))
          .ifPresent(session -> watch.session = session);
      changes.changed(watch.tenant, watch.sessionId);
    }
    return state == SessionState.IDLE
        ? Duration.ZERO
        : Pace.share(Duration.between(watch.session.getCreatedAt(), now));
  }

  /** The backend keeps it for a while with its log; delete it there so it holds nothing. */
  private void died(Watch watch, RemoteSession remote) {
    boolean started = watch.session.getReadyAt() != null;
    List<String> log = lastLog.keep(watch, () -> backend(watch), remote.log());
    String why =
        started
            ? "The backend reports the session as '"
                + remote.stateWord()
                + "'."
                + LastWords.explanation(log).map(words -> " Its log says: " + words).orElse("")
            : "The session did not start: " + LastWords.of(log);
    try {
      // Reading the log takes a while, in which its id may have gone to somebody else.
      if (findOwn(watch).isPresent()) {
        requireLease(watch);
        asking(watch, backend -> backend.delete(watch.session.getRemoteId()));
      }
    } catch (LakegateException e) {
      // It is dead; the backend forgets it by itself.
      LOG.log(Level.FINE, "Session " + watch.sessionId + " died and cannot be deleted", e);
    }
    end(watch, started ? EndCause.BACKEND_LOST : EndCause.START_FAILED, why);
  }

  /**
   * Ends a session that the backend no longer knows: it is not there, or another session has its
   * id.
   */
  void lost(Watch watch) {
    Instant quiet = watch.session.getLastActivityAt().plus(LIKELY_IDLE);
    boolean idle = watch.active == null && clock.instant().isAfter(quiet);
    end(
        watch,
        idle ? EndCause.BACKEND_IDLE : EndCause.BACKEND_LOST,
        "The backend no longer knows this session. Its variables are gone.");
  }

  void end(Watch watch, EndCause cause, String why) {
    sessions
        .end(watch.tenant, watch.sessionId, cause, why, StatementState.LOST, clock.instant())
        .ifPresent(session -> watch.session = session);
    changes.changed(watch.tenant, watch.sessionId);
  }

  /** Keeps the state, says since when it is only a memory, and asks again more and more slowly. */
  Duration unreachable(Watch watch, LakegateException problem) {
    boolean anotherToken = replaceToken(watch, problem);
    watch.failures++;
    if (anotherToken && watch.failures <= MAX_TOKEN_RETRIES) {
      return MIN_INTERVAL;
    }
    Instant now = clock.instant();
    boolean signIn = isSignInNeeded(problem);
    Instant expired = watch.session.getSignInExpiredSince();
    if (signIn && expired != null && now.isAfter(expired.plus(WITHOUT_SIGN_IN))) {
      end(watch, EndCause.SIGN_IN_EXPIRED, ABANDONED);
      return null;
    }
    boolean news =
        watch.session.unreachableSince() == null
            || signIn != (expired != null)
            || (watch.session.getState() != SessionState.UNKNOWN
                && now.isAfter(watch.session.unreachableSince().plus(PATIENCE)));
    if (news) {
      sessions
          .update(
              watch.tenant,
              watch.sessionId,
              session -> {
                session.unreachable(problem.getMessage(), now, PATIENCE);
                session.signInExpired(signIn, now);
              })
          .ifPresent(session -> watch.session = session);
      changes.changed(watch.tenant, watch.sessionId);
    }
    return backOff(watch, problem);
  }

  /**
   * Whether a call failed because the backend did not take a token, and there is another one now.
   */
  boolean replaceToken(Watch watch, LakegateException problem) {
    Backend asked = watch.backend;
    boolean another =
        asked != null
            && workspaces.replaceToken(
                watch.tenant,
                watch.session.getWorkspaceId(),
                watch.session.getOwnerId(),
                asked,
                problem);
    if (another) {
      watch.backend = null;
    }
    return another;
  }

  /** Whether only a new sign-in of the owner can solve the problem. */
  static boolean isSignInNeeded(LakegateException problem) {
    return problem.code() == ErrorCode.BACKEND_SIGN_IN_EXPIRED
        || problem.code() == ErrorCode.BACKEND_SIGN_IN_MISSING;
  }

  /** Ends a server's message like a sentence, because another sentence follows it. */
  static String sentence(LakegateException problem) {
    String said = problem.getMessage();
    return said.isEmpty() || ".!?…".indexOf(said.charAt(said.length() - 1)) >= 0
        ? said
        : said + ".";
  }

  Duration backOff(Watch watch, LakegateException problem) {
    return Pace.backOff(
        watch.failures,
        BackendProblem.failure(problem).flatMap(BackendFailure::retryAfter).orElse(null));
  }

  /**
   * Tells the backend that the session is wanted: the only call that counts as activity and runs
   * nothing.
   */
  Duration connect(Watch watch) {
    Instant seen = watch.session.getCheckedAt();
    // The radar has just seen it: a second question for each of a thousand idle sessions is too
    // much.
    boolean fresh = seen != null && clock.instant().isBefore(seen.plus(SEEN_LATELY));
    try {
      if (!fresh && isGone(watch)) {
        return null;
      }
    } catch (LakegateException e) {
      return unreachable(watch, e);
    }
    try {
      connectNow(watch);
    } catch (LakegateException e) {
      return notConnected(watch, e);
    }
    Instant now = clock.instant();
    sessions
        .update(watch.tenant, watch.sessionId, session -> session.connected(now))
        .ifPresent(session -> watch.session = session);
    return Duration.ZERO;
  }

  void connectNow(Watch watch) {
    requireLease(watch);
    asking(
        watch,
        backend -> {
          boolean possible = backend.capabilities().contains(Capability.KEEPS_ALIVE);
          if (possible) {
            backend.keepAlive(watch.session.getRemoteId());
          }
          return possible;
        });
  }

  /** A session that answers is not unreachable because it does not take this one call. */
  private Duration notConnected(Watch watch, LakegateException problem) {
    try {
      if (replaceToken(watch, problem)) {
        return MIN_INTERVAL;
      }
      return isGone(watch) ? null : CONNECT_AGAIN;
    } catch (LakegateException e) {
      return unreachable(watch, e);
    }
  }
}
