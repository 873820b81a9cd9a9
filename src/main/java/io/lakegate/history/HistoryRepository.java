package io.lakegate.history;

import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.session.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the history, newest statements first, as a filter selects it. */
@ApplicationScoped
@Transactional
@WithinTenant
class HistoryRepository {
  /** The components of {@link HistoryRow} in their order. */
  private static final String ROW =
      "new io.lakegate.history.HistoryRow(s.id, s.firstLine, s.kind, s.state, s.outcome,"
          + " s.startedAt, s.completedAt, s.submittedByName, s.sessionName, s.submittedAt)";

  @PersistenceContext EntityManager entityManager;

  /** The history: newest first, behind {@code after} when it is given. */
  List<Statement> list(
      TenantId tenant, Reach reach, StatementFilter filter, TimeCursor after, int limit) {
    return history("s", Statement.class, tenant, reach, filter, after, limit);
  }

  /** Lists as {@code list} does, but reads only what a row shows. */
  List<HistoryRow> listRows(
      TenantId tenant, Reach reach, StatementFilter filter, TimeCursor after, int limit) {
    return history(ROW, HistoryRow.class, tenant, reach, filter, after, limit);
  }

  private <T> List<T> history(
      String selected,
      Class<T> type,
      TenantId tenant,
      Reach reach,
      StatementFilter filter,
      TimeCursor after,
      int limit) {
    boolean search =
        filter.text() != null && StatementSearch.isServedBy(entityManager.unwrap(Connection.class));
    if (search) {
      Query ids = entityManager.createNativeQuery(StatementSearch.CALL);
      return byIds(selected, type, tenant, StatementSearch.ids(ids, reach, filter, after, limit));
    }
    StringBuilder jpql =
        new StringBuilder("select " + selected + " from Statement s where s.tenantId = :tenant");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("tenant", tenant);
    if (!reach.everything()) {
      jpql.append(" and s.workspaceId in :reach");
      parameters.put("reach", reach.workspaces());
    }
    and(jpql, parameters, "s.state = ", "state", filter.state());
    and(jpql, parameters, "s.outcome = ", "outcome", filter.outcome());
    and(jpql, parameters, "s.kind = ", "kind", filter.kind());
    and(jpql, parameters, "s.submittedByName = ", "person", filter.submittedBy());
    and(jpql, parameters, "s.sessionId = ", "session", filter.sessionId());
    and(jpql, parameters, "s.workspaceId = ", "workspace", filter.workspaceId());
    and(jpql, parameters, "s.profileId = ", "profile", filter.profileId());
    and(jpql, parameters, "s.submittedAt >= ", "from", filter.from());
    and(jpql, parameters, "s.submittedAt < ", "to", filter.to());
    if (filter.text() != null) {
      jpql.append(" and lower(s.code) like :text escape '!'");
      parameters.put("text", StatementSearch.pattern(filter.text()));
    }
    if (after != null) {
      jpql.append(
          " and s.submittedAt <= :at and (s.submittedAt < :at or (s.submittedAt = :at and s.id <"
              + " :afterId))");
      parameters.put("at", after.at());
      parameters.put("afterId", after.id());
    }
    jpql.append(" order by s.submittedAt desc, s.id desc");
    TypedQuery<T> query = entityManager.createQuery(jpql.toString(), type).setMaxResults(limit);
    parameters.forEach(query::setParameter);
    return query.getResultList();
  }

  private static void and(
      StringBuilder jpql, Map<String, Object> parameters, String test, String name, Object value) {
    if (value != null) {
      jpql.append(" and ").append(test).append(':').append(name);
      parameters.put(name, value);
    }
  }

  private <T> List<T> byIds(String selected, Class<T> type, TenantId tenant, List<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : entityManager
            .createQuery(
                "select "
                    + selected
                    + " from Statement s where s.tenantId = :tenant and s.id in :ids"
                    + " order by s.submittedAt desc, s.id desc",
                type)
            .setParameter("tenant", tenant)
            .setParameter("ids", ids)
            .getResultList();
  }
}
