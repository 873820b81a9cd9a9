package io.lakegate.platform.catalogue;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The queries over one kind of named rows. A repository makes one for each call, around its own
 * entity manager, and so the repository's transaction and its view of one tenant hold here as well.
 */
public final class NamedRows<T extends TenantOwned> {
  private final EntityManager entityManager;
  private final Class<T> type;
  private final String workspace;
  private final String name;
  private final String[] searched;

  /**
   * Attributes are named as in the entity.
   *
   * @param workspace the attribute that must be within a reach
   * @param name the attribute that lists are sorted by
   * @param alsoSearched the attributes besides the name in which a list looks for its text
   */
  public NamedRows(
      EntityManager entityManager,
      Class<T> type,
      String workspace,
      String name,
      String... alsoSearched) {
    this.entityManager = entityManager;
    this.type = type;
    this.workspace = workspace;
    this.name = name;
    this.searched = Arrays.copyOf(alsoSearched, alsoSearched.length + 1);
    this.searched[alsoSearched.length] = name;
  }

  /** Sorted by name; one row more than the limit when there are more. */
  public List<T> list(TenantId tenant, Reach reach, ListQuery query) {
    String search =
        Arrays.stream(searched)
            .map(attribute -> "lower(r." + attribute + ") like :q escape '!'")
            .collect(Collectors.joining(" or ", " and (", ")"));
    String after =
        query.after() == null
            ? ""
            : " and (r." + name + " > :afterName or (r." + name + " = :afterName and r.id > :id))";
    TypedQuery<T> rows =
        query("select r", type, tenant, reach, search + after + " order by r." + name + ", r.id")
            .setParameter("q", query.likePattern())
            .setMaxResults(query.limit() + 1);
    if (query.after() != null) {
      rows.setParameter("afterName", query.after().key());
      rows.setParameter("id", query.after().id());
    }
    return rows.getResultList();
  }

  /** The names by id, sorted by name, for a choice. */
  public Map<UUID, String> names(TenantId tenant, Reach reach, int limit) {
    Map<UUID, String> names = new LinkedHashMap<>();
    query("select r.id, r." + name, Object[].class, tenant, reach, " order by r." + name + ", r.id")
        .setMaxResults(limit)
        .getResultList()
        .forEach(row -> names.put((UUID) row[0], (String) row[1]));
    return names;
  }

  public long count(TenantId tenant, Reach reach) {
    return query("select count(r)", Long.class, tenant, reach, "").getSingleResult();
  }

  public Optional<T> find(TenantId tenant, UUID id) {
    return query("select r", type, tenant, Reach.all(), " and r.id = :id")
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  public Optional<T> findByName(TenantId tenant, Reach reach, String wanted) {
    return query("select r", type, tenant, reach, " and r." + name + " = :name")
        .setParameter("name", wanted)
        .getResultStream()
        .findFirst();
  }

  /** Sorted names of the rows that refer to another row by one of these attributes. */
  public List<String> namesReferringTo(
      TenantId tenant, UUID id, int limit, List<String> attributes) {
    String refers =
        attributes.stream()
            .map(attribute -> "r." + attribute + " = :id")
            .collect(Collectors.joining(" or ", " and (", ")"));
    return query(
            "select r." + name, String.class, tenant, Reach.all(), refers + " order by r." + name)
        .setParameter("id", id)
        .setMaxResults(limit)
        .getResultList();
  }

  private <R> TypedQuery<R> query(
      String select, Class<R> result, TenantId tenant, Reach reach, String rest) {
    // PostgreSQL does not take an empty list.
    boolean some = !reach.everything() && !reach.workspaces().isEmpty();
    String within = some ? " and r." + workspace + " in :reach" : " and 1 = 0";
    TypedQuery<R> query =
        entityManager
            .createQuery(
                select
                    + " from "
                    + type.getSimpleName()
                    + " r where r.tenantId = :tenant"
                    + (reach.everything() ? "" : within)
                    + rest,
                result)
            .setParameter("tenant", tenant);
    if (some) {
      query.setParameter("reach", reach.workspaces());
    }
    return query;
  }

  /** Stores a new or changed row at once. {@code OptimisticLockException} for an older version. */
  public T save(TenantId tenant, T row) {
    if (!row.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A " + type.getSimpleName() + " of another tenant");
    }
    T saved = entityManager.merge(row);
    entityManager.flush();
    return saved;
  }

  public void delete(TenantId tenant, UUID id) {
    entityManager
        .createQuery(
            "delete from " + type.getSimpleName() + " r where r.tenantId = :tenant and r.id = :id")
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }
}
