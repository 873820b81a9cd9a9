package io.lakegate.person;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditActor;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Digests;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.TenantService;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Local accounts: made, checked against their password, given a new one. */
@ApplicationScoped
public class PersonService {
  /** Callers who are locked out may ask again and again. */
  static final Duration REFUSED_ONCE = Duration.ofMinutes(1);

  /** OWASP's figure (2023) for PBKDF2 with HMAC-SHA-512. */
  private static final int ITERATIONS = 210_000;

  /** The least the API lets us ask for. */
  private static final int MIN_ITERATIONS = 1024;

  /**
   * The beginning of a hash that {@code Pbkdf2PasswordHash} makes with these settings; a test
   * compares them.
   */
  static final String HASH_PREFIX = "PBKDF2WithHmacSHA512:" + ITERATIONS + ":";

  @Inject PersonRepository repository;
  @Inject Pbkdf2PasswordHash hash;
  @Inject Pbkdf2PasswordHash quickHash;
  @Inject LockOut lockOut;
  @Inject TenantService tenants;
  @Inject Clock clock;
  @Inject AuditService audit;

  /** Dummy hash verified for unknown users so that timing reveals nothing. */
  private String nobodysHash;

  @PostConstruct
  void start() {
    hash.initialize(hashing(ITERATIONS));
    quickHash.initialize(hashing(MIN_ITERATIONS));
    nobodysHash = HASH_PREFIX + Digests.randomBase64(32) + ":" + Digests.randomBase64(32);
  }

  private static Map<String, String> hashing(int iterations) {
    return Map.of(
        "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
        "Pbkdf2PasswordHash.Iterations", String.valueOf(iterations),
        "Pbkdf2PasswordHash.SaltSizeBytes", "32");
  }

  public Optional<Person> find(TenantId tenant, UUID id) {
    return repository.find(tenant, id);
  }

  public Optional<Person> findByUserName(TenantId tenant, String userName) {
    return repository.findByUserName(tenant, userName);
  }

  /** Lists all accounts by user name, one more than the limit if there are more. */
  public List<Person> list(TenantId tenant, ListQuery query) {
    return repository.list(tenant, query);
  }

  /** The provider's groups somebody was in at their last sign-in, in order. */
  public List<String> groups(TenantId tenant, UUID id) {
    return repository.groups(tenant, id);
  }

  /** Returns what is known about how those groups are called, by id. */
  public Map<String, String> groupNames(TenantId tenant, UUID id) {
    return repository.groupNames(tenant, id);
  }

  /** Returns whether a local account has this role. */
  public boolean hasLocal(TenantId tenant, Role role) {
    return repository.countLocal(tenant, role) > 0;
  }

  /** The only tenant in which this user name exists; empty when there are none or several. */
  public Optional<TenantId> findOnlyTenantOf(String userName) {
    List<TenantId> tenants = repository.tenantsOf(userName);
    return tenants.size() == 1 ? Optional.of(tenants.get(0)) : Optional.empty();
  }

  /**
   * Makes a local account. {@code generatedPassword}: whoever gets it must choose another one
   * first. {@code USER_NAME_TAKEN}.
   */
  public Person create(
      TenantId tenant, String userName, Role role, String password, boolean generatedPassword) {
    if (repository.findByUserName(tenant, userName).isPresent()) {
      throw new LakegateException(ErrorCode.USER_NAME_TAKEN, userName);
    }
    Person person = new Person(tenant, userName, role, clock.instant());
    person.changePassword(hashed(password), generatedPassword);
    return repository.save(tenant, person);
  }

  /**
   * Refuses a password that may not be set: {@code INVALID} in that field.
   *
   * @param names of the person; the tenant's are added
   */
  public void requireGoodPassword(
      TenantId tenant, String field, String password, List<String> names) {
    if (isOfTheDemo(password)) {
      return;
    }
    problemOf(tenant, password, names)
        .ifPresent(
            problem -> {
              throw LakegateException.invalid(field, problem);
            });
  }

  /** The terminal shows it to everybody who may see the demo. */
  private static boolean isOfTheDemo(String password) {
    return Setting.DEMO.isOn() && Setting.DEMO_PASSWORD.find().filter(password::equals).isPresent();
  }

  /** Returns what is wrong with a password and what to do; empty when it may be set. As above. */
  public Optional<String> problemOf(TenantId tenant, String password, List<String> names) {
    List<String> known = new ArrayList<>(names);
    tenants
        .find(tenant)
        .ifPresent(found -> known.addAll(List.of(found.getSlug(), found.getName())));
    return PasswordRules.problem(password, known);
  }

  private String hashed(String password) {
    return hash.generate(PasswordRules.normalised(password).toCharArray());
  }

  /** The user names of these people, by id; for lists that show who did something. */
  public Map<UUID, String> userNames(TenantId tenant, Collection<UUID> ids) {
    return repository.userNames(tenant, ids);
  }

  /**
   * The person with this name and password. {@code SIGN_IN_REFUSED} says nothing about which of the
   * two was wrong; {@code SIGN_IN_LOCKED} says how long to wait, also for names nobody has.
   *
   * @param address where the try comes from
   */
  public Person authenticate(TenantId tenant, String userName, String password, String address) {
    try {
      return recognise(tenant, userName, password, address);
    } catch (LakegateException e) {
      recordRefused(tenant, userName, e.code());
      throw e;
    }
  }

  /** Somebody who says to be that person was not let in. */
  void recordRefused(TenantId tenant, String userName, ErrorCode code) {
    AuditEntry entry = AuditEntry.named(AuditAction.SIGN_IN, userName).refused(code);
    if (code != ErrorCode.SIGN_IN_REFUSED) {
      audit.recordOnce(tenant, AuditActor.claiming(userName), entry, REFUSED_ONCE);
    } else {
      audit.recordBy(tenant, AuditActor.claiming(userName), entry);
    }
  }

  private Person recognise(TenantId tenant, String userName, String password, String address) {
    lockOut.begin(tenant, userName, address);
    Optional<Person> found = repository.findByUserName(tenant, userName);
    boolean right = verify(password, found.map(Person::passwordHash).orElse(nobodysHash));
    if (found.isEmpty() || !right) {
      throw new LakegateException(ErrorCode.SIGN_IN_REFUSED);
    }
    lockOut.succeeded(tenant, userName, address);
    return found.get();
  }

  /**
   * Authenticates a person, like {@code authenticate}, who names no tenant and is in only one.
   * Attempts are counted apart from those in the tenants: otherwise somebody who is locked out
   * there would learn that there is such a person.
   *
   * @param counting the tenant whose failures they are counted among
   */
  public Person authenticateAnywhere(
      TenantId counting, String userName, String password, String address) {
    String counted = "anywhere " + userName;
    begin(counting, counted, userName, address);
    Optional<Person> found =
        findOnlyTenantOf(userName).flatMap(tenant -> repository.findByUserName(tenant, userName));
    boolean right = verify(password, found.map(Person::passwordHash).orElse(nobodysHash));
    if (found.isEmpty() || !right) {
      recordRefused(
          found.map(Person::getTenantId).orElse(counting), userName, ErrorCode.SIGN_IN_REFUSED);
      throw new LakegateException(ErrorCode.SIGN_IN_REFUSED);
    }
    lockOut.succeeded(counting, counted, address);
    return found.get();
  }

  private void begin(TenantId counting, String counted, String userName, String address) {
    try {
      lockOut.begin(counting, counted, address);
    } catch (LakegateException e) {
      recordRefused(counting, userName, e.code());
      throw e;
    }
  }

  /**
   * Returns whether the password a person has just proved is still theirs. Waits for a change on
   * its way: it may have ended everything else already and not be seen yet.
   */
  boolean hasStill(TenantId tenant, Person proved) {
    return repository
        .findSettled(tenant, proved.getId())
        .filter(now -> now.passwordHash().equals(proved.passwordHash()))
        .isPresent();
  }

  /**
   * Refuses who names no tenant there is, as slowly as a wrong password and counted like one.
   *
   * @param counting the tenant whose failures it is counted among
   */
  public LakegateException refusal(
      TenantId counting, String userName, String password, String address) {
    begin(counting, userName, userName, address);
    verify(password, nobodysHash);
    recordRefused(counting, userName, ErrorCode.SIGN_IN_REFUSED);
    return new LakegateException(ErrorCode.SIGN_IN_REFUSED);
  }

  /** The normal form, and the typed form for passwords that were stored before there was one. */
  private boolean verify(String password, String stored) {
    if (password.length() > PasswordRules.MAX_TYPED) {
      return false;
    }
    String normalised = PasswordRules.normalised(password);
    return hash.verify(normalised.toCharArray(), stored)
        || (!normalised.equals(password) && hash.verify(password.toCharArray(), stored));
  }

  /**
   * A wish for another password.
   *
   * @param address where it comes from
   */
  public record PasswordChange(String current, String chosen, String address) {}

  /**
   * Gives a new password to who knows the old one. {@code INVALID}, {@code SIGN_IN_LOCKED}.
   *
   * @param along what happens in the same transaction: both or neither
   */
  void changePassword(TenantId tenant, UUID id, PasswordChange change, Runnable along) {
    Person person =
        repository
            .find(tenant, id)
            .orElseThrow(() -> new LakegateException(ErrorCode.PERSON_NOT_FOUND));
    if (!person.isLocal()) {
      throw LakegateException.invalid("current", "This account has no password here.");
    }
    lockOut.begin(tenant, person.getUserName(), change.address());
    if (!verify(change.current(), person.passwordHash())) {
      audit.recordBy(
          tenant,
          AuditActor.person(id, person.getUserName()),
          entry(AuditAction.CHANGE_PASSWORD, person).refused(ErrorCode.SIGN_IN_REFUSED));
      throw LakegateException.invalid("current", "This is not your present password.");
    }
    lockOut.succeeded(tenant, person.getUserName(), change.address());
    String chosen = PasswordRules.normalised(change.chosen());
    if (chosen.equals(PasswordRules.normalised(change.current()))) {
      throw LakegateException.invalid("chosen", "Choose a password you have not used here.");
    }
    requireGoodPassword(
        tenant, "chosen", change.chosen(), List.of(person.getUserName(), person.getDisplayName()));
    person.changePassword(hashed(chosen), false);
    audit.changeBy(
        tenant,
        AuditActor.person(id, person.getUserName()),
        () -> {
          Person saved = repository.save(tenant, person);
          along.run();
          return saved;
        },
        saved -> entry(AuditAction.CHANGE_PASSWORD, saved));
  }

  static AuditEntry entry(AuditAction action, Person person) {
    return AuditEntry.of(action, person.getId(), person.getUserName());
  }

  /** Lets somebody read the audit trail, or no longer; for who has asked who wants it. */
  public Person letReadAudit(TenantId tenant, Caller caller, UUID id, boolean may) {
    Person person =
        repository
            .find(tenant, id)
            .orElseThrow(() -> new LakegateException(ErrorCode.PERSON_NOT_FOUND));
    boolean before = person.isAuditReader();
    if (before == may) {
      return person;
    }
    person.readAudit(may);
    return audit.change(
        tenant,
        caller,
        () -> repository.save(tenant, person),
        saved ->
            entry(AuditAction.CHANGE_MEMBER, saved)
                .before(Map.of("auditReader", before))
                .after(Map.of("auditReader", may)));
  }

  /**
   * Makes the demo's accounts, or gives them the password of this start. It stands on the terminal
   * for everybody to read, so there is nothing a slow hash could protect; two of them were a third
   * of the work of a start.
   */
  public void seed(TenantId tenant, Map<String, Role> accounts, String password) {
    String hashed = quickHash.generate(PasswordRules.normalised(password).toCharArray());
    accounts.forEach(
        (userName, role) -> {
          Person person =
              repository
                  .findByUserName(tenant, userName)
                  .orElseGet(() -> new Person(tenant, userName, role, clock.instant()));
          person.changePassword(hashed, false);
          repository.save(tenant, person);
        });
  }
}
