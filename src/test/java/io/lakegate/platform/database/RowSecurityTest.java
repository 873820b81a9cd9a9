package io.lakegate.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second wall between tenants, for the day a query forgets the first. */
class RowSecurityTest {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  private static final TenantId GLOBEX = new TenantId(new UUID(0x91, 2));

  private final DataSource owner = TestDatabase.POSTGRESQL.dataSource();
  private DataSource portal;

  @BeforeEach
  void twoTenantsWithAWorkspaceEach() throws SQLException {
    TestDatabase.POSTGRESQL.clear();
    portal = TestDatabase.POSTGRESQL.ofThePortal(owner);
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      for (TenantId tenant : List.of(ACME, GLOBEX)) {
        statement.execute(
            "insert into tenant (id, version, slug, name, created_at) values ('%s', 0, '%s', 'x', now())"
                .formatted(tenant, tenant.equals(ACME) ? "acme" : "globex"));
        statement.execute(insertInto(tenant));
      }
    }
  }

  private static String insertInto(TenantId tenant) {
    return "insert into workspace (id, tenant_id, version, name, kind, credential_type,"
        + " request_timeout) values (gen_random_uuid(), '%s', 0, '%s', 'FABRIC', 'NONE', 1)"
            .formatted(tenant, UUID.randomUUID());
  }

  /** As the portal's own user, with what a transaction of it may see. */
  private List<String> tenants(VisibleRows rows) throws SQLException {
    try (Connection connection = portal.getConnection()) {
      connection.setAutoCommit(false);
      if (rows != null) {
        rows.apply(connection);
      }
      return column(connection, "select tenant_id from workspace");
    }
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        values.add(found.getString(1));
      }
    }
    return values;
  }

  @Test
  void a_query_without_a_tenant_sees_nothing() throws SQLException {
    assertThat(tenants(null)).isEmpty();
    assertThat(tenants(VisibleRows.none())).isEmpty();
  }

  @Test
  void a_query_that_forgets_the_tenant_sees_its_own_rows_only() throws SQLException {
    assertThat(tenants(new VisibleRows(ACME, false))).containsExactly(ACME.toString());
    assertThat(tenants(new VisibleRows(GLOBEX, false))).containsExactly(GLOBEX.toString());
  }

  @Test
  void a_sweep_that_says_so_sees_everything() throws SQLException {
    assertThat(tenants(new VisibleRows(null, true)))
        .containsExactlyInAnyOrder(ACME.toString(), GLOBEX.toString());
  }

  @Test
  void what_was_set_is_over_with_the_transaction() throws SQLException {
    try (Connection connection = portal.getConnection()) {
      connection.setAutoCommit(false);
      new VisibleRows(ACME, false).apply(connection);
      connection.commit();

      assertThat(column(connection, "select id from workspace")).isEmpty();
    }
  }

  @Test
  void a_transaction_of_a_portal_that_stands_still_locks_nothing_for_long() throws SQLException {
    try (Connection connection = portal.getConnection()) {
      connection.setAutoCommit(false);
      new VisibleRows(ACME, false).apply(connection);

      assertThat(column(connection, "show idle_in_transaction_session_timeout"))
          .containsExactly("5s");
      connection.commit();
      assertThat(column(connection, "show idle_in_transaction_session_timeout"))
          .containsExactly("0");
    }
  }

  @Test
  void nothing_is_written_for_another_tenant() throws SQLException {
    try (Connection connection = portal.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      new VisibleRows(ACME, false).apply(connection);

      assertThat(statement.executeUpdate("update workspace set name = 'taken'")).isEqualTo(1);
      assertThatThrownBy(() -> statement.execute(insertInto(GLOBEX)))
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void every_table_that_knows_its_tenant_is_behind_it() throws SQLException {
    try (Connection connection = owner.getConnection()) {
      List<String> open =
          column(
              connection,
              "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                  + " where a.attname = 'tenant_id' and c.relkind in ('r', 'p')"
                  + " and not (c.relrowsecurity and c.relforcerowsecurity)");

      assertThat(open).isEmpty();
    }
  }

  @Test
  void the_portals_user_cannot_take_it_away() throws SQLException {
    try (Connection connection = portal.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> statement.execute("alter table workspace disable row level security"))
          .hasMessageContaining("must be owner");
      assertThatThrownBy(() -> statement.execute("drop policy tenant on workspace"))
          .hasMessageContaining("must be owner");
      assertThat(
              column(
                  connection,
                  "select rolname from pg_roles where rolname = current_user"
                      + " and (rolsuper or rolbypassrls)"))
          .isEmpty();
    }
  }

  @Test
  void the_search_compares_the_tenant_by_itself() throws SQLException {
    String search =
        "select * from statement_search('%%', null, null, null, null, null, null, null, null, null,"
            + " null, null, null, 10)";
    UUID ours = statement(ACME);
    statement(GLOBEX);
    try (Connection connection = portal.getConnection()) {
      connection.setAutoCommit(false);
      List<String> withoutTenant = column(connection, search);
      new VisibleRows(ACME, false).apply(connection);

      assertThat(withoutTenant).isEmpty();
      assertThat(column(connection, search)).containsExactly(ours.toString());
    }
  }

  @Test
  void it_holds_as_well_where_one_user_owns_the_schema_and_works_with_it() throws SQLException {
    String url;
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database of_one_user owner lakegate");
      url = connection.getMetaData().getURL().replaceFirst("/postgres\\b", "/of_one_user");
    }
    Migrations.scripts(url).dataSource(url, "lakegate", "").load().migrate();
    try (Connection connection = LakegateDataSource.connect(url, "lakegate", "");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "insert into tenant (id, version, slug, name, created_at) values ('%s', 0, 'a', 'x', now())"
              .formatted(ACME));
      new VisibleRows(ACME, false).apply(connection);
      statement.execute(insertInto(ACME));
      connection.commit();

      assertThat(column(connection, "select id from workspace")).isEmpty();
      new VisibleRows(ACME, false).apply(connection);
      assertThat(column(connection, "select id from workspace")).hasSize(1);
    }
  }

  private UUID statement(TenantId tenant) throws SQLException {
    UUID id = UUID.randomUUID();
    try (Connection connection = owner.getConnection();
        PreparedStatement session =
            connection.prepareStatement(
                "insert into session (id, tenant_id, version, workspace_id, workspace_name,"
                    + " profile_id, profile_name, profile_snapshot, launch_request, kind, owner_id,"
                    + " owner_name, name, remote_name, state, idle_timeout, max_lifetime,"
                    + " created_at, launch_attempts, last_activity_at, last_number)"
                    + " values (?, ?, 0, ?, 'w', ?, 'p', '{}', '{}', 'sql', ?, 'o', 'n', ?, 'IDLE',"
                    + " 1, 1, now(), 0, now(), 1)");
        PreparedStatement statement =
            connection.prepareStatement(
                "insert into statement (id, tenant_id, version, session_id, workspace_id,"
                    + " profile_id, profile_name, session_name, number, code, first_line, kind,"
                    + " startup, state, progress, submitted_by, submitted_by_name, ran_as,"
                    + " submitted_at, known_remote_id, send_attempts, has_output)"
                    + " values (?, ?, 0, ?, ?, ?, 'p', 's', 1, 'select 1', 'select 1', 'sql',"
                    + " false, 'WAITING', 0, ?, 'o', 'o', now(), 0, 0, false)")) {
      session.setObject(1, id);
      session.setObject(2, tenant.value());
      session.setObject(3, id);
      session.setObject(4, id);
      session.setObject(5, id);
      session.setString(6, id.toString());
      session.executeUpdate();
      for (int i = 1; i <= 6; i++) {
        statement.setObject(i, i == 2 ? tenant.value() : id);
      }
      statement.executeUpdate();
    }
    return id;
  }
}
