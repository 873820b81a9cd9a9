package io.lakegate.session;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
@Transactional
@WithinTenant
class SessionShareRepository {
  @PersistenceContext EntityManager entityManager;
  @Inject SessionRepository sessions;

  /** Lists the shares in the order in which they were made. */
  List<SessionShare> list(TenantId tenant, UUID sessionId) {
    return entityManager
        .createQuery(
            "select s from SessionShare s where s.tenantId = :tenant and s.sessionId = :session"
                + " order by s.sharedAt, s.id",
            SessionShare.class)
        .setParameter("tenant", tenant)
        .setParameter("session", sessionId)
        .getResultList();
  }

  Optional<SessionShare> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select s from SessionShare s where s.tenantId = :tenant and s.id = :id",
            SessionShare.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  /** Once, under the session's lock: the one that is there already is as good. */
  SessionShare save(TenantId tenant, SessionShare share) {
    boolean open =
        sessions.lock(tenant, share.getSessionId()).filter(found -> !found.isEnded()).isPresent();
    if (!open) {
      throw new LakegateException(ErrorCode.SESSION_ENDED);
    }
    Optional<SessionShare> present =
        list(tenant, share.getSessionId()).stream().filter(share::isSameAs).findFirst();
    if (present.isPresent()) {
      return present.get();
    }
    entityManager.persist(share);
    entityManager.flush();
    sessions.announce(tenant, share.getSessionId());
    return share;
  }

  void delete(TenantId tenant, UUID id) {
    entityManager
        .createQuery("delete from SessionShare s where s.tenantId = :tenant and s.id = :id")
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }
}
