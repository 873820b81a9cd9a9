package io.lakegate.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
  private static final List<Grid.Column> COLUMNS =
      List.of(new Grid.Column("id", "int", true), new Grid.Column("text, quoted", "string", false));

  @ParameterizedTest
  @CsvSource({"1.5, 2, 1", "12, 2, 3", "-3.25, 2, 0", "Infinity, 2, 0", "1E+10, 2, 0", "7, 0, 0"})
  void numbers_end_with_the_room_for_the_digits_they_lack(String cell, int decimals, int spaces) {
    assertThat(GridComponent.aligned(cell, decimals))
        .startsWith(cell)
        .hasSize(cell.length() + spaces);
  }

  @Test
  void a_very_wide_table_shows_fewer_rows() {
    List<Grid.Column> wide = Collections.nCopies(1000, new Grid.Column("c", "string", false));
    Grid grid = new Grid(wide, Collections.nCopies(500, List.of("x")));

    assertThat(GridComponent.shownRows(grid)).isEqualTo(100);
    assertThat(GridComponent.shownRows(new Grid(COLUMNS, List.of()))).isZero();
  }

  @Test
  void a_table_has_its_columns_names_first() {
    Grid grid =
        new Grid(
            List.of(new Grid.Column("id", "int", true), new Grid.Column("a, b", "string", false)),
            List.of(List.of("-7", "x"), Arrays.asList("8", null)));

    assertThat(grid.csv()).isEqualTo("id,\"a, b\"\r\n-7,x\r\n8,\r\n");
  }

  @Test
  void a_short_row_has_as_many_cells_as_there_are_columns() {
    Grid.Column a = new Grid.Column("a", "string", false);

    assertThat(new Grid(List.of(a, a), List.of(List.of("1"))).csv()).isEqualTo("a,a\r\n1,\r\n");
  }
}
