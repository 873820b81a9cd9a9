package io.lakegate.session;

import io.lakegate.client.livy.LivyEndpoint;
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
  LivyEndpoint endpoint;
  Instant endpointAt;
  Instant leasedUntil = Instant.EPOCH;

  /** A statement marked as being sent whose request this node has not begun yet. */
  UUID toSend;

  /** The last attempt to send got an answer, though an error: it may be sent again if absent. */
  boolean answeredWithError;

  int failures;
  int notFound;
  int timeouts;
  int nullOutputs;
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
      answeredWithError = false;
      notFound = 0;
      timeouts = 0;
      nullOutputs = 0;
      progressStoredAt = Instant.EPOCH;
    }
    active = statement;
  }
}
