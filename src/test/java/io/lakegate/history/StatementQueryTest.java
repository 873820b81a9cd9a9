package io.lakegate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementQueryTest {
  private final StatementQuery query = new StatementQuery();

  @Test
  void takes_moments_as_they_are() {
    query.setFrom("2026-11-22T08:00:00Z");
    query.setTo("2026-11-22T09:00:00Z");

    assertThat(query.filter().from()).isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
    assertThat(query.filter().to()).isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
  }

  @Test
  void takes_days_from_the_first_to_the_end_of_the_last() {
    query.setFrom("2026-11-22");
    query.setTo(" 2026-11-22 ");

    assertThat(query.filter().from()).isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
    assertThat(query.filter().to()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yesterday", "2026-02-30", "22.11.2026", "2026-11-22T08:00", "0000-01-01"})
  void refuses_what_is_neither(String word) {
    query.setFrom(word);

    assertThatThrownBy(query::filter)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID));
  }

  @Test
  void leaves_out_what_is_blank() {
    query.setFrom("");
    query.setSubmittedBy(" ");

    assertThat(query.filter()).isEqualTo(StatementFilter.any());
  }
}
