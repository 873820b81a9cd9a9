package io.lakegate.person;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
@Transactional
@WithinTenant
class PersonRepository {
  /**
   * Condition on a person {@code p}: no local account while the provider alone signs people in. It
   * is part of each query for a cookie or a token, so switching local accounts off counts at once
   * on every node. It compares two columns, because EclipseLink writes {@code true} as 1, which H2
   * compares with no boolean.
   */
  static final String MAY_SIGN_IN =
      " and (p.subject is not null or not exists (select i.id from IdentityProvider i"
          + " where i.tenantId = :tenant and i.live > i.localAccounts))";

  @PersistenceContext EntityManager entityManager;

  /** Locks a person's row until the caller's transaction ends. */
  void hold(TenantId tenant, UUID id) {
    entityManager
        .createNativeQuery("select id from person where tenant_id = ?1 and id = ?2 for update")
        .setParameter(1, tenant.value())
        .setParameter(2, id)
        .getResultList();
  }

  Optional<Person> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select p from Person p where p.tenantId = :tenant and p.id = :id", Person.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  /** Like {@code find}, but waits for a change of the row that is on its way. */
  Optional<Person> findSettled(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select p from Person p where p.tenantId = :tenant and p.id = :id", Person.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  Optional<Person> findByUserName(TenantId tenant, String userName) {
    return entityManager
        .createQuery(
            "select p from Person p where p.tenantId = :tenant and p.userName = :userName",
            Person.class)
        .setParameter("tenant", tenant)
        .setParameter("userName", userName)
        .getResultStream()
        .findFirst();
  }

  Optional<Person> findBySubject(TenantId tenant, String subject) {
    return entityManager
        .createQuery(
            "select p from Person p where p.tenantId = :tenant and p.subject = :subject",
            Person.class)
        .setParameter("tenant", tenant)
        .setParameter("subject", subject)
        .getResultStream()
        .findFirst();
  }

  /** Lists all accounts by user name, one row more than the limit if there are more. */
  List<Person> list(TenantId tenant, ListQuery query) {
    return entityManager
        .createQuery(
            "select p from Person p where p.tenantId = :tenant and p.userName > :after"
                + " and (lower(p.userName) like :q escape '!'"
                + " or lower(p.displayName) like :q escape '!')"
                + " order by p.userName",
            Person.class)
        .setParameter("tenant", tenant)
        .setParameter("after", query.after() == null ? "" : query.after().key())
        .setParameter("q", query.likePattern())
        .setMaxResults(query.limit() + 1)
        .getResultList();
  }

  /** The groups somebody was in at their last sign-in, in order. */
  List<String> groups(TenantId tenant, UUID personId) {
    return entityManager
        .createQuery(
            "select g.groupId from PersonGroup g where g.tenantId = :tenant"
                + " and g.personId = :person order by g.groupId",
            String.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .getResultList();
  }

  /** Returns what is known about how the groups of somebody are called, by id. */
  Map<String, String> groupNames(TenantId tenant, UUID personId) {
    return entityManager
        .createQuery(
            "select g from PersonGroup g where g.tenantId = :tenant and g.personId = :person"
                + " and g.groupName is not null",
            PersonGroup.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .getResultStream()
        .collect(Collectors.toMap(PersonGroup::getGroupId, PersonGroup::getGroupName));
  }

  /**
   * Stores somebody as the provider knows them now, with exactly these groups. Who of the provider
   * had the name before keeps it with a suffix; a local account is never touched.
   *
   * @param names of groups, as far as they were learned; a name known before is kept
   */
  Person save(
      TenantId tenant, Person person, Collection<String> groups, Map<String, String> names) {
    return save(tenant, person, groups, names, false);
  }

  /**
   * Stores somebody like the method above, and can keep the groups that are stored already.
   *
   * @param beside the groups that are stored already stay
   */
  Person save(
      TenantId tenant,
      Person person,
      Collection<String> groups,
      Map<String, String> names,
      boolean beside) {
    findByUserName(tenant, person.getUserName())
        .filter(other -> !other.equals(person) && !other.isLocal())
        .ifPresent(
            other -> {
              other.yieldName();
              entityManager.flush();
            });
    Person saved = save(tenant, person);
    List<PersonGroup> present =
        entityManager
            .createQuery(
                "select g from PersonGroup g where g.tenantId = :tenant and g.personId = :person",
                PersonGroup.class)
            .setParameter("tenant", tenant)
            .setParameter("person", person.getId())
            .getResultList();
    Map<String, String> called = new HashMap<>();
    names.forEach((group, name) -> called.put(PersonGroup.canonical(group), name));
    Set<String> wanted =
        groups.stream().map(PersonGroup::canonical).collect(Collectors.toCollection(HashSet::new));
    for (PersonGroup group : present) {
      if (!wanted.remove(group.getGroupId())) {
        if (!beside) {
          entityManager.remove(group);
        }
      } else if (called.containsKey(group.getGroupId())) {
        group.call(called.get(group.getGroupId()));
      }
    }
    for (String group : wanted) {
      PersonGroup seen = new PersonGroup(tenant, person.getId(), group);
      seen.call(called.get(group));
      entityManager.persist(seen);
    }
    entityManager.flush();
    return saved;
  }

  /** Local accounts with this role. */
  long countLocal(TenantId tenant, Role role) {
    return entityManager
        .createQuery(
            "select count(p) from Person p where p.tenantId = :tenant and p.subject is null"
                + " and p.role = :role",
            Long.class)
        .setParameter("tenant", tenant)
        .setParameter("role", role)
        .getSingleResult();
  }

  /** Tenants in which somebody has this user name, for who does not say which one is meant. */
  @AcrossTenants
  List<TenantId> tenantsOf(String userName) {
    return entityManager
        .createQuery(
            "select p.tenantId from Person p where p.userName = :userName and p.subject is null",
            TenantId.class)
        .setParameter("userName", userName)
        .setMaxResults(2)
        .getResultList();
  }

  Person save(TenantId tenant, Person person) {
    if (!person.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A person of another tenant");
    }
    Person saved = entityManager.merge(person);
    entityManager.flush();
    return saved;
  }

  /** The user names of these people, by id. */
  Map<UUID, String> userNames(TenantId tenant, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return entityManager
        .createQuery(
            "select p from Person p where p.tenantId = :tenant and p.id in :ids", Person.class)
        .setParameter("tenant", tenant)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(Person::getId, Person::getUserName));
  }
}
