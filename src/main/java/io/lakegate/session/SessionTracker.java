package io.lakegate.session;

import io.lakegate.ledger.Limits;
import io.lakegate.ledger.Wake;
import io.lakegate.ledger.Work;
import io.lakegate.ledger.WorkKey;
import io.lakegate.ledger.WorkKind;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Live sessions as work of the ledger, and how services have them looked at now. */
@ApplicationScoped
class SessionTracker implements WorkKind {
  private static final String KIND = "session";

  @Inject Wake wake;
  @Inject StatementRepository statements;
  @Inject SessionSteps steps;
  @Inject SessionChanges changes;
  @Inject Clock clock;

  /** The place that a step of a session occupies at its backend. */
  private record Place(UUID workspaceId, boolean stopping) {}

  private final class SessionWork extends Work {
    private final Watch watch;

    SessionWork(WorkKey key) {
      super(key);
      watch = new Watch(key.tenant(), key.id(), lease());
    }

    @Override
    protected boolean read(boolean changed) {
      Instant now = clock.instant();
      boolean stale = watch.readAt == null || now.isAfter(watch.readAt.plus(Limits.REREAD_AFTER));
      if (changed || stale) {
        StatementRepository.SessionSnapshot snapshot =
            statements.snapshot(watch.tenant, watch.sessionId);
        watch.session = snapshot.session();
        watch.activate(snapshot.next());
        watch.readAt = now;
      }
      return watch.session != null && !watch.session.isEnded();
    }

    /**
     * Stops have places of their own, so that hanging calls cannot keep sessions from being
     * stopped.
     */
    @Override
    protected Object place() {
      Session session = watch.session;
      return new Place(session.getWorkspaceId(), session.getStopRequestedAt() != null);
    }

    @Override
    protected Duration step() {
      return steps.step(watch);
    }

    @Override
    protected boolean isWarm(Instant now) {
      return now.isBefore(watch.session.getLastActivityAt().plus(Limits.WARM));
    }
  }

  static WorkKey key(TenantId tenant, UUID sessionId) {
    return new WorkKey(tenant, KIND, sessionId);
  }

  /** Another node changed something: it concerns this one only if it looks after the session. */
  @PostConstruct
  void listen() {
    changes.onChange((tenant, sessionId) -> wake.wakeIfKept(key(tenant, sessionId)));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Work work(WorkKey key) {
    return new SessionWork(key);
  }

  /** Somebody changed a session or its statements on this node: look at it now. */
  void wake(TenantId tenant, UUID sessionId) {
    wake.wake(key(tenant, sessionId));
  }

  /** A session launched here is leased to this node by the same transaction. */
  void launched(TenantId tenant, UUID sessionId, Instant leasedUntil) {
    Instant now = clock.instant();
    wake.wake(key(tenant, sessionId), work -> work.lease().hold(now, leasedUntil));
  }

  /** A statement was marked as being sent by the transaction that stored it: send it. */
  void send(TenantId tenant, UUID sessionId, Statement statement) {
    Instant now = clock.instant();
    Mark mark = Mark.of(statement);
    wake.wake(
        key(tenant, sessionId),
        work -> {
          // The transaction that marked it found the lease held by this node.
          work.lease().confirm(now);
          ((SessionWork) work).watch.toSend = mark;
        });
  }

  /** Runs remote work that is no session's step, such as reading a log somebody asked for. */
  void run(Runnable work) {
    wake.run(work);
  }
}
