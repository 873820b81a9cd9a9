package io.lakegate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  /** Questions asked until a statement of this length is seen to have ended. */
  private static int questions(long lengthMillis) {
    long now = Pace.FIRST.toMillis();
    int asked = 1;
    while (now < lengthMillis) {
      now += Pace.dense(Duration.ofMillis(now)).toMillis();
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
    assertThat(Pace.dense(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 20",
    "499, 20",
    "500, 20",
    "1000, 40",
    "25000, 1000",
    "50000, 2000",
    "90000, 2000"
  })
  void what_takes_long_is_asked_about_after_a_small_share_of_the_time_it_has_taken(
      long elapsed, long millis) {
    assertThat(Pace.share(Duration.ofMillis(elapsed))).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0, 250", "1, 500", "2, 1000", "5, 8000", "6, 16000", "7, 30000", "90, 30000"})
  void patience_grows_with_each_failure_up_to_half_a_minute(int failures, long millis) {
    assertThat(Pace.backOff(failures, null)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 3000", "0, 29, 29000", "0, 3600, 30000", "5, 3, 8000", "5, 9, 9000"})
  void a_backend_is_left_alone_for_as_long_as_it_asks_if_that_is_longer(
      int failures, long asked, long millis) {
    assertThat(Pace.backOff(failures, Duration.ofSeconds(asked)))
        .isEqualTo(Duration.ofMillis(millis));
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
    assertThat(Pace.dense(Duration.ofMillis(ran))).isEqualTo(Duration.ofMillis(rest));
  }
}
