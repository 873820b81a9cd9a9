package io.lakegate.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeCursorTest {
  @Test
  void comes_back_as_it_was_given_to_the_microsecond() {
    TimeCursor cursor =
        new TimeCursor(Instant.parse("2026-11-22T08:00:00.123456Z"), UUID.randomUUID());

    assertThat(TimeCursor.parse(cursor.toString())).isEqualTo(cursor);
  }

  @Test
  void none_is_no_cursor() {
    assertThat(TimeCursor.parse(null)).isNull();
    assertThat(TimeCursor.parse(" ")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1_x",
        "_",
        "9223372036854775807_11111111-2222-4333-8444-555555555555x",
        "1",
        "99999999999999999999_11111111-2222-4333-8444-555555555555",
        "' or 1=1 --"
      })
  void refuses_what_no_list_gave_out(String text) {
    assertThatThrownBy(() -> TimeCursor.parse(text))
        .asInstanceOf(InstanceOfAssertFactories.type(LakegateException.class))
        .extracting(LakegateException::code)
        .isEqualTo(ErrorCode.BAD_CURSOR);
  }
}
