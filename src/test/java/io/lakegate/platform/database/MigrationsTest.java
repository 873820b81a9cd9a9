package io.lakegate.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.security.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /** The tenants themselves, and what is the installation's and nobody's. */
  private static final Set<String> NO_TENANTS =
      Set.of("tenant", "installation", "signing_key", "flyway_schema_history");

  /** Ids and times only: who looks after what, and when next. They go with what they name. */
  private static final Set<String> LEASES = Set.of("work_lease");

  /** Read by the id of the statement or session they are a part of, with the tenant beside it. */
  private static final Set<String> PARTS = Set.of("statement_output", "session_log");

  @ParameterizedTest
  @ValueSource(strings = {"common", "h2", "postgresql"})
  void scripts_are_numbered_and_say_what_they_bring(String folder) {
    assertThat(scripts(folder))
        .isNotEmpty()
        .allMatch(name -> name.matches("V\\d{3}__[a-z0-9]+(_[a-z0-9]+)*\\.sql"));
  }

  @Test
  void both_databases_have_their_version_of_the_same_scripts() {
    assertThat(scripts("h2")).containsExactlyElementsOf(scripts("postgresql"));
  }

  @Test
  void no_version_is_taken_twice() {
    assertThat(Stream.concat(scripts("common").stream(), scripts("h2").stream()))
        .extracting(name -> name.substring(0, name.indexOf("__")))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void every_row_says_whose_it_is(TestDatabase database) throws SQLException {
    assertThat(tenantTables(database))
        .hasSizeGreaterThan(10)
        .allSatisfy(table -> assertThat(required(database, table)).as(table).contains("tenant_id"));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void no_row_is_of_a_tenant_that_is_not_there(TestDatabase database) throws SQLException {
    assertThat(tenantTables(database))
        .filteredOn(table -> !LEASES.contains(table))
        .allSatisfy(
            table ->
                assertThat(references(database, table))
                    .as(table)
                    .contains(new Reference("tenant", List.of("tenant_id"))));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void what_belongs_to_a_tenant_is_found_by_tenant(TestDatabase database) throws SQLException {
    assertThat(tenantTables(database))
        .filteredOn(table -> !LEASES.contains(table) && !PARTS.contains(table))
        .allSatisfy(table -> assertThat(indexed(database, table)).as(table).contains("tenant_id"));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void the_catalogue_cannot_refer_to_another_tenants_rows(TestDatabase database)
      throws SQLException {
    List<Reference> references = new ArrayList<>();
    for (String table : List.of("lakehouse", "environment", "session_profile")) {
      references.addAll(references(database, table));
    }

    assertThat(references)
        .filteredOn(reference -> !reference.to().equals("tenant"))
        .hasSizeGreaterThanOrEqualTo(5)
        .allMatch(reference -> reference.columns().get(0).equals("tenant_id"));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void what_runs_while_the_portal_is_replaced_by_a_newer_one_goes_on(TestDatabase database)
      throws SQLException {
    DataSource portal = database.another("replaced");
    FluentConfiguration scripts = Migrations.scripts(database.url()).dataSource(portal);
    scripts.target("031").load().migrate();
    try (Connection connection = portal.getConnection();
        Statement rows = connection.createStatement()) {
      rows.execute(
          "insert into tenant (id, version, slug, name, created_at) values ("
              + ID.formatted(1)
              + ", 0, 'acme', 'Acme', current_timestamp)");
      session(rows, 2);
      statement(rows, 2, 1, "AVAILABLE", "'9'");
      statement(rows, 2, 2, "AVAILABLE", "'10'");
      statement(rows, 2, 3, "RUNNING", "'not a number'");
      statement(rows, 2, 4, "WAITING", "null");
      session(rows, 3);
      rows.execute(
          "insert into session_lease (session_id, tenant_id, due_at, node, leased_until) values ("
              + (ID + ", " + ID).formatted(2, 1)
              + ", timestamp with time zone '2026-11-22 08:00:30+00', 'old node',"
              + " timestamp with time zone '2026-11-22 08:00:30+00')");
      rows.execute(
          "insert into workspace_radar (workspace_id, tenant_id, due_at) values ("
              + (ID + ", " + ID).formatted(1, 1)
              + ", timestamp with time zone '2026-11-22 08:01:00+00')");
    }

    scripts.target("latest").load().migrate();

    try (Connection connection = portal.getConnection()) {
      assertThat(leases(connection))
          .containsExactly(
              "session " + ID.formatted(2) + " old node 2026-11-22T08:00:30Z",
              "workspace " + ID.formatted(1) + " null 2026-11-22T08:01:00Z");
      assertThat(column(connection, "select unended_number from statement order by number"))
          .containsExactly(null, null, 3L, 4L);
      assertThat(column(connection, "select newest_remote_statement from session order by id"))
          .containsExactly(10L, -1L);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void groups_and_their_roles_are_found_as_before_once_their_names_may_be_long(
      TestDatabase database) throws SQLException {
    DataSource portal = database.another("grouped");
    FluentConfiguration scripts = Migrations.scripts(database.url()).dataSource(portal);
    scripts.target("049").load().migrate();
    String group = "CN=Änalysts\\, 日本";
    try (Connection connection = portal.getConnection();
        Statement rows = connection.createStatement()) {
      rows.execute(
          "insert into tenant (id, version, slug, name, created_at) values ("
              + ID.formatted(1)
              + ", 0, 'acme', 'Acme', current_timestamp)");
      rows.execute(
          "insert into person (id, tenant_id, version, user_name, password_generated, created_at)"
              + " values ("
              + (ID + ", " + ID).formatted(2, 1)
              + ", 0, 'ada', false, current_timestamp)");
      rows.execute(
          "insert into person_group (id, tenant_id, version, person_id, group_id) values ("
              + (ID + ", " + ID + ", 0, " + ID).formatted(3, 1, 2)
              + ", '"
              + group
              + "')");
      rows.execute(
          "insert into group_role (id, tenant_id, version, group_id, group_name, role, scope)"
              + " values ("
              + (ID + ", " + ID).formatted(4, 1)
              + ", 0, '"
              + group
              + "', 'Analysts', 'EDITORS', '')");
    }

    scripts.target("latest").load().migrate();

    try (Connection connection = portal.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select g.group_key, r.group_key, g.group_id from person_group g, group_role r")) {
      assertThat(rows.next()).isTrue();
      assertThat(List.of(rows.getString(1), rows.getString(2))).containsOnly(Digests.sha256(group));
      assertThat(rows.getString(3)).isEqualTo(group);
      assertThat(rows.next()).isFalse();
    }
  }

  private static final String ID = "'00000000-0000-0000-0000-%012d'";

  private static void session(Statement rows, int id) throws SQLException {
    rows.execute(
        "insert into session (id, tenant_id, version, workspace_id, workspace_name, profile_id,"
            + " profile_name, profile_snapshot, launch_request, kind, owner_id, owner_name, name,"
            + " remote_name, state, idle_timeout, max_lifetime, created_at, launch_attempts,"
            + " last_activity_at, last_number) values ("
            + ID.formatted(id)
            + ", "
            + (ID + ", 0, " + ID + ", 'w', " + ID + ", 'p', '{}', '{}', 'sql', " + ID)
                .formatted(1, 1, 1, 1)
            + ", 'ada', 's', 'remote-"
            + id
            + "', 'IDLE', 1, 1, current_timestamp, 1, current_timestamp, 4)");
  }

  private static void statement(
      Statement rows, int session, int number, String state, String remoteId) throws SQLException {
    rows.execute(
        "insert into statement (id, tenant_id, version, session_id, workspace_id, profile_id,"
            + " profile_name, session_name, number, code, first_line, kind, startup, state,"
            + " progress, submitted_by, submitted_by_name, ran_as, submitted_at, known_remote_id,"
            + " send_attempts, remote_id, has_output) values ("
            + (ID + ", " + ID + ", 0, " + ID + ", " + ID + ", " + ID)
                .formatted(100 + number, 1, session, 1, 1)
            + ", 'p', 's', "
            + number
            + ", '1', '1', 'sql', false, '"
            + state
            + "', 0, "
            + ID.formatted(1)
            + ", 'ada', 'ada', current_timestamp, -1, 1, "
            + remoteId
            + ", false)");
  }

  private static List<String> leases(Connection connection) throws SQLException {
    List<String> leases = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select kind, id, node, due_at from work_lease order by kind")) {
      while (rows.next()) {
        leases.add(
            "%s '%s' %s %s"
                .formatted(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getTimestamp(4).toInstant()));
      }
    }
    return leases;
  }

  private static List<Long> column(Connection connection, String sql) throws SQLException {
    List<Long> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        long value = rows.getLong(1);
        values.add(rows.wasNull() ? null : Long.valueOf(value));
      }
    }
    return values;
  }

  private record Reference(String to, List<String> columns) {}

  private interface Question {
    ResultSet ask(DatabaseMetaData about, Connection connection) throws SQLException;
  }

  private interface Answer<T> {
    T of(ResultSet row) throws SQLException;
  }

  private static <T> List<T> read(TestDatabase database, Question question, Answer<T> answer)
      throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        ResultSet rows = question.ask(connection.getMetaData(), connection)) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(answer.of(rows));
      }
      return read;
    }
  }

  private static List<String> tenantTables(TestDatabase database) throws SQLException {
    String[] types = {"TABLE", "BASE TABLE"};
    return read(
            database,
            (about, connection) -> about.getTables(null, connection.getSchema(), "%", types),
            row -> lower(row, "TABLE_NAME"))
        .stream()
        .filter(table -> !NO_TENANTS.contains(table))
        .toList();
  }

  private static List<String> required(TestDatabase database, String table) throws SQLException {
    return read(
            database,
            (about, connection) ->
                about.getColumns(null, connection.getSchema(), spelt(about, table), "%"),
            row ->
                row.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                    ? lower(row, "COLUMN_NAME")
                    : "")
        .stream()
        .filter(column -> !column.isEmpty())
        .toList();
  }

  private static List<Reference> references(TestDatabase database, String table)
      throws SQLException {
    Map<String, Reference> references = new LinkedHashMap<>();
    read(
        database,
        (about, connection) ->
            about.getImportedKeys(null, connection.getSchema(), spelt(about, table)),
        row ->
            references
                .computeIfAbsent(
                    row.getString("FK_NAME"),
                    name -> new Reference(lower(row, "PKTABLE_NAME"), new ArrayList<>()))
                .columns()
                .add(lower(row, "FKCOLUMN_NAME")));
    return List.copyOf(references.values());
  }

  /** The first column of each of its indexes. */
  private static List<String> indexed(TestDatabase database, String table) throws SQLException {
    return read(
            database,
            (about, connection) ->
                about.getIndexInfo(null, connection.getSchema(), spelt(about, table), false, false),
            row -> row.getShort("ORDINAL_POSITION") == 1 ? lower(row, "COLUMN_NAME") : "")
        .stream()
        .filter(column -> !column.isEmpty())
        .toList();
  }

  private static String spelt(DatabaseMetaData about, String table) throws SQLException {
    return about.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
  }

  private static String lower(ResultSet row, String column) {
    try {
      return row.getString(column).toLowerCase(Locale.ROOT);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> scripts(String folder) {
    try (Stream<Path> files = Files.list(MIGRATIONS.resolve(folder))) {
      // Flyway's name for what is done after every migration; it has no version.
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("afterMigrate.sql"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
