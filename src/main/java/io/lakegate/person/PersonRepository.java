package io.lakegate.person;

import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

  /** Counts under a row lock, so parallel guesses all count. */
  void recordFailure(TenantId tenant, UUID id, Instant now) {
    locked(tenant, id).ifPresent(person -> person.failed(now));
  }

  void recordSuccess(TenantId tenant, UUID id) {
    locked(tenant, id).ifPresent(Person::succeeded);
  }

  private Optional<Person> locked(TenantId tenant, UUID id) {
    return entityManager
        .createQuery(
            "select p from Person p where p.tenantId = :tenant and p.id = :id", Person.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }
}
