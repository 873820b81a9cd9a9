package io.lakegate.session;

import io.lakegate.backend.Backend;
import io.lakegate.ledger.Lease;
import io.lakegate.ledger.WorkKey;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * What one node remembers about a session it looks after. All of it can be lost: it only saves
 * reading the same rows again between two answers a few milliseconds apart. Used by one thread at a
 * time.
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

  /** Until when this node may look after it; renewed by another thread. */
  final Lease lease;

  /** This node's own mark of a statement whose request it has not begun yet. */
  Mark toSend;

  /** Since when the backend, asked again and again, does not list what may have been sent. */
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
