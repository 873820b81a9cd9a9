package io.lakegate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private final Attempt attempt = new Attempt();

  @Test
  void from_its_beginning_on_the_backend_may_have_been_asked() {
    assertThat(attempt.isBegun()).isFalse();

    attempt.begin(NOW);

    assertThat(attempt.isBegun()).isTrue();
    assertThat(attempt.attemptedAt()).isEqualTo(NOW);
    assertThat(attempt.attempts()).isEqualTo(1);
  }

  @Test
  void one_that_is_withdrawn_leaves_no_doubt_and_is_counted() {
    attempt.begin(NOW);
    attempt.doubt("time-out", NOW);

    attempt.withdraw("refused");

    assertThat(attempt.isBegun()).isFalse();
    assertThat(attempt.ambiguousSince()).isNull();
    assertThat(attempt.attempts()).isEqualTo(1);
    assertThat(attempt.message()).isEqualTo("refused");
  }

  @Test
  void one_that_is_undone_is_not_counted() {
    attempt.begin(NOW);

    attempt.undo("refused");

    assertThat(attempt.isBegun()).isFalse();
    assertThat(attempt.attempts()).isZero();
  }

  @Test
  void the_first_doubt_is_when_it_became_doubtful() {
    attempt.begin(NOW);

    attempt.doubt("time-out", NOW.plusSeconds(1));
    attempt.doubt("refused connection", NOW.plusSeconds(2));

    assertThat(attempt.ambiguousSince()).isEqualTo(NOW.plusSeconds(1));
    assertThat(attempt.message()).isEqualTo("refused connection");
  }

  @Test
  void an_id_of_the_backend_ends_the_doubt() {
    attempt.begin(NOW);
    attempt.doubt("time-out", NOW);

    attempt.accepted("7", NOW.plusSeconds(3));

    assertThat(attempt.remoteId()).isEqualTo("7");
    assertThat(attempt.acceptedAt()).isEqualTo(NOW.plusSeconds(3));
    assertThat(attempt.ambiguousSince()).isNull();
  }

  @Test
  void a_message_is_as_long_as_its_column() {
    attempt.remark("x".repeat(3000));

    assertThat(attempt.message()).hasSize(2000);
    attempt.remark(null);
    assertThat(attempt.message()).isNull();
  }
}
