package io.lakegate.person;

import io.lakegate.audit.AuditService;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.quota.PersonLock;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People that other features' tests refer to, and the service that knows them. */
public final class People {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private People() {}

  /** Locks people's rows, which lasts as long as the transaction that asks. */
  public static PersonLock lock(TestDatabase database) {
    PersonDirectory directory = new PersonDirectory();
    directory.repository = database.repository(PersonRepository.class);
    return directory;
  }

  /** Finds people; signs nobody in. */
  public static PersonService service(TestDatabase database) {
    PersonService service = new PersonService();
    service.repository = database.repository(PersonRepository.class);
    return service;
  }

  /** Signs people in with their passwords, which cost nothing to check here. */
  static PersonService withPasswords(TestDatabase database, Clock clock, AuditService audit) {
    PersonService service = service(database);
    service.audit = audit;
    service.hash = new QuickHash();
    service.quickHash = new QuickHash();
    service.clock = clock;
    service.tenants = new Companies();
    service.lockOut = new LockOut();
    service.lockOut.repository = database.repository(FailedSignInsRepository.class);
    service.lockOut.addresses = database.repository(KnownAddressRepository.class);
    service.lockOut.clock = clock;
    service.start();
    return service;
  }

  /** Every organisation is the same one. */
  private static final class Companies extends TenantService {
    @Override
    public Optional<Tenant> find(TenantId tenant) {
      return Optional.of(new Tenant("globex-mining", "Globex Mining & Söhne", NOON));
    }
  }

  public static Person local(TestDatabase database, TenantId tenant, String name, Role role) {
    Person person = new Person(tenant, name, role, NOON);
    person.changePassword("hash", false);
    return database.repository(PersonRepository.class).save(tenant, person);
  }

  /** Somebody the provider has signed in, in these groups. */
  public static Person ofProvider(
      TestDatabase database, TenantId tenant, String name, String... groups) {
    return ofProvider(database, tenant, name, GroupsSource.TOKEN, Arrays.asList(groups));
  }

  public static Person ofProvider(
      TestDatabase database,
      TenantId tenant,
      String name,
      GroupsSource source,
      List<String> groups) {
    Person person = Person.ofProvider(tenant, "https://login.example/ " + name, NOON);
    person.seen(name, "The " + name, source, NOON);
    return database.repository(PersonRepository.class).save(tenant, person, groups, Map.of());
  }
}
