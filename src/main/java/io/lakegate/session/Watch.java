package io.lakegate.session;

import io.lakegate.backend.Backend;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Future;

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

  /** Put off by another thread while a step takes long. */
  volatile Instant leasedUntil = Instant.EPOCH;

  /** A statement marked as being sent whose request this node has not begun yet. */
  UUID toSend;

  /** Since when the backend, asked again and again, does not list what may have been sent. */
  Instant absentSince;

  int failures;

  /** Steps in a row that failed in a way nothing is prepared for. */
  int broken;

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

  // Scheduling, guarded by this
  boolean running;
  boolean over;
  boolean again;
  boolean changed = true;
  Future<?> next;

  Watch(TenantId tenant, UUID sessionId) {
    this.tenant = tenant;
    this.sessionId = sessionId;
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
