package io.lakegate.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.LakegateException;
import java.time.DayOfWeek;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryValueTest {
  private static void assertNames(String parameter, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            LakegateException.class, e -> assertThat(e.fields()).containsOnlyKeys(parameter));
  }

  @Test
  void a_parameter_that_is_not_given_is_null() {
    assertThat(QueryValue.wholeNumber("size", null, 0)).isNull();
    assertThat(QueryValue.id("id", null)).isNull();
    assertThat(QueryValue.yesOrNo("live", null)).isNull();
    assertThat((Object) QueryValue.word("day", null, DayOfWeek::valueOf, List.of())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "-1", "0", "1.5", "+5", " 5", "1e3", "٣", "9999999999999999999"})
  void what_is_no_number_is_named(String text) {
    assertNames("size", () -> QueryValue.wholeNumber("size", text, 1));
  }

  @Test
  void a_number_beyond_an_int_is_the_largest_one() {
    assertThat(QueryValue.wholeNumber("size", "99999999999", 1)).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "1-1-1-1-1", "3f2504e04f8941d39a0c0305e82c3301"})
  void what_is_no_id_is_named(String text) {
    assertNames("id", () -> QueryValue.id("id", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "1", "TRUE", "tru"})
  void what_is_not_true_or_false_is_named(String text) {
    assertNames("live", () -> QueryValue.yesOrNo("live", text));
  }

  @Test
  void a_word_may_be_in_any_case_and_another_is_named() {
    List<DayOfWeek> days = List.of(DayOfWeek.values());

    assertThat((Object) QueryValue.word("day", "monday", DayOfWeek::valueOf, days))
        .isEqualTo(DayOfWeek.MONDAY);
    assertNames("day", () -> QueryValue.word("day", "NOPE", DayOfWeek::valueOf, days));
  }
}
