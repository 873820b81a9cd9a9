package io.lakegate.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Reach;
import io.lakegate.session.Statement;
import io.lakegate.session.StoredSessions;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The query of the history's rows, their record and their columns agree. */
class HistoryRowTest extends RepositoryTest {
  @Test
  void each_component_is_what_the_statement_calls_by_that_name() throws Exception {
    StoredSessions stored = new StoredSessions(database, ACME);
    Statement statement = stored.submit(stored.ready(), "select 1");
    stored.clock.passes(Duration.ofSeconds(2));
    stored.accept(statement);
    stored.clock.passes(Duration.ofSeconds(3));
    stored.end(statement, "{}");

    HistoryRow row =
        database
            .repository(HistoryRepository.class)
            .listRows(ACME, Reach.all(), StatementFilter.any(), null, 10)
            .get(0);

    Statement expected = stored.statement(statement.getId());
    for (RecordComponent component : HistoryRow.class.getRecordComponents()) {
      String name = component.getName();
      String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      assertThat(component.getAccessor().invoke(row))
          .as(name)
          .isNotNull()
          .isEqualTo(Statement.class.getMethod(getter).invoke(expected));
    }
    assertThat(row.duration()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void a_row_that_still_runs_has_no_duration() {
    StoredSessions stored = new StoredSessions(database, ACME);
    stored.submit(stored.ready(), "select 1");

    List<HistoryRow> rows =
        database
            .repository(HistoryRepository.class)
            .listRows(ACME, Reach.all(), StatementFilter.any(), null, 10);

    assertThat(rows).singleElement().extracting(HistoryRow::duration).isNull();
  }
}
