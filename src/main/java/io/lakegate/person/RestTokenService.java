package io.lakegate.person;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.platform.api.NameCursor;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * REST tokens: issued for at most one's own role, expiring, revocable at once on every node. A
 * token that was made with a token has no more rights, ends no later and is revoked together with
 * it.
 */
@ApplicationScoped
public class RestTokenService {
  private static final Duration DEFAULT_LIFE = Duration.ofHours(8);
  private static final Duration SHOWN_AFTER_EXPIRY = Duration.ofDays(30);

  @Inject RestTokenRepository repository;
  @Inject SignInService signIns;
  @Inject PersonService people;
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
    return create(tenant, caller, form, onceKey, Instant.MAX);
  }

  /**
   * Issues a token like the method above, with a latest end.
   *
   * @param latestEnd when it ends at the latest, whatever the form asks for
   */
  Issued create(
      TenantId tenant, Caller caller, RestTokenForm form, String onceKey, Instant latestEnd) {
    caller.require(caller.isOperator() ? Operation.MANAGE_TENANTS : Operation.OWN_TOKENS);
    forms.require(form);
    if (form.getTenant() != null && !form.getTenant().equals(caller.tenantSlug())) {
      throw LakegateException.invalid(
          "tenant", "A token is for the organisation of who asks for it: " + caller.tenantSlug());
    }
    Role role = role(caller, form.getRoles());
    IdempotencyKey key = IdempotencyKey.of(caller.personId(), onceKey, "token");
    if (key != null && idempotencyKeys.find(tenant, key).isPresent()) {
      throw new LakegateException(ErrorCode.TOKEN_SHOWN_ALREADY);
    }
    Instant now = clock.instant();
    Instant end = earlier(now.plus(life(form)), earlier(latestEnd, endOfBorne(tenant, caller)));
    RestToken row =
        new RestToken(
            tenant,
            caller.personId(),
            form.getName(),
            blankToNull(form.getComment()),
            role,
            now,
            end,
            caller.tokenId());
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

  /**
   * Like the method above, for a caller who has just proved a person's password: {@code
   * SIGN_IN_REFUSED} when it was changed meanwhile, since what that revoked has missed this token.
   */
  Issued createByPassword(TenantId tenant, Caller caller, RestTokenForm form, Person proved) {
    Issued issued = create(tenant, caller, form, null);
    if (!people.hasStill(tenant, proved)) {
      repository.revoke(tenant, issued.row().getId(), clock.instant());
      throw new LakegateException(ErrorCode.SIGN_IN_REFUSED);
    }
    return issued;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Returns when the caller's token ends; {@code Instant.MAX} when the caller uses none. */
  private Instant endOfBorne(TenantId tenant, Caller caller) {
    return caller.tokenId() == null
        ? Instant.MAX
        : repository
            .find(tenant, caller.tokenId())
            .map(RestToken::getExpiresAt)
            .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_REFUSED));
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
   * first, one more than the limit when there are more. Who asks with a token sees that one and
   * those which are no wider.
   */
  public List<RestToken> list(
      TenantId tenant, Caller caller, boolean everybodys, NameCursor after, int limit) {
    if (everybodys) {
      caller.require(Operation.ALL_TOKENS);
    }
    return repository.list(
        tenant, everybodys ? null : caller.personId(), shownTo(caller), after, limit);
  }

  private static RestTokenRepository.Shown shownTo(Caller caller) {
    return caller.tokenId() == null
        ? RestTokenRepository.Shown.EVERYTHING
        : new RestTokenRepository.Shown(
            caller.tokenId(),
            Arrays.stream(Role.values()).filter(caller.role()::includes).toList());
  }

  /** Returns how many of one's own tokens can be used now. */
  public long countOwnActive(TenantId tenant, Caller caller) {
    return repository.countAlive(tenant, caller.personId(), clock.instant());
  }

  /** The names of the tokens these were made with, by their id. */
  public Map<UUID, String> namesOfMakers(TenantId tenant, List<RestToken> made) {
    Set<UUID> makers =
        made.stream()
            .map(RestToken::getMadeWith)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return repository.names(tenant, makers);
  }

  /** Forgets the tokens that expired a while ago, of all tenants. */
  public void sweep() {
    repository.sweep(clock.instant().minus(SHOWN_AFTER_EXPIRY));
  }

  /**
   * One's own token, or anybody's of the tenant as an administrator; for who asks with a token none
   * that is wider. {@code TOKEN_NOT_FOUND}.
   */
  public RestToken get(TenantId tenant, Caller caller, UUID id) {
    RestToken token =
        repository
            .find(tenant, id)
            .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_NOT_FOUND));
    if (!token.getPersonId().equals(caller.personId())) {
      caller.require(Operation.ALL_TOKENS);
    }
    if (caller.tokenId() != null && isWider(tenant, token, caller)) {
      throw new LakegateException(ErrorCode.FORBIDDEN);
    }
    return token;
  }

  /**
   * Returns whether the token allows more than the caller's. A token that was made with the
   * caller's never does, also after its person lost a role.
   */
  private boolean isWider(TenantId tenant, RestToken token, Caller caller) {
    return !caller.role().includes(token.getRole())
        && !token.getId().equals(caller.tokenId())
        && !repository.descendsFrom(tenant, token.getId(), caller.tokenId());
  }

  /**
   * Revokes for good, with all that was made with it; doing so again changes nothing. As {@code
   * get}.
   */
  public void revoke(TenantId tenant, Caller caller, UUID id) {
    RestToken token = get(tenant, caller, id);
    if (token.getRevokedAt() != null) {
      return;
    }
    audit.change(
        tenant,
        caller,
        () -> repository.revoke(tenant, token.getId(), clock.instant()),
        others -> revoked(token, others));
  }

  private static AuditEntry revoked(RestToken token, List<UUID> others) {
    AuditEntry entry = AuditEntry.of(AuditAction.REVOKE_TOKEN, token.getId(), token.getName());
    return others.isEmpty() ? entry : entry.after(Map.of("revokedWithIt", others));
  }

  /** Revokes all of one's own; says how many could still be used. */
  int revokeAllOwn(TenantId tenant, Caller caller) {
    return audit.change(
        tenant,
        caller,
        () -> repository.revokeAllOf(tenant, caller.personId(), clock.instant()),
        revoked ->
            AuditEntry.of(AuditAction.REVOKE_TOKEN, caller.personId(), caller.userName())
                .after(Map.of("revoked", revoked)));
  }

  /** {@code ACTIVE}, {@code EXPIRED} or {@code REVOKED}, as pages say it. */
  public String state(RestToken token) {
    if (token.getRevokedAt() != null) {
      return "REVOKED";
    }
    return token.isAlive(clock.instant()) ? "ACTIVE" : "EXPIRED";
  }

  /**
   * Returns whom a verified token speaks for now: its role ∩ the person's present one. Empty when
   * it was revoked, has expired, or its person is gone. {@code RIGHTS_LAPSED} when it is too long
   * ago that the provider said which groups the person is in.
   */
  public Optional<Caller> callerOf(TenantId tenant, String tenantSlug, UUID id) {
    Instant now = clock.instant();
    return repository
        .findBearer(tenant, id)
        .filter(bearer -> bearer.token().isAlive(now))
        .flatMap(
            bearer -> {
              recordUse(tenant, bearer.token(), now);
              return callerOf(tenant, tenantSlug, bearer);
            });
  }

  /** Like {@code callerOf}, but does not count as a use of the token: the request goes on. */
  public Optional<Caller> callerStill(TenantId tenant, String tenantSlug, UUID id) {
    Instant now = clock.instant();
    return repository
        .findBearer(tenant, id)
        .filter(bearer -> bearer.token().isAlive(now))
        .flatMap(bearer -> callerOf(tenant, tenantSlug, bearer));
  }

  private void recordUse(TenantId tenant, RestToken token, Instant now) {
    Instant lastUsed = token.getLastUsedAt();
    if (lastUsed == null || lastUsed.plus(SignIn.GRAIN).isBefore(now)) {
      repository.recordUse(tenant, token.getId(), now);
    }
  }

  private Optional<Caller> callerOf(
      TenantId tenant, String tenantSlug, RestTokenRepository.Bearer bearer) {
    RestToken token = bearer.token();
    Person person = bearer.person();
    Rights rights = signIns.rightsOf(tenant, person).and(token.getRole());
    if (rights.highest().isEmpty() && signIns.isLapsed(tenant, person)) {
      throw new LakegateException(ErrorCode.RIGHTS_LAPSED, signIns.sinceGroupsSeen(person));
    }
    return rights
        .highest()
        .map(
            role ->
                new Caller(
                    tenant,
                    tenantSlug,
                    person.getId(),
                    person.getUserName(),
                    rights,
                    token.getId()));
  }
}
