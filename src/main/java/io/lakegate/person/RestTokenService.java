package io.lakegate.person;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.api.Cursor;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.idempotency.IdempotencyKey;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** REST tokens: issued for at most one's own role, expiring, revocable at once on every node. */
@ApplicationScoped
public class RestTokenService {
  private static final Duration DEFAULT_LIFE = Duration.ofHours(8);
  private static final Duration SHOWN_AFTER_EXPIRY = Duration.ofDays(30);

  @Inject RestTokenRepository repository;
  @Inject SignInService signIns;
  @Inject SigningKeys keys;
  @Inject IdempotencyKeyRepository idempotencyKeys;
  @Inject Forms forms;
  @Inject Clock clock;
  @Inject AuditService audit;

  /** A token just made; {@code token} is never shown again. */
  public record Issued(RestToken row, String token) {}

  /**
   * Issues a token for the caller. {@code INVALID} names the field that does not fit.
   *
   * @param onceKey null, or what makes a form that is sent again fail with {@code
   *     TOKEN_SHOWN_ALREADY} instead of making a second token
   */
  public Issued create(TenantId tenant, Caller caller, RestTokenForm form, String onceKey) {
    caller.require(caller.isOperator() ? Operation.MANAGE_TENANTS : Operation.OWN_TOKENS);
    forms.require(form);
    Role role = role(caller, form.getRoles());
    IdempotencyKey key = IdempotencyKey.of(caller.personId(), onceKey, "token");
    if (key != null && idempotencyKeys.find(tenant, key).isPresent()) {
      throw new LakegateException(ErrorCode.TOKEN_SHOWN_ALREADY);
    }
    Instant now = clock.instant();
    RestToken row =
        new RestToken(
            tenant,
            caller.personId(),
            form.getName(),
            blankToNull(form.getComment()),
            role,
            now,
            now.plus(life(form)));
    Caller bearer =
        new Caller(tenant, caller.tenantSlug(), caller.personId(), caller.userName(), role);
    String token = keys.sign(row.getId(), bearer, row.getExpiresAt());
    try {
      RestToken stored =
          audit.change(
              tenant,
              caller,
              () -> repository.create(tenant, row, key),
              made ->
                  AuditEntry.of(AuditAction.CREATE_TOKEN, made.getId(), made.getName())
                      .after(view(made, caller)));
      return new Issued(stored, token);
    } catch (PersistenceException e) {
      throw key != null && Violation.is(Violation.DUPLICATE, e)
          ? new LakegateException(e, ErrorCode.TOKEN_SHOWN_ALREADY)
          : e;
    }
  }

  private static RestTokenView view(RestToken token, Caller caller) {
    return RestTokenView.of(token, null, caller.tenantSlug(), caller.userName());
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static Duration life(RestTokenForm form) {
    return form.getExpiresIn() == null ? DEFAULT_LIFE : Duration.parse(form.getExpiresIn().strip());
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

  /**
   * One's own tokens, or all of the tenant's for administrators when {@code everybodys}; newest
   * first, one more than the limit when there are more.
   */
  public List<RestToken> list(
      TenantId tenant, Caller caller, boolean everybodys, Cursor after, int limit) {
    if (everybodys) {
      caller.require(Operation.ALL_TOKENS);
    }
    return repository.list(tenant, everybodys ? null : caller.personId(), after, limit);
  }

  /** Forgets the tokens that expired a while ago, of all tenants. */
  public void sweep() {
    repository.sweep(clock.instant().minus(SHOWN_AFTER_EXPIRY));
  }

  /** One's own token, or anybody's of the tenant as an administrator. {@code TOKEN_NOT_FOUND}. */
  public RestToken get(TenantId tenant, Caller caller, UUID id) {
    RestToken token =
        repository
            .find(tenant, id)
            .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_NOT_FOUND));
    if (!token.getPersonId().equals(caller.personId())) {
      caller.require(Operation.ALL_TOKENS);
    }
    return token;
  }

  /** Revokes for good; doing so again changes nothing. As {@code get}. */
  public void revoke(TenantId tenant, Caller caller, UUID id) {
    RestToken token = get(tenant, caller, id);
    if (token.getRevokedAt() != null) {
      return;
    }
    audit.change(
        tenant,
        caller,
        AuditEntry.of(AuditAction.REVOKE_TOKEN, token.getId(), token.getName()),
        () -> repository.revoke(tenant, token.getId(), clock.instant()));
  }

  /** {@code ACTIVE}, {@code EXPIRED} or {@code REVOKED}, as pages say it. */
  public String state(RestToken token) {
    if (token.getRevokedAt() != null) {
      return "REVOKED";
    }
    return token.isAlive(clock.instant()) ? "ACTIVE" : "EXPIRED";
  }

  /**
   * Whom a verified token speaks for now: its role ∩ the person's present one. Empty when it was
   * revoked, has expired, or its person is gone. {@code RIGHTS_LAPSED} when it is too long ago that
   * the provider said which groups the person is in.
   */
  public Optional<Caller> callerOf(TenantId tenant, String tenantSlug, UUID id) {
    Instant now = clock.instant();
    return repository
        .findBearer(tenant, id)
        .filter(bearer -> bearer.token().isAlive(now))
        .flatMap(bearer -> callerOf(tenant, tenantSlug, bearer, now));
  }

  private Optional<Caller> callerOf(
      TenantId tenant, String tenantSlug, RestTokenRepository.Bearer bearer, Instant now) {
    RestToken token = bearer.token();
    Person person = bearer.person();
    Instant lastUsed = token.getLastUsedAt();
    if (lastUsed == null || lastUsed.plus(SignIn.GRAIN).isBefore(now)) {
      repository.recordUse(tenant, token.getId(), now);
    }
    Rights rights = signIns.rightsOf(tenant, person).and(token.getRole());
    if (rights.highest().isEmpty() && signIns.isLapsed(tenant, person)) {
      throw new LakegateException(ErrorCode.RIGHTS_LAPSED, signIns.sinceGroupsSeen(person));
    }
    return rights
        .highest()
        .map(role -> new Caller(tenant, tenantSlug, person.getId(), person.getUserName(), rights));
  }
}
