package io.lakegate.ledger;

import io.lakegate.platform.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The ledger for tests of features: leases on a database, a tracker with threads of its own. */
public final class TestLedger {
  private final LeaseRepository repository;
  private final Clock clock;

  public TestLedger(TestDatabase database, Clock clock) {
    this(database.repository(LeaseRepository.class), clock);
  }

  TestLedger(LeaseRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  public Leases leases() {
    return leases(repository);
  }

  private Leases leases(LeaseRepository rows) {
    Leases leases = new Leases();
    leases.repository = rows;
    leases.clock = clock;
    return leases;
  }

  /** It looks for no due work until it is begun. */
  public Tracker tracker() {
    Tracker tracker = new Tracker();
    tracker.leases = leases();
    tracker.clock = clock;
    tracker.start();
    return tracker;
  }

  /** Something happens right after a lease has been released. */
  public static void onRelease(Tracker tracker, Runnable then) {
    Leases leases = tracker.leases;
    tracker.leases =
        new Leases() {
          @Override
          boolean claim(Work work) {
            return leases.claim(work);
          }

          @Override
          void release(Work work, Instant dueAt) {
            leases.release(work, dueAt);
            then.run();
          }
        };
  }

  /** Something happens right after a lease has been created, in the same transaction. */
  public Leases onCreate(Runnable then) {
    Leases leases = leases();
    return new Leases() {
      @Override
      public void create(WorkKey key, Instant now, Instant until) {
        leases.create(key, now, until);
        then.run();
      }
    };
  }

  public static void stop(Tracker tracker) {
    tracker.stop();
  }

  public static void beat(Tracker tracker) {
    tracker.beat();
  }

  /** Another node, or this one, takes a lease for so long. */
  public boolean claim(WorkKey key, String node, Duration duration) {
    Instant now = clock.instant();
    return repository.claim(key.tenant(), key.kind(), key.id(), node, now, now.plus(duration));
  }

  public void release(WorkKey key, Instant dueAt) {
    repository.release(key.tenant(), key.kind(), key.id(), Node.ID, dueAt);
  }

  /** What is due now is taken by the node, for a while that is over at once. */
  public List<WorkKey> claimDue(String node, Collection<String> kinds) {
    return repository.claimDue(node, kinds, clock.instant(), clock.instant(), 100);
  }
}
