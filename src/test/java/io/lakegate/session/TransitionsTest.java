package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which state may follow which, drawn out: a row for each state, a column for the next one. */
class TransitionsTest {
  private static <S extends Enum<S>> String drawn(S[] states, BiPredicate<S, S> canBecome) {
    StringBuilder table = new StringBuilder(" ".repeat(10));
    for (S next : states) {
      table.append(' ').append(next);
    }
    for (S state : states) {
      table.append("%n%-10s".formatted(state));
      for (S next : states) {
        int width = next.name().length();
        String mark = state == next ? "-" : canBecome.test(state, next) ? "yes" : ".";
        table.append((" %-" + width + "s").formatted(mark));
      }
    }
    return table.toString().lines().map(String::stripTrailing).reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void a_session_goes_only_where_this_table_lets_it() {
    assertThat(drawn(SessionState.values(), SessionState::canBecome))
        .isEqualTo(
            """
                       LAUNCHING STARTING IDLE BUSY STOPPING ENDED UNKNOWN
            LAUNCHING  -         yes      .    .    yes      yes   .
            STARTING   .         -        yes  yes  yes      yes   yes
            IDLE       .         yes      -    yes  yes      yes   yes
            BUSY       .         yes      yes  -    yes      yes   yes
            STOPPING   .         .        .    .    -        yes   .
            ENDED      .         .        .    .    .        -     .
            UNKNOWN    .         yes      yes  yes  yes      yes   -
            """);
  }

  @Test
  void a_statement_goes_only_where_this_table_lets_it() {
    assertThat(drawn(StatementState.values(), StatementState::canBecome))
        .isEqualTo(
            """
                       WAITING RUNNING AVAILABLE CANCELLING CANCELLED LOST
            WAITING    -       yes     yes       yes        yes       yes
            RUNNING    yes     -       yes       yes        yes       yes
            AVAILABLE  .       .       -         .          .         .
            CANCELLING .       .       yes       -          yes       yes
            CANCELLED  .       .       .         .          -         .
            LOST       .       .       .         .          .         -
            """);
  }

  @ParameterizedTest
  @EnumSource(
      value = SessionState.class,
      names = {"STARTING", "IDLE", "BUSY", "UNKNOWN"})
  void a_session_that_has_ended_is_nothing_else_whatever_is_seen_of_it(SessionState seen) {
    Session session = LedgerRows.ready();
    session.end(EndCause.USER, "Stopped.", LedgerRows.NOW);

    session.seen(seen, LedgerRows.said("idle"), LedgerRows.NOW);
    session.accepted("1", LedgerRows.NOW);
    session.accepted(1);
    session.ran(false, LedgerRows.NOW);
    session.unreachable("no route", LedgerRows.NOW, Duration.ofSeconds(-1));
    session.requestStop(EndCause.LIFETIME, LedgerRows.NOW);
    session.end(EndCause.BACKEND_LOST, "Gone.", LedgerRows.NOW);

    assertThat(session.getState()).isEqualTo(SessionState.ENDED);
    assertThat(session.getEndCause()).isEqualTo(EndCause.USER);
    assertThat(session.unreachableSince()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = StatementState.class,
      names = {"AVAILABLE", "CANCELLED", "LOST"})
  void a_statement_that_has_ended_is_nothing_else_whatever_is_heard_of_it(StatementState ended) {
    Statement statement = LedgerRows.running(LedgerRows.ready());
    statement.end(ended, null, "First.", LedgerRows.NOW);

    statement.started(LedgerRows.NOW);
    statement.queued("Later.");
    statement.notSent("Not sent.");
    statement.ambiguous("Lost?", LedgerRows.NOW);
    statement.unreadable(true, "Silent.", LedgerRows.NOW);
    statement.requestCancel(LedgerRows.NOW);
    statement.accepted("9", true, LedgerRows.NOW);
    statement.end(StatementState.LOST, null, "Second.", LedgerRows.NOW);

    assertThat(statement.getState()).isEqualTo(ended);
    assertThat(statement.getMessage()).isEqualTo("First.");
  }

  @Test
  void an_entity_refuses_a_state_its_table_does_not_allow() {
    Session launching = LedgerRows.launching();

    assertThatThrownBy(
            () -> launching.seen(SessionState.IDLE, LedgerRows.said("idle"), LedgerRows.NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("LAUNCHING")
        .hasMessageContaining("IDLE");
  }
}
