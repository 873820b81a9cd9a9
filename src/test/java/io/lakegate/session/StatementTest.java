package io.lakegate.session;

import static io.lakegate.session.LedgerRows.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.output.OutputCut;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatementTest {
  private static final Instant LATER = NOW.plusSeconds(90);

  private final Session session = LedgerRows.ready();
  private final Statement statement =
      new Statement(session, "  select 1\nfrom t", "sql", true, LedgerRows.ADA, NOW);

  @Test
  void keeps_where_and_by_whom_it_was_submitted() {
    assertThat(statement.getTenantId()).isEqualTo(LedgerRows.ACME);
    assertThat(statement.getSessionId()).isEqualTo(session.getId());
    assertThat(statement.getWorkspaceId()).isEqualTo(session.getWorkspaceId());
    assertThat(statement.getProfileId()).isEqualTo(session.getProfileId());
    assertThat(statement.getProfileName()).isEqualTo("Scala");
    assertThat(statement.getSessionName()).isEqualTo("Scala");
    assertThat(statement.getNumber()).isEqualTo(1);
    assertThat(statement.getCode()).isEqualTo("  select 1\nfrom t");
    assertThat(statement.getFirstLine()).isEqualTo("select 1");
    assertThat(statement.getKind()).isEqualTo("sql");
    assertThat(statement.isStartup()).isTrue();
    assertThat(LedgerRows.waiting(session).isStartup()).isFalse();
    assertThat(statement.getState()).isEqualTo(StatementState.WAITING);
    assertThat(statement.getSubmittedBy()).isEqualTo(LedgerRows.ADA.personId());
    assertThat(statement.getSubmittedByName()).isEqualTo("ada");
    assertThat(statement.getRanAs()).isEqualTo(session.getRunsAs());
    assertThat(statement.getSubmittedAt()).isEqualTo(NOW);
    assertThat(statement.knownRemoteId()).isEqualTo(-1);
    assertThat(statement.hasOutput()).isFalse();
    assertThat(statement.isSent()).isFalse();
  }

  @Test
  void shows_at_most_two_hundred_characters_of_its_first_line() {
    assertThat(Statement.firstLine("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Statement.firstLine("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
    assertThat(Statement.firstLine(" \n ")).isEmpty();
  }

  @Nested
  class Sent {
    @Test
    void counts_its_attempts_and_remembers_what_was_known() {
      statement.ambiguous("time-out", NOW);

      statement.sending(7, LATER);
      statement.sending(8, LATER);

      assertThat(statement.isSent()).isTrue();
      assertThat(statement.sendingAt()).isEqualTo(LATER);
      assertThat(statement.knownRemoteId()).isEqualTo(8);
      assertThat(statement.sendAttempts()).isEqualTo(2);
      assertThat(statement.ambiguousSince()).isNull();
      assertThat(statement.getMessage()).isNull();
    }

    @Test
    void and_provably_not_arrived_waits_again_and_says_why() {
      statement.sending(7, NOW);
      statement.ambiguous("time-out", NOW);

      statement.notSent("refused");

      assertThat(statement.isSent()).isFalse();
      assertThat(statement.ambiguousSince()).isNull();
      assertThat(statement.getMessage()).isEqualTo("refused");
      assertThat(statement.getState()).isEqualTo(StatementState.WAITING);
    }

    @Test
    void and_in_doubt_says_since_when() {
      statement.ambiguous("time-out", NOW);
      statement.ambiguous("reset", LATER);

      assertThat(statement.ambiguousSince()).isEqualTo(NOW);
      assertThat(statement.getMessage()).isEqualTo("reset");
    }

    @Test
    void and_accepted_runs() {
      statement.sending(-1, NOW);
      statement.ambiguous("time-out", NOW);

      statement.accepted("4", true, LATER);

      assertThat(statement.getRemoteId()).isEqualTo("4");
      assertThat(statement.getStartedAt()).isEqualTo(LATER);
      assertThat(statement.ambiguousSince()).isNull();
      assertThat(statement.getMessage()).isNull();
      assertThat(statement.getState()).isEqualTo(StatementState.RUNNING);
    }

    @Test
    void and_accepted_after_the_wish_to_cancel_is_being_cancelled() {
      statement.sending(-1, NOW);
      statement.requestCancel(NOW);

      statement.accepted("4", true, LATER);

      assertThat(statement.getState()).isEqualTo(StatementState.CANCELLING);
    }

    @Test
    void and_accepted_after_its_end_stays_ended() {
      statement.sending(-1, NOW);
      statement.end(StatementState.LOST, null, "lost", NOW);

      statement.accepted("4", true, LATER);

      assertThat(statement.getState()).isEqualTo(StatementState.LOST);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0.4", "-1, 0", "7, 1"})
  void its_progress_is_a_share(double said, double kept) {
    statement.progressed(said);

    assertThat(statement.getProgress()).isEqualTo(kept);
  }

  @Nested
  class Cancelled {
    @Test
    void before_it_was_sent_ends_at_once() {
      statement.requestCancel(LATER);

      assertThat(statement.getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(statement.getCompletedAt()).isEqualTo(LATER);
      assertThat(statement.getMessage()).contains("before it was sent");
    }

    @Test
    void while_it_runs_asks_once() {
      Statement running = LedgerRows.running(session);

      running.requestCancel(NOW);
      running.requestCancel(LATER);
      running.cancelSent(LATER);

      assertThat(running.getState()).isEqualTo(StatementState.CANCELLING);
      assertThat(running.cancelRequestedAt()).isEqualTo(NOW);
      assertThat(running.cancelSentAt()).isEqualTo(LATER);
    }

    @Test
    void after_its_end_changes_nothing() {
      Statement running = LedgerRows.running(session);
      running.end(StatementState.AVAILABLE, Statement.Outcome.OK, null, NOW);

      running.requestCancel(LATER);

      assertThat(running.getState()).isEqualTo(StatementState.AVAILABLE);
      assertThat(running.getCompletedAt()).isEqualTo(NOW);
    }
  }

  @Nested
  class Ended {
    @Test
    void well_is_all_done() {
      statement.progressed(0.3);

      statement.end(StatementState.AVAILABLE, Statement.Outcome.OK, null, LATER);

      assertThat(statement.getProgress()).isEqualTo(1);
      assertThat(statement.getOutcome()).isEqualTo(Statement.Outcome.OK);
      assertThat(statement.getCompletedAt()).isEqualTo(LATER);
    }

    @ParameterizedTest
    @EnumSource(
        value = StatementState.class,
        names = {"AVAILABLE", "CANCELLED", "LOST"})
    void otherwise_keeps_its_progress_and_says_why(StatementState state) {
      statement.progressed(0.3);

      statement.end(state, Statement.Outcome.ERROR, "x".repeat(2001), LATER);

      assertThat(statement.getState()).isEqualTo(state);
      assertThat(statement.getProgress()).isEqualTo(0.3);
      assertThat(statement.getMessage()).isEqualTo("x".repeat(1999) + "…");
    }

    @Test
    void happens_once() {
      statement.end(StatementState.LOST, null, "first", NOW);
      statement.end(StatementState.AVAILABLE, Statement.Outcome.OK, "second", LATER);

      assertThat(statement.getState()).isEqualTo(StatementState.LOST);
      assertThat(statement.getMessage()).isEqualTo("first");
      assertThat(statement.getCompletedAt()).isEqualTo(NOW);
      assertThat(statement.getOutcome()).isNull();
    }

    @Test
    void with_its_session_has_no_result_if_it_was_sent_and_never_ran_if_not() {
      Statement running = LedgerRows.running(session);

      running.sessionEnded(StatementState.LOST, LATER);
      statement.sessionEnded(StatementState.LOST, LATER);

      assertThat(running.getState()).isEqualTo(StatementState.LOST);
      assertThat(running.getMessage()).contains("before a result was there");
      assertThat(statement.getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(statement.getMessage()).contains("before this was sent");
      assertThat(running.getCompletedAt()).isEqualTo(LATER);
      assertThat(statement.getCompletedAt()).isEqualTo(LATER);
    }

    @Test
    void keeps_the_backends_own_times_where_it_gave_them() {
      Statement running = LedgerRows.running(session);
      running.end(StatementState.AVAILABLE, Statement.Outcome.OK, null, LATER);
      running.times(null, null);
      assertThat(running.getStartedAt()).isEqualTo(NOW);
      assertThat(running.getCompletedAt()).isEqualTo(LATER);

      running.times(1000L, 3500L);

      assertThat(running.getStartedAt()).isEqualTo(Instant.ofEpochMilli(1000));
      assertThat(running.getCompletedAt()).isEqualTo(Instant.ofEpochMilli(3500));
      assertThat(running.getDuration()).isEqualTo(Duration.ofMillis(2500));
    }
  }

  @Test
  void a_duration_needs_a_beginning_and_a_later_end() {
    assertThat(Statement.duration(null, NOW)).isNull();
    assertThat(Statement.duration(NOW, null)).isNull();
    assertThat(Statement.duration(LATER, NOW)).isNull();
    assertThat(Statement.duration(NOW, NOW)).isZero();
  }

  @Test
  void an_output_that_was_cut_says_where() {
    statement.stored(new OutputCut("{}", null, 9));
    assertThat(statement.hasOutput()).isTrue();
    assertThat(statement.getCutLimit()).isNull();
    assertThat(statement.getCutKept()).isNull();

    statement.stored(new OutputCut("{}", "rows", 9));

    assertThat(statement.getCutLimit()).isEqualTo("rows");
    assertThat(statement.getCutKept()).isEqualTo(9);
  }

  @Test
  void the_states_that_are_ends_are_three() {
    assertThat(StatementState.values())
        .filteredOn(StatementState::isEnded)
        .containsExactly(StatementState.AVAILABLE, StatementState.CANCELLED, StatementState.LOST);
  }

  @Test
  void an_outcome_has_a_word() {
    assertThat(Statement.Outcome.ERROR.word()).isEqualTo("error");
  }
}
