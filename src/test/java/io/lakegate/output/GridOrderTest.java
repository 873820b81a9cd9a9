package io.lakegate.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridOrderTest {
  private static List<String> sorted(boolean number, String order, String... cells) {
    Grid grid =
        new Grid(
            List.of(new Grid.Column("a", "x", number)),
            Arrays.stream(cells).map(Collections::singletonList).toList());
    return GridOrder.of(order).sort(grid).rows().stream().map(row -> row.get(0)).toList();
  }

  @Test
  void integers_of_64_bits_and_more_sort_by_value() {
    assertThat(
            sorted(
                true,
                "0",
                "9007199254740993",
                "9007199254740992",
                "-9223372036854775808",
                "-9223372036854775807",
                "99999999999999999999999999999999999999",
                "10"))
        .containsExactly(
            "-9223372036854775808",
            "-9223372036854775807",
            "10",
            "9007199254740992",
            "9007199254740993",
            "99999999999999999999999999999999999999");
  }

  @Test
  void decimals_and_doubles_sort_by_value() {
    assertThat(
            sorted(
                true,
                "0",
                "1.00000000000000000002",
                "1.00000000000000000001",
                "1E+2",
                "99.5",
                "-0.5",
                "NaN",
                "Infinity",
                "-Infinity",
                "1.0E-5"))
        .containsExactly(
            "-Infinity",
            "-0.5",
            "1.0E-5",
            "1.00000000000000000001",
            "1.00000000000000000002",
            "99.5",
            "1E+2",
            "Infinity",
            "NaN");
  }

  @Test
  void what_no_number_can_be_that_large_is_none() {
    assertThat(sorted(true, "0", "1e99999999999", "2", "-1e-99999999999"))
        .containsExactly("2", "1e99999999999", "-1e-99999999999");
  }

  @Test
  void nulls_come_last_either_way_and_equal_rows_stay_in_their_order() {
    assertThat(sorted(true, "0", null, "2", "1")).containsExactly("1", "2", null);
    assertThat(sorted(true, "-0", null, "2", "1")).containsExactly("2", "1", null);
    assertThat(sorted(true, "-0", "1.0", "1.00", "1")).containsExactly("1.0", "1.00", "1");
  }

  @Test
  void texts_sort_without_case_and_accents_and_numbers_in_them_by_value() {
    assertThat(sorted(false, "0", "b10", "B9", "ä", "z", "a2", "a", "b9", "b007"))
        .containsExactly("a", "ä", "a2", "b007", "B9", "b9", "b10", "z");
  }

  @Test
  void a_column_that_is_not_there_is_no_order() {
    assertThat(GridOrder.of(null)).isNull();
    assertThat(GridOrder.of("x")).isNull();
    assertThat(GridOrder.of("1; drop")).isNull();
    assertThat(sorted(true, "7", "2", "1")).containsExactly("2", "1");
  }
}
