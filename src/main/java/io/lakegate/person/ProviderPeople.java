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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The people and applications a tenant's provider has vouched for. */
@ApplicationScoped
class ProviderPeople {
  /** One browser has at most four sign-ins on their way. */
  private static final int MAX_TRIES = 8;

  @Inject PersonRepository people;
  @Inject Clock clock;

  Optional<Person> find(TenantId tenant, String subject) {
    return people.findBySubject(tenant, subject);
  }

  /**
   * Stores them as the provider knows them now; who is new is a member from now on. {@code
   * ACCOUNT_OF_THAT_NAME}; {@code PROVIDER_SIGN_IN_OVER} when other browsers were faster again and
   * again. Where not all groups could be learned, those of an earlier sign-in stay as long as they
   * count, and stay as old as they are.
   *
   * @param said the claims that are kept beside their name
   * @param groupsCountFor how old groups may be while they count
   */
  Person remember(
      TenantId tenant,
      ProviderPerson known,
      SeenGroups groups,
      Map<String, String> said,
      Duration groupsCountFor) {
    return again(
        tenant,
        known,
        () -> {
          Person person = findOrNew(tenant, known);
          Instant now = clock.instant();
          Instant before = person.getGroupsSeenAt();
          boolean beside =
              groups.source() == GroupsSource.USER_INFO_FAILED
                  && before != null
                  && now.isBefore(before.plus(groupsCountFor));
          person.seen(
              known.userName(), known.displayName(), groups.source(), beside ? before : now);
          person.claimed(said);
          return people.save(tenant, person, groups.ids(), groups.names(), beside);
        });
  }

  /**
   * The same for a token of a job, which says nothing that is kept beside the name.
   *
   * @param seen when the provider said so; not later than now
   */
  Person remember(TenantId tenant, ProviderPerson known, SeenGroups groups, Instant seen) {
    return again(
        tenant,
        known,
        () -> {
          Person person = findOrNew(tenant, known);
          person.seen(known.userName(), known.displayName(), groups.source(), seen);
          return people.save(tenant, person, groups.ids(), groups.names(), false);
        });
  }

  private Person findOrNew(TenantId tenant, ProviderPerson known) {
    return people
        .findBySubject(tenant, known.subject())
        .orElseGet(() -> Person.ofProvider(tenant, known.subject(), clock.instant()));
  }

  /** The same person may arrive in several tabs at once: each is stored after the other. */
  private Person again(TenantId tenant, ProviderPerson known, Supplier<Person> storing) {
    for (int left = MAX_TRIES; ; left--) {
      try {
        return storing.get();
      } catch (OptimisticLockException e) {
        requireAnother(left, e);
      } catch (PersistenceException e) {
        if (!Violation.is(Violation.DUPLICATE, e)) {
          throw e;
        }
        if (people.findBySubject(tenant, known.subject()).isEmpty()) {
          throw new LakegateException(e, ErrorCode.ACCOUNT_OF_THAT_NAME, known.userName());
        }
        requireAnother(left, e);
      }
    }
  }

  private static void requireAnother(int left, PersistenceException e) {
    if (left == 1) {
      throw new LakegateException(e, ErrorCode.PROVIDER_SIGN_IN_OVER);
    }
  }
}
