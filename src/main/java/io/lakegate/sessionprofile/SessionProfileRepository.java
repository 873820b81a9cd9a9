package io.lakegate.sessionprofile;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.catalogue.NamedRows;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
@Transactional
@WithinTenant
class SessionProfileRepository implements Usage {
  private static final List<String> REFERENCES =
      List.of("workspaceId", "lakehouseId", "environmentId");

  @PersistenceContext EntityManager entityManager;

  private NamedRows<SessionProfile> rows() {
    return new NamedRows<>(entityManager, SessionProfile.class, "workspaceId", "name");
  }

  /** Sorted by name; one row more than the limit when there are more. */
  List<SessionProfile> list(TenantId tenant, Reach reach, ListQuery query) {
    return rows().list(tenant, reach, query);
  }

  /** Sorted by name, for a choice. */
  Map<UUID, String> names(TenantId tenant, Reach reach, int limit) {
    return rows().names(tenant, reach, limit);
  }

  long count(TenantId tenant, Reach reach) {
    return rows().count(tenant, reach);
  }

  Optional<SessionProfile> find(TenantId tenant, UUID id) {
    return rows().find(tenant, id);
  }

  Optional<SessionProfile> findByName(TenantId tenant, String name) {
    return rows().findByName(tenant, Reach.all(), name);
  }

  SessionProfile save(TenantId tenant, SessionProfile profile) {
    return rows().save(tenant, profile);
  }

  void delete(TenantId tenant, UUID id) {
    rows().delete(tenant, id);
  }

  /** The profiles that use a workspace, lakehouse or environment. */
  @Override
  public List<String> of(TenantId tenant, UUID id) {
    return rows().namesReferringTo(tenant, id, NAMED + 1, REFERENCES).stream()
        .map(name -> "session profile '" + name + "'")
        .toList();
  }
}
