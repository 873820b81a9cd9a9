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
}
