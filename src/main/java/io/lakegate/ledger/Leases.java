package io.lakegate.ledger;

import io.lakegate.platform.database.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The leases of all work. What a feature calls in its own transaction commits with it. */
@ApplicationScoped
public class Leases {
  @Inject LeaseRepository repository;
  @Inject Clock clock;

  /** Leases work to this node that the caller's transaction creates. */
  public void create(WorkKey key, Instant now, Instant until) {
    repository.create(key.tenant(), key.kind(), key.id(), Node.ID, now, until);
  }

  /** Makes work known that is due from now on. Work that is known already stays as it is. */
  public void register(WorkKey key, Instant now) {
    try {
      repository.register(key.tenant(), key.kind(), key.id(), now);
    } catch (PersistenceException e) {
      // Another node made it known between the look and the insert.
      if (!Violation.is(Violation.DUPLICATE, e)) {
        throw e;
      }
    }
  }

  /**
   * Whether the node holds the lease, whose row then stays locked until the caller's transaction
   * ends: a node that lost it marks nothing as being sent any more.
   */
  public boolean lock(WorkKey key, String node, Instant now) {
    return repository.lock(key.tenant(), key.kind(), key.id(), node, now);
  }

  /** Removes the lease of work that the caller's transaction ends. */
  public void delete(WorkKey key) {
    repository.delete(key.tenant(), key.kind(), key.id());
  }

  /**
   * Whether this node still looks after the work; asked directly before something is sent that must
   * not be sent twice. What the database said within the last second is believed, else it is asked,
   * and renews the lease.
   */
  public boolean isHeld(WorkKey key, Lease lease) {
    Instant now = clock.instant();
    return !lease.isOver(now) && (lease.isConfirmed(now) || renew(key, lease, now));
  }

  private boolean renew(WorkKey key, Lease lease, Instant now) {
    Instant until = now.plus(Limits.LEASE);
    if (!repository.renew(Node.ID, List.of(key), now, until).isEmpty()) {
      lease.letGo();
      return false;
    }
    lease.hold(now, until);
    return !lease.isOver(clock.instant());
  }

  /** Renews the leases of all this work; what another node has taken meanwhile is let go of. */
  void renew(Collection<Work> held) {
    Instant now = clock.instant();
    Instant until = now.plus(Limits.LEASE);
    Map<Work, Instant> ends =
        held.stream().collect(Collectors.toMap(work -> work, work -> work.lease().until()));
    Set<WorkKey> lost =
        Set.copyOf(repository.renew(Node.ID, held.stream().map(Work::key).toList(), now, until));
    ends.forEach(
        (work, end) ->
            work.lease().extend(end, now, lost.contains(work.key()) ? Instant.EPOCH : until));
  }

  /** Takes or renews a lease. */
  boolean claim(Work work) {
    WorkKey key = work.key();
    Instant now = clock.instant();
    Instant until = now.plus(Limits.LEASE);
    if (!repository.claim(key.tenant(), key.kind(), key.id(), Node.ID, now, until)) {
      work.lease().letGo();
      return false;
    }
    work.lease().hold(now, until);
    return true;
  }

  List<WorkKey> claimDue(Collection<String> kinds, Instant now, Instant until) {
    return repository.claimDue(Node.ID, kinds, now, until, Limits.MAX_CLAIMED_PER_SWEEP);
  }

  void release(Work work, Instant dueAt) {
    WorkKey key = work.key();
    work.lease().letGo();
    repository.release(key.tenant(), key.kind(), key.id(), Node.ID, dueAt);
  }

  void releaseAll() {
    repository.releaseAll(clock.instant());
  }
}
