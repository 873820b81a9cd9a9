package io.lakegate.platform.database;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;

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

  /**
   * Its connection is the one all queries of the transaction use from then on. One taken from the
   * data source is another: the server gives JPA a resource of its own.
   */
  @PersistenceContext EntityManager entityManager;

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
    rows.apply(entityManager.unwrap(Connection.class));
    transaction.putResource(VisibleRows.class, rows);
  }
}
