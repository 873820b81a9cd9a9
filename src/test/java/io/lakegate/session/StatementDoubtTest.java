package io.lakegate.session;

import static io.lakegate.session.LedgerRows.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.output.OutputCut;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When what was not known about a statement is known again, and what its code may still do. */
class StatementDoubtTest {
  private static final Instant LATER = NOW.plusSeconds(90);

  private final Statement statement = LedgerRows.waiting(LedgerRows.ready());

  private void unreadable() {
    statement.sending(-1, NOW);
    statement.unreadable(true, "The backend failed.", NOW);
  }

  @Test
  void what_was_provably_not_sent_is_unreadable_no_more() {
    unreadable();

    statement.notSent("It was refused.");

    assertThat(statement.unreadSince()).isNull();
    assertThat(statement.failingSince()).isNull();
  }

  @Test
  void what_the_backend_has_is_unreadable_no_more_and_nothing_is_said_about_it() {
    unreadable();

    statement.accepted("0", false, LATER);

    assertThat(statement.unreadSince()).isNull();
    assertThat(statement.failingSince()).isNull();
    assertThat(statement.getMessage()).isNull();
  }

  @Test
  void what_was_given_up_keeps_its_reason_when_the_backend_turns_out_to_have_it() {
    statement.sending(-1, NOW);
    statement.end(StatementState.LOST, null, "It was given up.", NOW);

    statement.accepted("0", false, LATER);

    assertThat(statement.getMessage()).isEqualTo("It was given up.");
    assertThat(statement.getRemoteId()).isEqualTo("0");
  }

  @Test
  void code_of_a_lost_statement_may_still_run() {
    statement.end(StatementState.LOST, null, null, NOW);

    assertThat(statement.mayStillRun()).isTrue();
  }

  @Test
  void code_that_was_sent_and_cancelled_may_still_run_until_its_output_is_there() {
    statement.sending(-1, NOW);
    statement.end(StatementState.CANCELLED, null, null, NOW);
    assertThat(statement.mayStillRun()).isTrue();

    statement.stored(new OutputCut("{}", null, 0));

    assertThat(statement.mayStillRun()).isFalse();
  }

  @Test
  void code_that_was_never_sent_or_has_ended_does_not_run() {
    assertThat(statement.mayStillRun()).isFalse();
    Statement sent = LedgerRows.running(LedgerRows.ready());
    assertThat(sent.mayStillRun()).isFalse();

    statement.end(StatementState.CANCELLED, null, null, NOW);
    sent.end(StatementState.AVAILABLE, Statement.Outcome.OK, null, NOW);

    assertThat(statement.mayStillRun()).isFalse();
    assertThat(sent.mayStillRun()).isFalse();
  }

  @Test
  void what_ended_between_two_looks_began_when_it_was_sent() {
    statement.sending(-1, NOW);
    statement.end(StatementState.AVAILABLE, Statement.Outcome.OK, null, LATER);

    statement.times(null, null);

    assertThat(statement.getStartedAt()).isEqualTo(NOW);
    assertThat(statement.getCompletedAt()).isEqualTo(LATER);
  }

  @Test
  void what_began_later_keeps_its_time() {
    statement.sending(-1, NOW);
    statement.accepted("0", true, LATER);

    statement.times(null, null);

    assertThat(statement.getStartedAt()).isEqualTo(LATER);
  }

  @Test
  void what_the_backend_has_or_what_has_ended_is_not_taken_for_never_sent() {
    Statement accepted = LedgerRows.running(LedgerRows.ready());
    accepted.notSent("It was refused.");
    assertThat(accepted.isSent()).isTrue();

    statement.sending(-1, NOW);
    statement.end(StatementState.LOST, null, "It was given up.", NOW);
    statement.notSent("It was refused.");

    assertThat(statement.isSent()).isTrue();
    assertThat(statement.getMessage()).isEqualTo("It was given up.");
  }

  @Test
  void what_was_not_sent_before_it_was_cancelled_ends_as_cancelled_at_that_time() {
    statement.sending(-1, NOW);
    statement.requestCancel(NOW);

    statement.notSent("It was refused.");

    assertThat(statement.getState()).isEqualTo(StatementState.CANCELLED);
    assertThat(statement.getMessage()).isEqualTo("It was cancelled before it was sent.");
    assertThat(statement.getCompletedAt()).isEqualTo(NOW);
  }

  @Test
  void an_error_that_stays_counts_from_its_first_time_and_silence_ends_it() {
    statement.sending(-1, NOW);
    statement.unreadable(true, "The backend failed.", NOW);
    statement.unreadable(true, "The backend failed again.", LATER);
    assertThat(statement.unreadSince()).isEqualTo(NOW);
    assertThat(statement.failingSince()).isEqualTo(NOW);
    assertThat(statement.getMessage()).isEqualTo("The backend failed again.");

    statement.unreadable(false, "No answer.", LATER);

    assertThat(statement.unreadSince()).isEqualTo(NOW);
    assertThat(statement.failingSince()).isNull();
    statement.readable();
    assertThat(statement.unreadSince()).isNull();
  }

  @Test
  void nothing_that_is_learned_changes_what_has_ended() {
    statement.sending(-1, NOW);
    statement.end(StatementState.LOST, null, "It was given up.", NOW);

    statement.ambiguous("No answer.", LATER);
    statement.unreadable(true, "The backend failed.", LATER);
    statement.queued("It waits.");
    statement.started(LATER);
    statement.remark("It goes on.");

    assertThat(statement.getState()).isEqualTo(StatementState.LOST);
    assertThat(statement.getMessage()).isEqualTo("It was given up.");
    assertThat(statement.ambiguousSince()).isNull();
    assertThat(statement.unreadSince()).isNull();
    assertThat(statement.getStartedAt()).isNull();
  }

  @Test
  void what_the_backend_queues_has_not_started_and_says_so() {
    Statement running = LedgerRows.running(LedgerRows.ready());

    running.queued("It waits.");
    assertThat(running.getState()).isEqualTo(StatementState.WAITING);
    assertThat(running.getStartedAt()).isNull();
    assertThat(running.getMessage()).isEqualTo("It waits.");

    running.requestCancel(LATER);
    running.queued("It waits.");

    assertThat(running.getState()).isEqualTo(StatementState.CANCELLING);
  }

  @Test
  void what_begins_again_keeps_its_first_time() {
    Statement running = LedgerRows.running(LedgerRows.ready());

    running.started(LATER);

    assertThat(running.getStartedAt()).isEqualTo(NOW);
  }

  @Test
  void a_remark_is_cut_at_two_thousand_characters() {
    statement.remark("x".repeat(2001));

    assertThat(statement.getMessage()).isEqualTo("x".repeat(1999) + "…");
  }

  @Test
  void it_may_be_given_up_five_minutes_after_the_first_thing_that_was_not_known() {
    assertThat(statement.getGiveUpFrom()).isNull();
    statement.sending(-1, NOW);
    assertThat(statement.getGiveUpFrom()).isNull();

    statement.unreadable(false, "No answer.", LATER);
    assertThat(statement.getGiveUpFrom()).isEqualTo(LATER.plusSeconds(300));
    statement.ambiguous("No answer.", LATER.minusSeconds(1));
    assertThat(statement.getGiveUpFrom()).isEqualTo(LATER.plusSeconds(299));
    statement.requestCancel(LATER.minusSeconds(2));
    assertThat(statement.getGiveUpFrom()).isEqualTo(LATER.plusSeconds(298));

    assertThat(statement.isGiveUpOffered(LATER.plusSeconds(298))).isTrue();
    assertThat(statement.isGiveUpOffered(LATER.plusSeconds(298).minusNanos(1))).isFalse();
  }

  @Test
  void what_was_given_up_says_by_whom_and_after_how_many_minutes() {
    statement.sending(-1, NOW);
    statement.ambiguous("No answer.", NOW);

    statement.giveUp("ada", NOW.plusSeconds(7 * 60));

    assertThat(statement.getState()).isEqualTo(StatementState.LOST);
    assertThat(statement.getMessage()).startsWith("ada gave it up after 7 minutes without an end.");
    assertThat(statement.getGiveUpFrom()).isNull();
  }
}
