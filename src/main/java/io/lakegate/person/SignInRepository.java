package io.lakegate.person;

import io.lakegate.platform.database.AcrossTenants;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
@Transactional
@WithinTenant
class SignInRepository {
  @PersistenceContext EntityManager entityManager;

  /** A sign-in and the person behind it. */
  record Known(SignIn signIn, Person person) {}

  /** Finds a sign-in with its person; every request calls it. */
  Optional<Known> findByCookie(TenantId tenant, String cookieDigest) {
    return entityManager
        .createQuery(
            "select s, p from SignIn s, Person p where s.tenantId = :tenant"
                + " and s.cookieDigest = :digest and p.tenantId = :tenant and p.id = s.personId"
                + PersonRepository.MAY_SIGN_IN,
            Object[].class)
        .setParameter("tenant", tenant)
        .setParameter("digest", cookieDigest)
        .getResultStream()
        .findFirst()
        .map(row -> new Known((SignIn) row[0], (Person) row[1]));
  }

  /** A person's live ones, the one used last first. */
  List<SignIn> list(TenantId tenant, UUID personId, Instant now, int limit) {
    return entityManager
        .createQuery(
            "select s from SignIn s where s.tenantId = :tenant and s.personId = :person"
                + " and s.expiresAt > :now and s.lastSeenAt > :idleSince"
                + " order by s.lastSeenAt desc, s.id",
            SignIn.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .setParameter("now", now)
        .setParameter("idleSince", now.minus(SignIn.IDLE))
        .setMaxResults(limit)
        .getResultList();
  }

  SignIn save(TenantId tenant, SignIn signIn) {
    if (!signIn.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A sign-in of another tenant");
    }
    return entityManager.merge(signIn);
  }

  /** Two requests at once both mean "just now": no version check, the later one wins. */
  void recordActivity(TenantId tenant, UUID id, Instant now) {
    entityManager
        .createQuery(
            "update SignIn s set s.lastSeenAt = :now where s.tenantId = :tenant and s.id = :id")
        .setParameter("now", now)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate();
  }

  void delete(TenantId tenant, String cookieDigest) {
    entityManager
        .createQuery("delete from SignIn s where s.tenantId = :tenant and s.cookieDigest = :digest")
        .setParameter("tenant", tenant)
        .setParameter("digest", cookieDigest)
        .executeUpdate();
  }

  /** The same sign-in behind another secret. */
  void renew(TenantId tenant, String cookieDigest, String renewedDigest) {
    entityManager
        .createQuery(
            "update SignIn s set s.cookieDigest = :renewed where s.tenantId = :tenant"
                + " and s.cookieDigest = :digest")
        .setParameter("renewed", renewedDigest)
        .setParameter("tenant", tenant)
        .setParameter("digest", cookieDigest)
        .executeUpdate();
  }

  /** Finds the person who signed in with that session of the provider. */
  Optional<Person> findPersonOfProviderSession(TenantId tenant, String session) {
    return entityManager
        .createQuery(
            "select p from SignIn s, Person p where s.tenantId = :tenant"
                + " and s.providerSession = :session and p.tenantId = :tenant"
                + " and p.id = s.personId",
            Person.class)
        .setParameter("tenant", tenant)
        .setParameter("session", session)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  void deleteProviderSession(TenantId tenant, String session) {
    entityManager
        .createQuery(
            "delete from SignIn s where s.tenantId = :tenant and s.providerSession = :session")
        .setParameter("tenant", tenant)
        .setParameter("session", session)
        .executeUpdate();
  }

  /** Ends every sign-in of a person but one. */
  void deleteOthers(TenantId tenant, UUID personId, String keepDigest) {
    entityManager
        .createQuery(
            "delete from SignIn s where s.tenantId = :tenant and s.personId = :person"
                + " and s.cookieDigest <> :keep")
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .setParameter("keep", keepDigest)
        .executeUpdate();
  }

  /** Covers all tenants; only the periodic sweep calls it. */
  @AcrossTenants
  void sweep(Instant now) {
    entityManager
        .createQuery("delete from SignIn s where s.expiresAt < :now or s.lastSeenAt < :idle")
        .setParameter("now", now)
        .setParameter("idle", now.minus(SignIn.IDLE))
        .executeUpdate();
  }

  void deleteExpired(TenantId tenant, Instant now) {
    entityManager
        .createQuery("delete from SignIn s where s.tenantId = :tenant and s.expiresAt < :now")
        .setParameter("tenant", tenant)
        .setParameter("now", now)
        .executeUpdate();
  }
}
