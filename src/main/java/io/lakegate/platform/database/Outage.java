package io.lakegate.platform.database;

import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;

/**
 * Tells a database that is away, or has no room to write, from a fault of ours: the first passes by
 * itself, and whoever asked may try again.
 */
public final class Outage {
  /**
   * Classes of SQLSTATE: no connection, no resources (such as disk space), ended by an operator,
   * input or output failed.
   */
  private static final List<String> STATES = List.of("08", "53", "57P", "58");

  /** A PostgreSQL server that has become a standby takes no changes. */
  private static final String READ_ONLY = "25006";

  /**
   * H2: the file cannot be opened, read or written (90020, 90028, 90031), or the database was
   * closed after such a failure (90098, 90121).
   */
  private static final Set<Integer> H2_CODES = Set.of(90020, 90028, 90031, 90098, 90121);

  /** Beginnings of class names: the drivers and the pool have class loaders of their own. */
  private static final List<String> CAUSES =
      List.of("org.h2.mvstore.MVStoreException", "jakarta.resource.");

  private static final int MAX_DEPTH = 50;

  private Outage() {}

  /** Whether the database's absence is among the causes. */
  public static boolean isBehind(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (isOne(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isOne(Throwable cause) {
    // The transaction manager says no more than this when the commit itself fails.
    return cause instanceof SystemException
        || CAUSES.stream().anyMatch(cause.getClass().getName()::startsWith)
        || (cause instanceof SQLException sql && isOne(sql));
  }

  private static boolean isOne(SQLException sql) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    return sql instanceof SQLNonTransientConnectionException
        || sql instanceof SQLTransientConnectionException
        || sql instanceof SQLRecoverableException
        || state.equals(READ_ONLY)
        || STATES.stream().anyMatch(state::startsWith)
        || H2_CODES.contains(sql.getErrorCode());
  }
}
