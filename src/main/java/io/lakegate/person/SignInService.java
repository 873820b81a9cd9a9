package io.lakegate.person;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditActor;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Digests;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs browsers in and out, and says whose sign-in a cookie is. */
@ApplicationScoped
public class SignInService {
  private static final int LISTED = 100;

  @Inject SignInRepository repository;
  @Inject PersonService people;
  @Inject GroupRights groups;
  @Inject IdentityProviderService providers;
  @Inject Clock clock;
  @Inject AuditService audit;

  /**
   * A live sign-in and the person behind it, with their present rights.
   *
   * @param rights empty for somebody whose groups give none
   * @param lapsed what their groups gave counts no more until the provider is asked again
   */
  public record Present(SignIn signIn, Person person, Rights rights, boolean lapsed) {
    /** Returns the caller; empty if the person has no rights here. */
    public Optional<Caller> caller(String tenantSlug) {
      return rights
          .highest()
          .map(
              role ->
                  new Caller(
                      person.getTenantId(),
                      tenantSlug,
                      person.getId(),
                      person.getUserName(),
                      rights));
    }
  }

  /**
   * Checks the password and returns the secret for the cookie: always a new one, so nothing known
   * before the sign-in is worth anything after it. {@code LOCAL_SIGN_IN_OFF} where the tenant's
   * provider alone signs people in.
   */
  public String signIn(TenantId tenant, String userName, String password, SignInOrigin origin) {
    requireLocalAccounts(tenant, userName);
    Person person = people.authenticate(tenant, userName, password, origin.address());
    String secret = begin(tenant, person, null, origin);
    if (!people.hasStill(tenant, person)) {
      // It was changed while it was checked, and what that ended has missed this one.
      repository.delete(tenant, Digests.sha256(secret));
      throw new LakegateException(ErrorCode.SIGN_IN_REFUSED);
    }
    return secret;
  }

  /** Refuses passwords where they are switched off: {@code LOCAL_SIGN_IN_OFF}. */
  public void requireLocalAccounts(TenantId tenant, String userName) {
    providers
        .find(tenant)
        .filter(provider -> !provider.isLocalAccounts())
        .ifPresent(
            provider -> {
              people.recordRefused(tenant, userName, ErrorCode.LOCAL_SIGN_IN_OFF);
              throw new LakegateException(ErrorCode.LOCAL_SIGN_IN_OFF, provider.getName());
            });
  }

  /** Signs in a person whose identity is proved, and ends this browser's former sign-in. */
  String begin(TenantId tenant, Person person, String providerSession, SignInOrigin origin) {
    Instant now = clock.instant();
    repository.deleteExpired(tenant, now);
    String secret = Digests.randomSecret();
    SignIn signIn =
        new SignIn(tenant, person.getId(), Digests.sha256(secret), providerSession, origin, now);
    audit.changeBy(
        tenant,
        actor(person),
        () -> {
          origin.former().forEach(former -> repository.delete(tenant, Digests.sha256(former)));
          return repository.save(tenant, signIn);
        },
        saved ->
            PersonService.entry(AuditAction.SIGN_IN, person)
                .after(
                    Map.of(
                        "browser",
                        origin.browser(),
                        "by",
                        person.isLocal() ? "password" : "provider")));
    return secret;
  }

  private static AuditActor actor(Person person) {
    return AuditActor.person(person.getId(), person.getUserName());
  }

  private void changeBy(
      TenantId tenant, AuditActor actor, AuditAction action, Person person, Runnable change) {
    audit.changeBy(
        tenant,
        actor,
        () -> {
          change.run();
          return person;
        },
        changed -> PersonService.entry(action, changed));
  }

  /**
   * Returns who is behind a cookie now; {@code active} is false for pages that refresh by
   * themselves.
   */
  public Optional<Present> find(TenantId tenant, String secret, boolean active) {
    Instant now = clock.instant();
    Optional<Present> present =
        repository
            .findByCookie(tenant, Digests.sha256(secret))
            .filter(found -> found.signIn().isAlive(now))
            .map(found -> present(tenant, found));
    present
        .map(Present::signIn)
        .filter(found -> active && found.seen(now))
        .ifPresent(found -> repository.recordActivity(tenant, found.getId(), now));
    return present;
  }

  private Present present(TenantId tenant, SignInRepository.Known known) {
    Rights rights = rightsOf(tenant, known.person());
    // A caller with rights cannot have lapsed groups, which saves the second query.
    boolean lapsed = rights.highest().isEmpty() && isLapsed(tenant, known.person());
    return new Present(known.signIn(), known.person(), rights, lapsed);
  }

  /**
   * Returns what somebody may do now; nothing while what is known about their groups is too old.
   */
  public Rights rightsOf(TenantId tenant, Person person) {
    Rights rights = rolesOf(tenant, person);
    return person.isAuditReader() ? rights.readingAudit() : rights;
  }

  private Rights rolesOf(TenantId tenant, Person person) {
    if (person.isLocal()) {
      return Rights.of(person.getRole());
    }
    return isLapsed(tenant, person) ? Rights.none() : groups.rightsOf(tenant, person.getId());
  }

  /** Returns whether the person's group membership was last confirmed too long ago. */
  public boolean isLapsed(TenantId tenant, Person person) {
    return !person.isLocal() && !clock.instant().isBefore(groupsCountUntil(tenant, person));
  }

  /** Returns in words how long ago the person's group membership was confirmed. */
  String sinceGroupsSeen(Person person) {
    Duration since = Duration.between(person.getGroupsSeenAt(), clock.instant());
    return since.toHours() + " h " + since.toMinutesPart() + " min";
  }

  /** Returns until when the person's known groups count; only for people who have a provider. */
  public Instant groupsCountUntil(TenantId tenant, Person person) {
    Duration counts =
        providers.find(tenant).map(IdentityProvider::getGroupsCountFor).orElse(SignIn.MAX_LIFETIME);
    return person.getGroupsSeenAt().plus(counts);
  }

  /** Forgets the sign-ins that have ended, of all tenants. */
  public void sweep() {
    repository.sweep(clock.instant());
  }

  /** One's own live sign-ins, the one used last first. */
  public List<SignIn> listOwn(TenantId tenant, Caller caller) {
    return repository.list(tenant, caller.personId(), clock.instant(), LISTED);
  }

  /** Ends all of one's own sign-ins but that behind {@code secret}. */
  public void endOthers(TenantId tenant, Caller caller, String secret) {
    audit.change(
        tenant,
        caller,
        AuditEntry.of(AuditAction.END_SIGN_INS, caller.personId(), caller.userName()),
        () -> repository.deleteOthers(tenant, caller.personId(), Digests.sha256(secret)));
  }

  /**
   * Ends what was begun in a session of the provider that has ended: its front-channel logout (RFC
   * of OpenID Connect Front-Channel Logout 1.0). An unknown session is nothing to end.
   */
  public void endProviderSession(TenantId tenant, String issuer, String session) {
    boolean theirs =
        session != null
            && providers
                .find(tenant)
                .filter(provider -> issuer == null || issuer.equals(provider.getIssuer()))
                .isPresent();
    if (theirs) {
      repository
          .findPersonOfProviderSession(tenant, session)
          .ifPresent(
              person ->
                  changeBy(
                      tenant,
                      AuditActor.claiming("provider"),
                      AuditAction.SIGN_OUT,
                      person,
                      () -> repository.deleteProviderSession(tenant, session)));
    }
  }

  public void signOut(TenantId tenant, String secret) {
    String digest = Digests.sha256(secret);
    repository
        .findByCookie(tenant, digest)
        .ifPresent(
            known ->
                changeBy(
                    tenant,
                    actor(known.person()),
                    AuditAction.SIGN_OUT,
                    known.person(),
                    () -> repository.delete(tenant, digest)));
  }

  /**
   * Lets the sign-in go on behind a new secret and ends all others of the person: whoever has got
   * hold of the former secret has nothing.
   */
  String renew(TenantId tenant, Caller caller, String secret) {
    String renewed = Digests.randomSecret();
    repository.renew(tenant, Digests.sha256(secret), Digests.sha256(renewed));
    endOthers(tenant, caller, renewed);
    return renewed;
  }

  /** Returns the caller behind a cookie while a request goes on, or empty once there is none. */
  public Optional<Caller> callerStill(TenantId tenant, String tenantSlug, String secret) {
    return find(tenant, secret, false)
        .filter(present -> !present.person().isPasswordGenerated())
        .flatMap(present -> present.caller(tenantSlug));
  }
}
