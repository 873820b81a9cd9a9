package io.lakegate.session;

import static io.lakegate.session.LedgerRows.NOW;
import static io.lakegate.session.LedgerRows.said;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
  private static final Instant LATER = NOW.plusSeconds(90);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Nested
  class A_launch {
    private final Session session =
        new Session(
            LedgerRows.ACME,
            LedgerRows.launch(LedgerRows.WORKSPACE, "mine", "ada there"),
            Ledger.INSTALLATION,
            NOW);

    @Test
    void keeps_what_it_was_made_from() {
      assertThat(session.getTenantId()).isEqualTo(LedgerRows.ACME);
      assertThat(session.getWorkspaceId()).isEqualTo(LedgerRows.WORKSPACE);
      assertThat(session.getWorkspaceName()).isEqualTo("Sandbox");
      assertThat(session.getProfileId()).isEqualTo(LedgerRows.PROFILE);
      assertThat(session.getProfileName()).isEqualTo("Scala");
      assertThat(session.getProfileSnapshot()).isEqualTo("{\"name\":\"Scala\"}");
      assertThat(session.getKind()).isEqualTo("spark");
      assertThat(session.getOwnerId()).isEqualTo(LedgerRows.ADA.personId());
      assertThat(session.getOwnerName()).isEqualTo("ada");
      assertThat(session.getRunsAs()).isEqualTo("ada there");
      assertThat(session.getName()).isEqualTo("mine");
      assertThat(session.getIdleTimeout()).isEqualTo(LedgerRows.IDLE);
      assertThat(session.getMaxLifetime()).isEqualTo(LedgerRows.LIFETIME);
      assertThat(session.getCreatedAt()).isEqualTo(NOW);
      assertThat(session.getLastActivityAt()).isEqualTo(NOW);
      assertThat(session.getState()).isEqualTo(SessionState.LAUNCHING);
      assertThat(session.newestRemoteStatement()).isEqualTo(-1);
    }

    @Test
    void asks_under_a_name_nobody_else_has() {
      assertThat(session.getRemoteName())
          .isEqualTo(RemoteName.of(Ledger.INSTALLATION, "etl-", session.getId()));
      assertThat(session.getLaunchRequest())
          .contains("\"name\":\"" + session.getRemoteName() + "\"", "\"spark.app\":\"x\"");
    }

    @Test
    void is_called_as_its_profile_when_it_has_no_name_and_runs_as_its_owner() {
      Session unnamed =
          new Session(
              LedgerRows.ACME,
              LedgerRows.launch(LedgerRows.WORKSPACE, null, null),
              Ledger.INSTALLATION,
              NOW);

      assertThat(unnamed.getName()).isEqualTo("Scala");
      assertThat(unnamed.getRunsAs()).isEqualTo("ada");
    }

    @Test
    void of_one_attempt_that_provably_never_got_through_leaves_no_doubt() {
      session.attempt(LATER);
      assertThat(session.getAttemptedAt()).isEqualTo(LATER);
      assertThat(session.launchAttempts()).isEqualTo(1);

      session.attemptFailed("refused", true, NOW);

      assertThat(session.getAttemptedAt()).isNull();
      assertThat(session.launchAttempts()).isZero();
      assertThat(session.getMessage()).isEqualTo("refused");
    }

    @Test
    void of_an_attempt_in_doubt_stays_in_doubt_whatever_becomes_of_the_next_one() {
      session.attempt(NOW);
      session.attemptFailed("time-out", false, NOW);
      assertThat(session.getAttemptedAt()).isEqualTo(NOW);

      session.attempt(LATER);
      session.attemptFailed("refused", true, NOW);

      assertThat(session.getAttemptedAt()).isEqualTo(LATER);
      assertThat(session.launchAttempts()).isEqualTo(2);
    }

    @Test
    void that_is_accepted_starts_and_forgets_what_went_wrong() {
      session.attemptFailed("busy", true, NOW);

      session.accepted("17", LATER);

      assertThat(session.getState()).isEqualTo(SessionState.STARTING);
      assertThat(session.getRemoteId()).isEqualTo("17");
      assertThat(session.getAcceptedAt()).isEqualTo(LATER);
      assertThat(session.getMessage()).isNull();
    }

    @Test
    void that_is_accepted_after_the_wish_to_stop_goes_on_stopping() {
      session.requestStop(EndCause.USER, NOW);

      session.accepted("17", LATER);

      assertThat(session.getState()).isEqualTo(SessionState.STOPPING);
      assertThat(session.getRemoteId()).isEqualTo("17");
    }
  }

  @Nested
  class Seen {
    private final Session session = LedgerRows.launching();

    @Test
    void keeps_the_backends_facts_and_those_it_does_not_repeat() {
      session.seen(SessionState.STARTING, new RemoteFacts("starting", "app", "ui", "log"), NOW);

      session.seen(SessionState.IDLE, said("idle"), LATER);

      assertThat(session.getRemoteState()).isEqualTo("idle");
      assertThat(session.getAppId()).isEqualTo("app");
      assertThat(session.getSparkUiUrl()).isEqualTo("ui");
      assertThat(session.getDriverLogUrl()).isEqualTo("log");
      assertThat(session.getCheckedAt()).isEqualTo(LATER);
    }

    @Test
    void takes_newer_facts() {
      session.seen(SessionState.STARTING, new RemoteFacts("starting", "app", "ui", "log"), NOW);

      session.seen(SessionState.IDLE, new RemoteFacts("idle", "app2", "ui2", "log2"), NOW);

      assertThat(session.getAppId()).isEqualTo("app2");
      assertThat(session.getSparkUiUrl()).isEqualTo("ui2");
      assertThat(session.getDriverLogUrl()).isEqualTo("log2");
    }

    @ParameterizedTest
    @EnumSource(
        value = SessionState.class,
        names = {"IDLE", "BUSY"})
    void ready_counts_from_the_first_time_on(SessionState ready) {
      session.seen(SessionState.STARTING, said("starting"), NOW);
      assertThat(session.getReadyAt()).isNull();
      assertThat(session.isReady()).isFalse();

      session.seen(ready, said("x"), LATER);
      session.seen(ready, said("x"), LATER.plusSeconds(9));

      assertThat(session.isReady()).isTrue();
      assertThat(session.getReadyAt()).isEqualTo(LATER);
      assertThat(session.getLastActivityAt()).isEqualTo(LATER);
    }

    @Test
    void again_ends_what_was_said_about_a_backend_out_of_reach() {
      session.accepted("0", NOW);
      session.unreachable("no answer", NOW, PATIENCE);
      session.signInExpired(true, NOW);

      session.seen(SessionState.IDLE, said("idle"), LATER);

      assertThat(session.unreachableSince()).isNull();
      assertThat(session.getSignInExpiredSince()).isNull();
      assertThat(session.getMessage()).isNull();
    }

    @Test
    void while_it_is_being_stopped_goes_on_stopping() {
      session.requestStop(EndCause.USER, NOW);
      session.unreachable("no answer", NOW, PATIENCE);

      session.seen(SessionState.IDLE, said("idle"), LATER);

      assertThat(session.getState()).isEqualTo(SessionState.STOPPING);
      assertThat(session.getReadyAt()).isNull();
      assertThat(session.getMessage()).isEqualTo("no answer");
      assertThat(session.unreachableSince()).isNull();
      assertThat(session.getCheckedAt()).isEqualTo(LATER);
      assertThat(session.getRemoteState()).isEqualTo("idle");
    }

    @Test
    void after_its_end_stays_ended_for_its_reason() {
      session.end(EndCause.BACKEND_LOST, "It is gone.", NOW);

      session.seen(SessionState.IDLE, said("idle"), LATER);

      assertThat(session.getState()).isEqualTo(SessionState.ENDED);
      assertThat(session.getMessage()).isEqualTo("It is gone.");
      assertThat(session.getReadyAt()).isNull();
    }
  }

  @Nested
  class Out_of_reach {
    private final Session session = LedgerRows.ready();

    @Test
    void is_still_believed_for_a_minute() {
      session.unreachable("no answer", NOW, PATIENCE);
      session.unreachable("still no answer", NOW.plus(PATIENCE), PATIENCE);

      assertThat(session.getState()).isEqualTo(SessionState.IDLE);
      assertThat(session.unreachableSince()).isEqualTo(NOW);
      assertThat(session.getMessage()).isEqualTo("still no answer");
    }

    @Test
    void for_longer_is_unknown() {
      session.unreachable("no answer", NOW, PATIENCE);
      session.unreachable("no answer", NOW.plus(PATIENCE).plusNanos(1), PATIENCE);

      assertThat(session.getState()).isEqualTo(SessionState.UNKNOWN);
    }

    @Test
    void is_no_news_about_a_launch_or_a_stop() {
      Session launching = LedgerRows.launching();
      session.requestStop(EndCause.USER, NOW);
      for (Session settled : new Session[] {launching, session}) {
        settled.unreachable("no answer", NOW, PATIENCE);
        settled.unreachable("no answer", LATER, PATIENCE);
      }

      assertThat(launching.getState()).isEqualTo(SessionState.LAUNCHING);
      assertThat(session.getState()).isEqualTo(SessionState.STOPPING);
    }

    @Test
    void because_of_a_sign_in_says_since_when_until_it_is_over() {
      session.signInExpired(true, NOW);
      session.signInExpired(true, LATER);
      assertThat(session.getSignInExpiredSince()).isEqualTo(NOW);

      session.signInExpired(false, LATER);

      assertThat(session.getSignInExpiredSince()).isNull();
    }

    @Test
    void says_why_in_at_most_two_thousand_characters() {
      session.unreachable("x".repeat(2000), NOW, PATIENCE);
      assertThat(session.getMessage()).isEqualTo("x".repeat(2000));

      session.unreachable("x".repeat(2001), NOW, PATIENCE);

      assertThat(session.getMessage()).isEqualTo("x".repeat(1999) + "…");
    }
  }

  @Nested
  class Its_statements {
    private final Session session = LedgerRows.ready();

    @Test
    void are_counted() {
      assertThat(session.nextNumber()).isEqualTo(1);
      assertThat(session.nextNumber()).isEqualTo(2);
    }

    @Test
    void make_it_busy_and_idle_again_when_none_is_left() {
      session.accepted(4);
      assertThat(session.getState()).isEqualTo(SessionState.BUSY);
      assertThat(session.newestRemoteStatement()).isEqualTo(4);

      session.ran(true, LATER);
      assertThat(session.getState()).isEqualTo(SessionState.BUSY);
      assertThat(session.getLastActivityAt()).isEqualTo(LATER);

      session.ran(false, LATER);
      assertThat(session.getState()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void never_lower_the_highest_id() {
      session.accepted(4);
      session.accepted(2);

      assertThat(session.newestRemoteStatement()).isEqualTo(4);
    }

    @Test
    void change_nothing_about_a_wish_to_stop() {
      session.requestStop(EndCause.USER, NOW);

      session.accepted(0);
      session.ran(false, LATER);

      assertThat(session.getState()).isEqualTo(SessionState.STOPPING);
    }
  }

  @Nested
  class Its_end {
    private final Session session = LedgerRows.ready();

    @Test
    void as_idle_counts_from_the_last_activity() {
      assertThat(session.getIdleDeadline()).isEqualTo(NOW.plus(LedgerRows.IDLE));

      session.active(LATER);

      assertThat(session.getIdleDeadline()).isEqualTo(LATER.plus(LedgerRows.IDLE));
      assertThat(session.getLifetimeDeadline()).isEqualTo(NOW.plus(LedgerRows.LIFETIME));
    }

    @Test
    void as_idle_is_put_off_and_never_brought_forward_by_keeping_it() {
      session.keepUntil(NOW.plusSeconds(60));
      assertThat(session.getIdleDeadline()).isEqualTo(NOW.plus(LedgerRows.IDLE));

      session.keepUntil(NOW.plus(LedgerRows.IDLE).plusSeconds(1));

      assertThat(session.getIdleDeadline()).isEqualTo(NOW.plus(LedgerRows.IDLE).plusSeconds(1));
    }

    @Test
    void as_idle_is_none_before_it_is_ready_and_after_its_end() {
      assertThat(LedgerRows.launching().getIdleDeadline()).isNull();

      session.end(EndCause.USER, null, LATER);

      assertThat(session.getIdleDeadline()).isNull();
    }

    @Test
    void is_asked_for_once_and_the_first_cause_stands() {
      session.requestStop(EndCause.USER, NOW);
      session.requestStop(EndCause.LIFETIME, LATER);

      assertThat(session.getState()).isEqualTo(SessionState.STOPPING);
      assertThat(session.stopCause()).hasValue(EndCause.USER);
      assertThat(session.getStopRequestedAt()).isEqualTo(NOW);
    }

    @Test
    void happens_once_and_its_first_cause_stands() {
      session.end(EndCause.BACKEND_LOST, "It is gone.", NOW);
      session.end(EndCause.USER, "Again.", LATER);
      session.requestStop(EndCause.USER, LATER);

      assertThat(session.isEnded()).isTrue();
      assertThat(session.getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
      assertThat(session.getMessage()).isEqualTo("It is gone.");
      assertThat(session.getEndedAt()).isEqualTo(NOW);
      assertThat(session.getStopRequestedAt()).isNull();
      assertThat(session.stopCause()).isEmpty();
    }
  }

  @Test
  void remembers_when_it_was_kept_alive_and_when_a_list_put_it_in_doubt() {
    Session session = LedgerRows.in(UUID.randomUUID());
    assertThat(session.connectedAt()).isNull();

    session.connected(LATER);
    session.doubt();

    assertThat(session.connectedAt()).isEqualTo(LATER);
    assertThat(session.getCheckedAt()).isNull();
  }
}
