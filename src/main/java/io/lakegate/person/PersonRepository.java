package io.lakegate.person;

import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
@Transactional
class PersonRepository {
  @PersistenceContext EntityManager entityManager;

  Optional<Person> find(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select p from Person p where p.tenantId = :tenant and p.id = :id", Person.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
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

  /** Tenants in which somebody has this user name, for who does not say which one is meant. */
  List<TenantId> tenantsOf(String userName) {
    return entityManager
        .createQuery("select p.tenantId from Person p where p.userName = :userName", TenantId.class)
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
