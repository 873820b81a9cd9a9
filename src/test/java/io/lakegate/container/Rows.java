package io.lakegate.container;

import io.lakegate.platform.database.LakegateDataSource;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The tables behind the services' back: as another node sees and changes them, or a thief. */
@ApplicationScoped
public class Rows {
  @Resource(lookup = "java:app/jdbc/lakegate")
  DataSource dataSource;

  /** In the transaction that is open, if one is. */
  long count(String table, TenantId tenant) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      String sql = "select count(*) from " + table + " where tenant_id = ?";
      return ((Number) value(connection, sql, tenant.value())).longValue();
    }
  }

  /** The first column of the only row, as everybody else sees it: without what is uncommitted. */
  Object committed(String sql, Object... parameters) throws SQLException {
    try (Connection connection = new LakegateDataSource().getConnection()) {
      return value(connection, sql, parameters);
    }
  }

  void change(String sql, Object... parameters) throws SQLException {
    try (Connection connection = new LakegateDataSource().getConnection();
        PreparedStatement statement = prepared(connection, sql, parameters)) {
      statement.executeUpdate();
    }
  }

  /** All rows of all tables, as a backup would hold them. */
  String backup() throws SQLException {
    StringBuilder script = new StringBuilder();
    try (Connection connection = new LakegateDataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement("script");
        ResultSet lines = statement.executeQuery()) {
      while (lines.next()) {
        script.append(lines.getString(1)).append('\n');
      }
    }
    return script.toString();
  }

  private static Object value(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("No row: " + sql);
      }
      return row.getObject(1);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int at = 0; at < parameters.length; at++) {
      statement.setObject(at + 1, parameters[at]);
    }
    return statement;
  }
}
