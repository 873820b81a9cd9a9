package io.lakegate.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  @TempDir Path directory;

  @BeforeEach
  void mount() {
    FullDisk.mount();
  }

  @AfterEach
  void makeRoom() {
    FullDisk.fill(false);
  }

  private Connection open() throws SQLException {
    return LakegateDataSource.connect(
        "jdbc:h2:full:" + directory.resolve("db") + LakegateDataSource.H2_OPTIONS, "lakegate", "");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  @SuppressWarnings("try") // H2 refuses to close connections of a database that failed.
  void is_behind_each_failure_of_h2_on_a_full_disk() throws SQLException {
    Connection first = open();
    Connection second = open();
    run(first, "create table kept (id int)");
    FullDisk.fill(true);

    Throwable writing = catchThrowable(() -> run(first, "insert into kept values (1)"));
    Throwable again = catchThrowable(() -> run(first, "select 1"));
    Throwable elsewhere = catchThrowable(() -> run(second, "select count(*) from kept"));

    assertThat(new Throwable[] {writing, again, elsewhere})
        .allSatisfy(thrown -> assertThat(Outage.isBehind(thrown)).isTrue());
  }

  @Test
  @SuppressWarnings("try")
  void leaves_a_database_that_new_connections_can_read_at_once_and_write_when_there_is_room()
      throws SQLException {
    Connection broken = open();
    run(broken, "create table kept (id int)");
    run(broken, "insert into kept values (1)");
    FullDisk.fill(true);
    assertThatThrownBy(() -> run(broken, "insert into kept values (2)"))
        .isInstanceOf(SQLException.class);

    Connection reading = open();
    try (Statement statement = reading.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from kept")) {
      count.next();
      assertThat(count.getInt(1)).isEqualTo(1);
    }
    FullDisk.fill(false);
    run(open(), "insert into kept values (3)");
  }

  @Test
  @SuppressWarnings("try")
  void is_not_seen_by_h2s_own_check_of_a_connection_so_the_pool_must_ask_the_database()
      throws SQLException {
    Connection connection = open();
    run(connection, "create table kept (id int)");
    FullDisk.fill(true);
    assertThatThrownBy(() -> run(connection, "insert into kept values (1)"))
        .isInstanceOf(SQLException.class);

    assertThat(connection.isValid(1)).isTrue();
    assertThatThrownBy(() -> run(connection, "select 1")).isInstanceOf(SQLException.class);
  }

  @Test
  @SuppressWarnings("try")
  void fills_no_trace_file_on_the_disk_that_is_full() throws SQLException {
    Connection connection = open();
    run(connection, "create table kept (id int)");
    FullDisk.fill(true);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> run(connection, "insert into kept values (1)"))
          .isInstanceOf(SQLException.class);
    }

    assertThat(directory.resolve("db.trace.db")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "08001", "53100", "53300", "57P01", "57P03", "58030", "25006"})
  void is_behind_a_postgresql_that_is_away_or_takes_no_changes(String state) {
    assertThat(Outage.isBehind(new PersistenceException(new SQLException("no", state)))).isTrue();
  }

  @Test
  void is_behind_a_commit_that_the_transaction_manager_could_not_finish() {
    assertThat(
            Outage.isBehind(
                new jakarta.transaction.TransactionalException(
                    "no", new jakarta.transaction.SystemException("no"))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "22001", "40001", "42P01", "57014", "HY000"})
  void is_not_behind_what_a_query_did_wrong(String state) {
    assertThat(Outage.isBehind(new PersistenceException(new SQLException("no", state)))).isFalse();
  }

  @Test
  void is_not_behind_other_failures() {
    assertThat(Outage.isBehind(null)).isFalse();
    assertThat(Outage.isBehind(new IllegalStateException(new IOException("no")))).isFalse();
  }

  @Test
  void is_found_in_causes_that_never_end() {
    RuntimeException first = new RuntimeException();
    first.initCause(new RuntimeException(first));

    assertThat(Outage.isBehind(first)).isFalse();
  }
}
