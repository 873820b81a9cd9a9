package io.lakegate.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameCursorTest {
  private static final UUID ID = new UUID(7, 7);

  @Test
  void comes_back_as_it_went_out() {
    NameCursor cursor = new NameCursor("Größe + \"quotes\" / 100 %", ID);

    assertThat(NameCursor.decode(cursor.encode())).isEqualTo(cursor);
  }

  @Test
  void stands_in_an_address_as_it_is() {
    assertThat(new NameCursor("???>>>~~~", ID).encode()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void is_nothing_at_the_beginning() {
    assertThat(NameCursor.decode(null)).isNull();
    assertThat(NameCursor.decode(" ")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zzz", "a", "%%%", "e30", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void refuses_what_no_list_gave_out(String text) {
    refused(text);
  }

  @Test
  void refuses_what_no_database_takes() {
    byte[] forged = (ID + "a\0b").getBytes(StandardCharsets.UTF_8);

    refused(Base64.getUrlEncoder().encodeToString(forged));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "+1000000000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z"})
  void refuses_a_key_that_is_no_time_where_a_list_is_sorted_by_time(String key) {
    NameCursor cursor = new NameCursor(key, ID);

    assertThatThrownBy(cursor::time)
        .isInstanceOfSatisfying(
            LakegateException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_CURSOR);
              assertThat(e.fields()).containsOnlyKeys("after");
            });
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> NameCursor.decode(text))
        .isInstanceOfSatisfying(
            LakegateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_CURSOR));
  }
}
