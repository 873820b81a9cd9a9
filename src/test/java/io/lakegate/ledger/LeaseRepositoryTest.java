package io.lakegate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.tenancy.TenantId;
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

class LeaseRepositoryTest extends RepositoryTest {
  private static final String KIND = "batch";
  private static final List<String> KINDS = List.of(KIND, "build");

  private final Instant now = Instant.parse("2026-11-22T08:00:00Z");
  private final Instant later = now.plus(Duration.ofMinutes(1));
  private LeaseRepository leases;

  @BeforeEach
  void start() {
    leases = database.repository(LeaseRepository.class);
  }

  /** Work that a node has just begun to look after. */
  private UUID created() {
    UUID id = UUID.randomUUID();
    leases.create(ACME, KIND, id, Node.ID, now, later);
    return id;
  }

  private UUID free() {
    UUID id = created();
    leases.release(ACME, KIND, id, Node.ID, now);
    return id;
  }

  private boolean claim(UUID id, String node, Instant at, Instant until) {
    return leases.claim(ACME, KIND, id, node, at, until);
  }

  private List<UUID> due(String node, Instant at, int limit) {
    return leases.claimDue(node, KINDS, at, later, limit).stream().map(WorkKey::id).toList();
  }

  private static WorkKey key(UUID id) {
    return new WorkKey(ACME, KIND, id);
  }

  @Test
  void work_that_another_node_makes_known_at_the_same_moment_stays_as_it_is() {
    WorkKey key = key(UUID.randomUUID());
    Leases here = new Leases();
    here.repository =
        new LeaseRepository() {
          /** The other node's row is there after the look that found none. */
          @Override
          void register(TenantId tenant, String kind, UUID id, Instant due) {
            leases.create(tenant, kind, id, "b", now, later);
            leases.create(tenant, kind, id, "a", now, later);
          }
        };

    here.register(key, now);

    assertThat(claim(key.id(), "a", now, later)).isFalse();
    assertThat(claim(key.id(), "b", now, later)).isTrue();
  }

  @Test
  void a_lease_is_one_nodes_until_it_runs_out() {
    UUID id = free();

    assertThat(claim(id, "a", now, later)).isTrue();
    assertThat(claim(id, "b", now, later)).isFalse();
    assertThat(claim(id, "a", now, later)).isTrue();
    assertThat(claim(id, "b", later, later.plusSeconds(60))).isFalse();
    assertThat(claim(id, "b", later.plusSeconds(1), later.plusSeconds(60))).isTrue();
  }

  @Test
  void two_nodes_that_claim_at_once_never_get_the_same_work() throws Exception {
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
      all.addAll(due("c", now, 100));
      assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(free);
    } finally {
      nodes.shutdownNow();
    }
  }

  private List<UUID> claimed(String node, CyclicBarrier together) throws Exception {
    together.await();
    List<UUID> claimed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      claimed.addAll(due(node, now, 2));
    }
    return claimed;
  }

  @Test
  void what_another_transaction_holds_is_passed_by_and_not_waited_for() {
    UUID held = free();
    UUID free = free();

    List<UUID> claimed =
        database.inTransaction(
            entityManager -> {
              entityManager
                  .createNativeQuery("select id from work_lease where id = ?1 for update")
                  .setParameter(1, held)
                  .getResultList();
              return due("a", now, 10);
            });

    assertThat(claimed).containsExactly(free);
  }

  @Test
  void what_is_not_due_is_left_alone() {
    UUID id = created();
    leases.release(ACME, KIND, id, Node.ID, later);

    assertThat(due("a", later.minusMillis(1), 10)).isEmpty();
    assertThat(due("a", later, 10)).containsExactly(id);
  }

  @Test
  void what_is_due_first_is_taken_first() {
    UUID second = free();
    UUID first = created();
    leases.release(ACME, KIND, first, Node.ID, now.minusSeconds(1));

    assertThat(due("a", now, 1)).containsExactly(first);
    assertThat(due("a", now, 1)).containsExactly(second);
  }

  @Test
  void a_kind_that_a_node_does_not_know_is_left_to_others() {
    leases.register(ACME, "wheel", UUID.randomUUID(), now);
    leases.register(ACME, "build", UUID.randomUUID(), now);

    assertThat(leases.claimDue("a", KINDS, now, later, 10))
        .extracting(WorkKey::kind)
        .containsExactly("build");
  }

  @Test
  void work_of_two_kinds_may_have_the_same_id() {
    UUID id = free();

    leases.register(ACME, "build", id, now);

    assertThat(leases.claimDue("a", KINDS, now, later, 10))
        .containsExactlyInAnyOrder(key(id), new WorkKey(ACME, "build", id));
    assertThat(leases.claim(ACME, "build", id, "b", now, later)).isFalse();
  }

  @Test
  void a_claim_says_whose_work_it_is() {
    free();

    assertThat(leases.claimDue("a", KINDS, now, later, 10))
        .extracting(WorkKey::tenant)
        .containsExactly(ACME);
  }

  @Test
  void another_tenant_neither_claims_renews_locks_releases_nor_ends_work() {
    UUID id = free();

    assertThat(leases.claim(GLOBEX, KIND, id, "theirs", now, later)).isFalse();
    claim(id, "ours", now, later);
    leases.release(GLOBEX, KIND, id, "ours", now);
    leases.delete(GLOBEX, KIND, id);
    WorkKey theirs = new WorkKey(GLOBEX, KIND, id);

    assertThat(leases.renew("ours", List.of(theirs), now, later)).containsExactly(theirs);
    assertThat(leases.lock(GLOBEX, KIND, id, "ours", now)).isFalse();
    assertThat(due("other", now, 10)).isEmpty();
    assertThat(claim(id, "other", now, later)).isFalse();
    assertThat(leases.lock(ACME, KIND, id, "ours", now)).isTrue();
  }

  @Test
  void the_leases_of_a_process_that_is_gone_are_free_at_once() {
    UUID id = created();
    assertThat(due("new", now, 10)).isEmpty();

    leases.releaseAll(now);

    assertThat(due("new", now, 10)).containsExactly(id);
  }

  @Test
  void work_that_is_registered_again_stays_as_it_is() {
    UUID id = UUID.randomUUID();
    leases.register(ACME, KIND, id, now);
    claim(id, "a", now, later);

    leases.register(ACME, KIND, id, now);

    assertThat(due("b", now, 10)).isEmpty();
    assertThat(leases.lock(ACME, KIND, id, "a", now)).isTrue();
  }

  @Test
  void only_who_holds_a_lease_releases_it() {
    UUID id = free();
    claim(id, "a", now, later);

    leases.release(ACME, KIND, id, "b", now);

    assertThat(due("b", now, 10)).isEmpty();
  }

  @Test
  void a_renewed_lease_lasts_longer() {
    UUID id = created();
    Instant end = later.plusSeconds(60);

    assertThat(leases.renew(Node.ID, List.of(key(id)), now, end)).isEmpty();

    assertThat(claim(id, "b", later.plusSeconds(1), end.plusSeconds(60))).isFalse();
    assertThat(claim(id, "b", end.plusSeconds(1), end.plusSeconds(60))).isTrue();
  }

  @Test
  void what_was_released_taken_ended_or_slept_through_is_not_renewed() {
    UUID released = free();
    UUID taken = free();
    claim(taken, "b", now, later);
    UUID ended = created();
    leases.delete(ACME, KIND, ended);
    UUID overslept = UUID.randomUUID();
    leases.create(ACME, KIND, overslept, Node.ID, now, now.minusMillis(1));
    UUID held = created();
    List<WorkKey> keys = List.of(key(released), key(taken), key(ended), key(overslept), key(held));

    assertThat(leases.renew(Node.ID, keys, now, later))
        .containsExactly(key(released), key(taken), key(ended), key(overslept));
  }

  @Test
  void a_lock_is_given_to_who_holds_the_lease_and_as_long_as_it_lasts() {
    UUID id = created();

    assertThat(leases.lock(ACME, KIND, id, Node.ID, later.minusMillis(1))).isTrue();
    assertThat(leases.lock(ACME, KIND, id, Node.ID, later)).isFalse();
    assertThat(leases.lock(ACME, KIND, id, "b", now)).isFalse();
  }
}
