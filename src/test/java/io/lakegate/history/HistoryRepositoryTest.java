package io.lakegate.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Reach;
import io.lakegate.session.Statement;
import io.lakegate.session.StoredSessions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryRepositoryTest extends RepositoryTest {
  private StoredSessions stored;
  private HistoryRepository history;
  private UUID session;

  @BeforeEach
  void start() {
    stored = new StoredSessions(database, ACME);
    history = database.repository(HistoryRepository.class);
    session = stored.ready();
    stored.submit(session, "select 'Needle'");
  }

  private List<Statement> history(String text) {
    StatementFilter filter =
        new StatementFilter(text, null, null, null, null, null, null, null, null, null);
    return history.list(ACME, Reach.all(), filter, null, 10);
  }

  @Test
  void another_tenants_statements_are_not_listed() {
    assertThat(history.list(GLOBEX, Reach.all(), StatementFilter.any(), null, 10)).isEmpty();
    assertThat(history.listRows(GLOBEX, Reach.all(), StatementFilter.any(), null, 10)).isEmpty();
    assertThat(history.list(ACME, Reach.all(), StatementFilter.any(), null, 10)).hasSize(1);
    assertThat(history.listRows(ACME, Reach.all(), StatementFilter.any(), null, 10)).hasSize(1);
  }

  @Test
  void a_part_of_the_code_is_found_in_any_case_and_wildcards_are_taken_literally() {
    stored.submit(session, "select '100%_!'");

    assertThat(history("nEEdle")).hasSize(1);
    assertThat(history("100%_!")).hasSize(1);
    assertThat(history("1%!")).isEmpty();
    assertThat(history("___")).isEmpty();
    assertThat(history("%%%")).isEmpty();
  }
}
