package io.lakegate.platform.database;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Stands inside the transaction of a repository's method and says whose rows it may see. Once a
 * transaction: the calls that join it mean the same tenant, or say theirs and give it back.
 */
@WithinTenant
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class VisibleRowsInterceptor {
  /** Read once: it is asked at every call. */
  private static final boolean POSTGRESQL = LakegateDataSource.isPostgreSql();

  /** Hands out the connection of the present transaction, which EclipseLink works on. */
  @Resource(lookup = "java:app/jdbc/lakegate")
  DataSource dataSource;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry transaction;

  @AroundInvoke
  Object around(InvocationContext call) throws Exception {
    VisibleRows wanted = POSTGRESQL ? VisibleRows.of(call.getMethod(), call.getParameters()) : null;
    VisibleRows present = wanted == null ? null : present();
    if (wanted == null || wanted.equals(present)) {
      return call.proceed();
    }
    apply(wanted);
    Object result = call.proceed();
    // After an exception the transaction is over, and so is what it saw.
    if (present != null) {
      apply(present);
    }
    return result;
  }

  private VisibleRows present() {
    return (VisibleRows) transaction.getResource(VisibleRows.class);
  }

  private void apply(VisibleRows rows) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      rows.apply(connection);
    }
    transaction.putResource(VisibleRows.class, rows);
  }
}
