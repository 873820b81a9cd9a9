package io.lakegate.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListQueryTest {
  @ParameterizedTest
  @CsvSource({"1,1", "200,200", "201,200", "2147483647,200", "99999999999,200"})
  void holds_the_limit_at_200(String asked, int given) {
    assertThat(ListQuery.of(null, null, asked).limit()).isEqualTo(given);
  }

  @Test
  void has_a_limit_of_50_when_none_is_asked_for() {
    assertThat(ListQuery.of(null, null, null).limit()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({"abc", "1.5", "0", "-1", "''"})
  void refuses_a_limit_that_is_no_number(String limit) {
    assertThatThrownBy(() -> ListQuery.of(null, null, limit))
        .isInstanceOfSatisfying(
            LakegateException.class, e -> assertThat(e.fields()).containsOnlyKeys("limit"));
  }

  @Test
  void takes_nothing_for_everything() {
    assertThat(ListQuery.of("  ", null, null).likePattern()).isEqualTo("%");
    assertThat(ListQuery.of(null, null, null).likePattern()).isEqualTo("%");
  }

  @Test
  void replaces_what_no_database_takes_and_cuts_what_is_too_long() {
    assertThat(ListQuery.of("a\0b", null, null).q()).isEqualTo("a b");
    assertThat(ListQuery.of("x".repeat(500), null, null).q()).hasSize(200);
  }

  @Test
  void reads_an_id_and_names_the_parameter_that_is_none() {
    UUID id = new UUID(1, 2);

    assertThat(ListQuery.id("workspaceId", id.toString())).isEqualTo(id);
    assertThat(ListQuery.id("workspaceId", null)).isNull();
    assertThatThrownBy(() -> ListQuery.id("workspaceId", "no"))
        .isInstanceOfSatisfying(
            LakegateException.class, e -> assertThat(e.fields()).containsOnlyKeys("workspaceId"));
  }

  @Test
  void names_every_parameter_that_does_not_fit_at_once() {
    assertThatThrownBy(() -> ListQuery.of(null, "no cursor", "abc"))
        .isInstanceOfSatisfying(
            LakegateException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(e.fields()).containsOnlyKeys("after", "limit");
            });
  }

  @Test
  void a_cursor_alone_that_no_list_gave_out_keeps_its_own_code() {
    assertThatThrownBy(() -> ListQuery.of(null, "no cursor", "5"))
        .isInstanceOfSatisfying(
            LakegateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_CURSOR));
  }
}
