package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionLeaseRepositoryTest extends RepositoryTest {
  private Ledger ledger;
  private SessionLeaseRepository leases;
  private Instant now;
  private Instant later;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    leases = ledger.leases;
    now = ledger.clock.instant();
    later = now.plus(Duration.ofMinutes(1));
  }

  private UUID free() {
    UUID id = ledger.launch();
    leases.release(ACME, id, Node.ID, now);
    return id;
  }

  @Test
  void a_lease_is_one_nodes_until_it_runs_out() {
    UUID id = free();

    assertThat(leases.claim(ACME, id, "a", now, later)).isTrue();
    assertThat(leases.claim(ACME, id, "b", now, later)).isFalse();
    assertThat(leases.claim(ACME, id, "a", now, later)).isTrue();
    assertThat(leases.claim(ACME, id, "b", later.plusSeconds(1), later.plusSeconds(60))).isTrue();
  }

  @Test
  void two_nodes_that_claim_at_once_never_get_the_same_session() throws Exception {
    List<UUID> free = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      free.add(free());
    }
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      Future<List<UUID>> first = nodes.submit(() -> claimed("a", together));
      Future<List<UUID>> second = nodes.submit(() -> claimed("b", together));

      List<UUID> all = new ArrayList<>(first.get());
      all.addAll(second.get());
      all.addAll(ids(leases.claimDue("c", now, later, 100)));
      assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(free);
    } finally {
      nodes.shutdownNow();
    }
  }

  private List<UUID> claimed(String node, CyclicBarrier together) throws Exception {
    together.await();
    List<UUID> claimed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      claimed.addAll(ids(leases.claimDue(node, now, later, 2)));
    }
    return claimed;
  }

  private static List<UUID> ids(List<SessionLease> leases) {
    return leases.stream().map(SessionLease::sessionId).toList();
  }

  @Test
  void what_another_transaction_holds_is_passed_by_and_not_waited_for() {
    UUID held = free();
    UUID free = free();

    List<UUID> claimed =
        database.inTransaction(
            entityManager -> {
              entityManager
                  .createNativeQuery(
                      "select session_id from session_lease where session_id = ?1 for update")
                  .setParameter(1, held)
                  .getResultList();
              return ids(leases.claimDue("a", now, later, 10));
            });

    assertThat(claimed).containsExactly(free);
  }

  @Test
  void what_is_not_due_is_left_alone() {
    UUID id = ledger.launch();
    leases.release(ACME, id, Node.ID, later);

    assertThat(leases.claimDue("a", now, later, 10)).isEmpty();
    leases.due(ACME, id, now);
    assertThat(ids(leases.claimDue("a", now, later, 10))).containsExactly(id);
  }

  @Test
  void a_claim_says_whose_session_it_is() {
    free();

    assertThat(leases.claimDue("a", now, later, 10))
        .extracting(SessionLease::tenant)
        .containsExactly(ACME);
  }

  @Test
  void another_tenant_neither_claims_releases_nor_hurries_a_session() {
    UUID id = free();

    assertThat(leases.claim(GLOBEX, id, "theirs", now, later)).isFalse();
    leases.claim(ACME, id, "ours", now, later);
    leases.release(GLOBEX, id, "ours", now);
    leases.due(GLOBEX, id, now);

    assertThat(leases.claimDue("other", now, later, 10)).isEmpty();
    assertThat(leases.claim(ACME, id, "other", now, later)).isFalse();
  }

  @Test
  void the_leases_of_a_process_that_is_gone_are_free_at_once() {
    UUID id = ledger.launch();
    assertThat(leases.claimDue("new", now, later, 10)).isEmpty();

    leases.releaseAll(now);

    assertThat(ids(leases.claimDue("new", now, later, 10))).containsExactly(id);
  }
}
