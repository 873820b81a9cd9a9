package io.lakegate.person;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** REST tokens: issued for at most one's own role, expiring, revocable at once on every node. */
@ApplicationScoped
public class RestTokenService {
  private static final Duration DEFAULT_LIFE = Duration.ofHours(8);
  private static final Duration SHOWN_AFTER_EXPIRY = Duration.ofDays(30);
  private static final int LONGEST_NAME = 100;
  private static final int LISTED = 200;

  @Inject RestTokenRepository repository;
  @Inject PersonService people;
  @Inject SigningKeys keys;
  @Inject Clock clock;

  /** A token just made; {@code token} is never shown again. */
  public record Issued(RestToken row, String token) {}

  /** Issues a token for the caller. {@code INVALID} names the field that does not fit. */
  public Issued create(TenantId tenant, Caller caller, RestTokenForm form) {
    caller.require(caller.isOperator() ? Operation.MANAGE_TENANTS : Operation.OWN_TOKENS);
    if (form.name() == null || form.name().isBlank() || form.name().length() > LONGEST_NAME) {
      throw LakegateException.invalid("name", "Give the token a name of 1 to 100 characters.");
    }
    Duration life = life(form.expiresIn());
    Role role = role(caller, form.roles());
    Instant now = clock.instant();
    RestToken row =
        new RestToken(tenant, caller.personId(), form.name().strip(), role, now, now.plus(life));
    Caller bearer =
        new Caller(tenant, caller.tenantSlug(), caller.personId(), caller.userName(), role);
    String token = keys.sign(row.getId(), bearer, row.getExpiresAt());
    return new Issued(repository.save(tenant, row), token);
  }

  private static Duration life(String expiresIn) {
    if (expiresIn == null) {
      return DEFAULT_LIFE;
    }
    try {
      Duration life = Duration.parse(expiresIn);
      if (life.compareTo(Duration.ofMinutes(1)) >= 0
          && life.compareTo(SigningKeys.LONGEST_TOKEN) <= 0) {
        return life;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw LakegateException.invalid(
        "expiresIn", "Give an ISO-8601 duration between PT1M and P90D, such as PT8H.");
  }

  /** The highest role asked for; none asked for means one's own. */
  private static Role role(Caller caller, List<String> titles) {
    if (titles == null || titles.isEmpty()) {
      return caller.role();
    }
    Role highest = null;
    for (String title : titles) {
      Role role = Role.ofTitle(title).filter(caller.role()::includes).orElse(null);
      if (role == null) {
        throw LakegateException.invalid(
            "roles", "Ask only for roles you have: " + String.join(", ", caller.role().titles()));
      }
      highest = highest == null || role.includes(highest) ? role : highest;
    }
    return highest;
  }

  /** One's own tokens; all of the tenant's for administrators when {@code everybodys}. */
  public List<RestToken> list(TenantId tenant, Caller caller, boolean everybodys) {
    if (everybodys) {
      caller.require(Operation.ALL_TOKENS);
    }
    return repository.list(tenant, everybodys ? null : caller.personId(), LISTED);
  }

  /** Forgets the tokens that expired a while ago, of all tenants. */
  public void sweep() {
    repository.sweep(clock.instant().minus(SHOWN_AFTER_EXPIRY));
  }

  /** Revokes one's own token, or anybody's of the tenant as an administrator. */
  public void revoke(TenantId tenant, Caller caller, UUID id) {
    RestToken token =
        repository
            .find(tenant, id)
            .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_NOT_FOUND));
    if (!token.getPersonId().equals(caller.personId())) {
      caller.require(Operation.ALL_TOKENS);
    }
    token.revoke(clock.instant());
    repository.save(tenant, token);
  }

  /**
   * Whom a verified token speaks for now: its role ∩ the person's present one. Empty when it was
   * revoked, has expired, or its person is gone.
   */
  public Optional<Caller> callerOf(TenantId tenant, String tenantSlug, UUID id) {
    Instant now = clock.instant();
    return repository
        .find(tenant, id)
        .filter(token -> token.isAlive(now))
        .flatMap(token -> callerOf(tenant, tenantSlug, token, now));
  }

  private Optional<Caller> callerOf(
      TenantId tenant, String tenantSlug, RestToken token, Instant now) {
    Instant lastUsed = token.getLastUsedAt();
    if (lastUsed == null || lastUsed.plus(SignIn.GRAIN).isBefore(now)) {
      repository.recordUse(tenant, token.getId(), now);
    }
    return people
        .find(tenant, token.getPersonId())
        .flatMap(
            person ->
                person
                    .getRole()
                    .and(token.getRole())
                    .map(
                        role ->
                            new Caller(
                                tenant, tenantSlug, person.getId(), person.getUserName(), role)));
  }
}
