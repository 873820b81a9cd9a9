package io.lakegate.person;

import io.lakegate.platform.database.Violation;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The people and applications a tenant's provider has vouched for. */
@ApplicationScoped
class ProviderPeople {
  @Inject PersonRepository people;
  @Inject Clock clock;

  Optional<Person> find(TenantId tenant, String subject) {
    return people.findBySubject(tenant, subject);
  }

  /**
   * Stores them as the provider knows them now; who is new is a member from now on. {@code
   * ACCOUNT_OF_THAT_NAME}; {@code PROVIDER_SIGN_IN_OVER} when another browser was faster.
   *
   * @param said the claims that are kept beside their name
   */
  Person remember(
      TenantId tenant, ProviderPerson known, SeenGroups groups, Map<String, String> said) {
    return remember(tenant, known, groups, clock.instant(), said);
  }

  /**
   * As above.
   *
   * @param seen when the provider said so; not later than now
   */
  Person remember(TenantId tenant, ProviderPerson known, SeenGroups groups, Instant seen) {
    return remember(tenant, known, groups, seen, null);
  }

  private Person remember(
      TenantId tenant,
      ProviderPerson known,
      SeenGroups groups,
      Instant seen,
      Map<String, String> said) {
    Person person =
        people
            .findBySubject(tenant, known.subject())
            .orElseGet(() -> Person.ofProvider(tenant, known.subject(), clock.instant()));
    person.seen(known.userName(), known.displayName(), groups.source(), seen);
    if (said != null) {
      person.claimed(said);
    }
    try {
      return people.save(tenant, person, groups.ids(), groups.names());
    } catch (OptimisticLockException e) {
      // The same person in two browsers at once; the other one has told the same.
      throw new LakegateException(e, ErrorCode.PROVIDER_SIGN_IN_OVER);
    } catch (PersistenceException e) {
      if (!Violation.is(Violation.DUPLICATE, e)) {
        throw e;
      }
      // The same person in two browsers at once, or another account of that name.
      if (people.findBySubject(tenant, known.subject()).isPresent()) {
        throw new LakegateException(e, ErrorCode.PROVIDER_SIGN_IN_OVER);
      }
      throw new LakegateException(e, ErrorCode.ACCOUNT_OF_THAT_NAME, known.userName());
    }
  }
}
