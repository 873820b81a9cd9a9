package io.lakegate.session;

import io.lakegate.backend.Backend;
import io.lakegate.ledger.Lease;
import io.lakegate.ledger.WorkKey;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * The notes of one node about a session it looks after. All of them can be lost: they only save
 * reading the same rows again between two answers a few milliseconds apart. Only one thread uses
 * them at a time.
 */
final class Watch {
  final TenantId tenant;
  final UUID sessionId;

  /** The rows as last read; read again when somebody changed them. */
  Session session;

  Statement active;
  Instant readAt;
  Backend backend;
  Instant openedAt;

  /** The lease under which this node may look after the session; another thread renews it. */
  final Lease lease;

  /** This node's own mark of a statement whose request it has not begun yet. */
  Mark toSend;

  /**
   * The time since which the backend, asked again and again, does not list the statement that may
   * have been sent.
   */
  Instant absentSince;

  int failures;

  int notFound;
  int unread;
  int refusals;
  int nullOutputs;
  Instant cancelTriedAt = Instant.EPOCH;
  Instant connectTriedAt = Instant.EPOCH;

  /** A stop has looked for a last result; whether it found one or not, it does so once. */
  boolean lookedBeforeStop;

  Instant sessionCheckedAt = Instant.EPOCH;
  Instant progressStoredAt = Instant.EPOCH;

  Watch(TenantId tenant, UUID sessionId, Lease lease) {
    this.tenant = tenant;
    this.sessionId = sessionId;
    this.lease = lease;
  }

  WorkKey key() {
    return SessionTracker.key(tenant, sessionId);
  }

  /** Forgets what belonged to the statement before. */
  void activate(Statement statement) {
    boolean other = active == null || statement == null || !active.equals(statement);
    if (other) {
      absentSince = null;
      notFound = 0;
      unread = 0;
      refusals = 0;
      cancelTriedAt = Instant.EPOCH;
      nullOutputs = 0;
      progressStoredAt = Instant.EPOCH;
    }
    active = statement;
  }
}
