package io.lakegate.history;

import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.security.Reach;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Looks for text in code by the index that PostgreSQL uses behind its row-level security only
 * through a function ({@code V048}). H2 has no such index and needs none of this.
 */
final class StatementSearch {
  static final String CALL =
      "select * from statement_search(?1, ?2, ?3, ?4, ?5, cast(?6 as uuid), cast(?7 as uuid),"
          + " cast(?8 as uuid), cast(?9 as uuid[]), ?10, ?11, ?12, cast(?13 as uuid), ?14)";

  private StatementSearch() {}

  static boolean isServedBy(Connection connection) {
    try {
      return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a query of {@link #CALL} and returns the ids of statements of the transaction's tenant,
   * newest first.
   */
  @SuppressWarnings("unchecked")
  static List<UUID> ids(
      Query query, Reach reach, StatementFilter filter, TimeCursor after, int limit) {
    query.setParameter(1, pattern(filter.text()));
    query.setParameter(2, name(filter.state()));
    query.setParameter(3, name(filter.outcome()));
    query.setParameter(4, filter.kind());
    query.setParameter(5, filter.submittedBy());
    query.setParameter(6, text(filter.sessionId()));
    query.setParameter(7, text(filter.workspaceId()));
    query.setParameter(8, text(filter.profileId()));
    query.setParameter(9, array(reach));
    query.setParameter(10, time(filter.from()));
    query.setParameter(11, time(filter.to()));
    query.setParameter(12, after == null ? null : time(after.at()));
    query.setParameter(13, after == null ? null : text(after.id()));
    query.setParameter(14, limit);
    return query.getResultList();
  }

  /** Creates a pattern for {@code LIKE … ESCAPE '!'} on code in lower case. */
  static String pattern(String text) {
    String escaped =
        text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return "%" + escaped + "%";
  }

  private static String array(Reach reach) {
    return reach.everything()
        ? null
        : reach.workspaces().stream()
            .map(UUID::toString)
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String name(Enum<?> word) {
    return word == null ? null : word.name();
  }

  private static String text(UUID id) {
    return id == null ? null : id.toString();
  }

  private static Timestamp time(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
