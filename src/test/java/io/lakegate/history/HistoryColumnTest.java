package io.lakegate.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.web.Markup;
import io.lakegate.platform.web.Markups;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HistoryColumnTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final UUID ID = new UUID(1, 7);

  private static HistoryRow row(Instant completedAt) {
    return new HistoryRow(
        ID,
        "connect(password = \"canary\")",
        "pyspark",
        StatementState.AVAILABLE,
        Statement.Outcome.OK,
        NOON,
        completedAt,
        "ada",
        "nightly",
        NOON);
  }

  private static String written(HistoryRow row) {
    Markup out = Markups.ofAcme();
    row.write(out);
    return out.toString();
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(each -> each.group(1)).toList();
  }

  @Test
  void each_cell_is_labelled_as_the_head_above_it() {
    Markup head = Markups.ofAcme();
    List.of(HistoryColumn.values()).forEach(column -> column.write(head));

    assertThat(found("<th scope=\"col\"[^>]*>([^<]+)</th>", head.toString()))
        .hasSize(HistoryColumn.values().length)
        .isEqualTo(found("data-label=\"([^\"]+)\"", written(row(NOON))));
  }

  @Test
  void the_first_cell_names_the_row_and_leads_to_the_statement_without_its_secrets() {
    assertThat(written(row(NOON)))
        .startsWith("<tr><th scope=\"row\"")
        .contains("href=\"/acme/history/" + ID + "\"")
        .doesNotContain("canary");
  }

  @Test
  void a_statement_that_still_runs_shows_no_duration() {
    assertThat(written(row(NOON.plusSeconds(5)))).contains("datetime=\"PT5S\"");
    assertThat(written(row(null))).doesNotContain("datetime=\"PT");
  }
}
