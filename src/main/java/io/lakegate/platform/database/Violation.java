package io.lakegate.platform.database;

import io.lakegate.platform.problem.LakegateException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rule of the schema that a write broke. A service checks first, for a better message; the
 * schema decides.
 */
public enum Violation {
  /** Another row has the same name or key. */
  DUPLICATE("23505", "23505"),
  /** A row refers to what is being deleted, or what is referred to is gone (H2: 23506). */
  REFERENCE("23503", "23506");

  private final String sqlState;
  private final String h2SqlState;

  Violation(String sqlState, String h2SqlState) {
    this.sqlState = sqlState;
    this.h2SqlState = h2SqlState;
  }

  public static boolean is(Violation violation, PersistenceException failure) {
    return of(failure).filter(violation::equals).isPresent();
  }

  /**
   * Returns the refusal that a service has for a broken rule, and the failure itself for any other.
   */
  public static RuntimeException refusal(
      PersistenceException failure, Map<Violation, Supplier<LakegateException>> refusals) {
    return of(failure).map(refusals::get).<RuntimeException>map(Supplier::get).orElse(failure);
  }

  private static Optional<Violation> of(PersistenceException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return of(sql);
      }
    }
    return Optional.empty();
  }

  /** A batch carries its reason in the exceptions chained to it. */
  private static Optional<Violation> of(SQLException first) {
    for (SQLException sql = first; sql != null; sql = sql.getNextException()) {
      for (Violation violation : values()) {
        if (violation.sqlState.equals(sql.getSQLState())
            || violation.h2SqlState.equals(sql.getSQLState())) {
          return Optional.of(violation);
        }
      }
    }
    return Optional.empty();
  }
}
