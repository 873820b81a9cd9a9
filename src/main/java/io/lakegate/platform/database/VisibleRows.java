package io.lakegate.platform.database;

import io.lakegate.platform.tenancy.TenantId;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The rows that a transaction may see, as the policies of {@code afterMigrate.sql} read it from two
 * settings that end with the transaction.
 *
 * @param tenant null = nobody's
 * @param across everybody's
 */
record VisibleRows(TenantId tenant, boolean across) {

  /**
   * A transaction in which a portal says nothing for so long is ended by the database: the rows
   * that a frozen portal has locked would stop all others. Shorter than a lease.
   */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(5);

  /**
   * Returns the rows that a repository's method may see; null if it says nothing, and the present
   * settings stay.
   */
  static VisibleRows of(Method method, Object[] parameters) {
    if (method.isAnnotationPresent(AcrossTenants.class)) {
      return new VisibleRows(null, true);
    }
    return parameters.length > 0 && parameters[0] instanceof TenantId tenant
        ? new VisibleRows(tenant, false)
        : null;
  }

  static VisibleRows none() {
    return new VisibleRows(null, false);
  }

  /**
   * @param connection of a transaction that has begun
   */
  void apply(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select set_config('lakegate.tenant', ?, true),"
                + " set_config('lakegate.across_tenants', ?, true),"
                + " set_config('idle_in_transaction_session_timeout', '"
                + MAX_SILENCE.toMillis()
                + "', true)")) {
      statement.setString(1, tenant == null ? "" : tenant.toString());
      statement.setString(2, across ? "on" : "");
      statement.execute();
    }
  }
}
