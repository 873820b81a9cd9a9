package io.lakegate.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.session.Statement;
import io.lakegate.session.StoredSessions;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementItemTest extends RepositoryTest {
  private StoredSessions stored;
  private UUID session;

  @BeforeEach
  void start() {
    stored = new StoredSessions(database, ACME);
    session = stored.ready();
  }

  @Test
  void a_waiting_statement_says_by_its_number_behind_which_one_it_waits() throws Exception {
    Statement first = stored.submit(session, "1");
    Statement second = stored.submit(session, "2");
    StatementItem waiting =
        new StatementItem(
            second, null, first, stored.session(session), true, stored.clock.instant());
    String page =
        Files.readString(Path.of("src/main/webapp/WEB-INF/includes/console-statement.xhtml"));
    Matcher shown =
        Pattern.compile("text\\['console.behind'\\]} #\\{item\\.(\\w+)}\\.").matcher(page);

    assertThat(shown.find()).isTrue();
    assertThat(read(waiting, shown.group(1))).isEqualTo(first.getNumber());
    assertThat(waiting.isBehindAnother()).isTrue();
  }

  /** As an expression of a page does. */
  private static Object read(StatementItem item, String property) throws Exception {
    for (PropertyDescriptor each :
        Introspector.getBeanInfo(StatementItem.class).getPropertyDescriptors()) {
      if (each.getName().equals(property)) {
        return each.getReadMethod().invoke(item);
      }
    }
    throw new NoSuchFieldException(property);
  }

  @Test
  void a_statement_says_behind_which_one_it_waits() {
    Statement first = stored.submit(session, "first");
    Statement second = stored.submit(session, "second");

    StatementItem item =
        new StatementItem(
            second, null, first, stored.session(session), true, stored.clock.instant());

    assertThat(item.isBehindAnother()).isTrue();
    assertThat(item.getPresentNumber()).isEqualTo(first.getNumber());
    assertThat(item.isBeforeReady()).isFalse();
  }
}
