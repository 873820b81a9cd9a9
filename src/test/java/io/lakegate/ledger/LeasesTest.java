package io.lakegate.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.MovingClock;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether this node may still act, asked directly before something is sent. */
class LeasesTest {
  private static final WorkKey KEY =
      new WorkKey(new TenantId(new UUID(0xac, 1)), "batch", new UUID(0xba, 1));

  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T08:00:00Z"));
  private final ObservedLedger observed = new ObservedLedger(clock);
  private final Leases leases = observed.leases();
  private final Lease lease = new Lease();

  @BeforeEach
  void hold() {
    lease.hold(clock.instant(), clock.instant().plus(Limits.LEASE));
  }

  @AfterEach
  void end() {
    observed.close();
  }

  @Test
  void what_the_store_said_within_a_second_is_believed() {
    clock.passes(Duration.ofMillis(999));

    assertThat(leases.isHeld(KEY, lease)).isTrue();
    assertThat(observed.renewals).isEmpty();
  }

  @Test
  void after_a_second_the_store_is_asked_and_renews_the_lease() {
    clock.passes(Duration.ofSeconds(1));

    assertThat(leases.isHeld(KEY, lease)).isTrue();
    assertThat(observed.renewals)
        .containsExactly(
            new ObservedLedger.Claim(
                KEY, Node.ID, clock.instant(), clock.instant().plus(Limits.LEASE)));
    assertThat(lease.remaining(clock.instant())).isEqualTo(Limits.LEASE.minus(Limits.LEASE_MARGIN));
    assertThat(leases.isHeld(KEY, lease)).isTrue();
    assertThat(observed.renewals).hasSize(1);
  }

  @Test
  void a_confirmation_counts_like_a_renewal_and_prolongs_nothing() {
    Duration before = lease.remaining(clock.instant());
    clock.passes(Duration.ofSeconds(5));
    lease.confirm(clock.instant());

    assertThat(leases.isHeld(KEY, lease)).isTrue();
    assertThat(observed.renewals).isEmpty();
    assertThat(lease.remaining(clock.instant())).isEqualTo(before.minusSeconds(5));
  }

  @Test
  void a_store_that_refuses_makes_the_node_let_go() {
    clock.passes(Duration.ofSeconds(2));
    observed.claimable = false;

    assertThat(leases.isHeld(KEY, lease)).isFalse();
    assertThat(lease.isOver(clock.instant())).isTrue();
  }

  @Test
  void a_store_that_does_not_answer_is_no_yes() {
    clock.passes(Duration.ofSeconds(2));
    observed.failing = new IllegalStateException("the database is away");

    assertThatThrownBy(() -> leases.isHeld(KEY, lease)).hasMessageContaining("away");
    clock.passes(Limits.LEASE);
    assertThat(leases.isHeld(KEY, lease)).isFalse();
  }

  @Test
  void a_node_that_slept_through_its_lease_does_not_even_ask() {
    clock.passes(Limits.LEASE);

    assertThat(leases.isHeld(KEY, lease)).isFalse();
    assertThat(observed.renewals).isEmpty();
  }

  @Test
  void a_lease_ends_here_a_second_before_it_ends_in_the_store() {
    clock.passes(Limits.LEASE.minusSeconds(1).minusNanos(1));
    assertThat(lease.isOver(clock.instant())).isFalse();

    clock.passes(Duration.ofNanos(1));

    assertThat(lease.isOver(clock.instant())).isTrue();
  }

  @Test
  void a_late_renewal_does_not_bring_back_what_was_let_go_of_meanwhile() {
    Instant before = lease.until();
    lease.letGo();

    lease.extend(before, clock.instant(), clock.instant().plus(Limits.LEASE));

    assertThat(lease.isOver(clock.instant())).isTrue();
  }
}
