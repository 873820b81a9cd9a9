package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementPaceTest {
  /** Questions asked until a statement of this length is seen to have ended. */
  private static int questions(long lengthMillis) {
    long now = StatementPace.FIRST.toMillis();
    int asked = 1;
    while (now < lengthMillis) {
      now += StatementPace.rest(Duration.ofMillis(now)).toMillis();
      asked++;
    }
    return asked;
  }

  @Test
  void a_statement_of_a_few_milliseconds_is_noticed_almost_at_once() {
    assertThat(questions(7)).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 200, 525, 700})
  void a_statement_below_a_second_costs_few_requests(long length) {
    // Submit, two looks at the session and the statement itself: the budget is 20 in all.
    assertThat(questions(length)).isLessThanOrEqualTo(17);
  }

  @Test
  void a_statement_of_an_hour_is_asked_about_every_two_seconds() {
    assertThat(StatementPace.rest(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4",
    "3, 1",
    "4, 4",
    "13, 1",
    "14, 8",
    "49, 1",
    "50, 65",
    "1000, 65",
    "1001, 60",
    "2000, 120",
    "33333, 1999",
    "33334, 2000",
    "99999, 2000"
  })
  void the_rest_is_dense_at_first_then_even_and_then_a_share_of_the_time(long ran, long rest) {
    assertThat(StatementPace.rest(Duration.ofMillis(ran))).isEqualTo(Duration.ofMillis(rest));
  }
}
