package io.lakegate.person;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Digests;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs browsers in and out, and says whose sign-in a cookie is. */
@ApplicationScoped
public class SignInService {
  private static final int LISTED = 100;

  @Inject SignInRepository repository;
  @Inject PersonService people;
  @Inject Clock clock;

  /** A live sign-in and the person behind it, with their present rights. */
  public record Present(SignIn signIn, Person person) {
    public Caller caller(String tenantSlug) {
      return new Caller(
          person.getTenantId(), tenantSlug, person.getId(), person.getUserName(), person.getRole());
    }
  }

  /**
   * Checks the password and returns the secret for the cookie: always a new one, so nothing known
   * before the sign-in is worth anything after it.
   */
  public String signIn(TenantId tenant, String userName, String password, SignInOrigin origin) {
    Person person = people.authenticate(tenant, userName, password, origin.address());
    Instant now = clock.instant();
    repository.deleteExpired(tenant, now);
    String secret = Digests.randomSecret();
    repository.save(
        tenant, new SignIn(tenant, person.getId(), Digests.sha256(secret), origin, now));
    return secret;
  }

  /** Who is behind a cookie now; {@code active} is false for pages that refresh by themselves. */
  public Optional<Present> find(TenantId tenant, String secret, boolean active) {
    Instant now = clock.instant();
    Optional<Present> present =
        repository
            .findByCookie(tenant, Digests.sha256(secret))
            .filter(found -> found.signIn().isAlive(now));
    present
        .map(Present::signIn)
        .filter(found -> active && found.seen(now))
        .ifPresent(found -> repository.recordActivity(tenant, found.getId(), now));
    return present;
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
    repository.deleteOthers(tenant, caller.personId(), Digests.sha256(secret));
  }

  public void signOut(TenantId tenant, String secret) {
    repository.delete(tenant, Digests.sha256(secret));
  }

  /** Changes one's own password; every other sign-in of the person ends. */
  public void changePassword(
      TenantId tenant, Caller caller, String secret, String current, String chosen) {
    if (!caller.tenant().equals(tenant)) {
      throw new LakegateException(ErrorCode.PERSON_NOT_FOUND);
    }
    people.changePassword(tenant, caller.personId(), current, chosen);
    endOthers(tenant, caller, secret);
  }
}
