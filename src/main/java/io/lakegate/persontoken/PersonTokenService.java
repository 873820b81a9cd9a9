package io.lakegate.persontoken;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.client.oidc.OidcRegistration;
import io.lakegate.client.oidc.OidcRenewal;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.KeptTokens;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A person's own tokens for backends: kept at sign-in, renewed early and once for all nodes, given
 * out for that very person. A refresh token is sealed for its tenant and row, belongs to the issuer
 * and client it came from, and is replaced together with the access token it brought.
 */
@ApplicationScoped
public class PersonTokenService implements KeptTokens {
  private static final Logger LOG = Logger.getLogger(PersonTokenService.class.getName());

  /** Sealed with a key this installation no longer has, or for another row. */
  private static final Refusal UNREADABLE = new Refusal(true, "unreadable_token", null);

  /** Longer than discovery and the token endpoint take together before they are cut. */
  static final Duration LEASE = Duration.ofSeconds(45);

  /** Before a provider that did not help is asked again. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  /**
   * Pause between two checks whether another request's refresh is done; there are at most {@link
   * #MAX_LOOKS}.
   */
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private static final int MAX_LOOKS = 100;

  /** Resources of one person; there is one a workspace at most. */
  private static final int MAX_SHOWN = 100;

  /** Time for which the page of a person still says why they had to sign in again. */
  static final Duration SHOWN_AFTER_EXPIRY = Duration.ofDays(30);

  /** Each sign-in replaces it, so whose is older has not been here for as long. */
  static final Duration UNUSED_FOR = Duration.ofDays(90);

  /** A change of the settings forgets them at once; what slipped through goes a day later. */
  static final Duration FOREIGN_FOR = Duration.ofDays(1);

  /** People of a tenant in one sweep. */
  int mostSwept = 500;

  @Inject PersonTokenRepository repository;
  @Inject IdentityProviderService providers;
  @Inject OidcClient oidc;
  @Inject SecretBox secrets;
  @Inject Clock clock;
  @Inject AuditService audit;

  /**
   * Keeps what a sign-in brought, or forgets what an earlier one did where people's own tokens are
   * switched off.
   *
   * @param refreshToken null when the provider gave none: then what is kept stays
   */
  public void signedIn(
      TenantId tenant, UUID personId, IdentityProvider provider, String refreshToken) {
    if (!provider.isPersonTokens()) {
      repository.delete(tenant, personId);
      return;
    }
    if (refreshToken == null) {
      LOG.log(Level.WARNING, "{0} gave no refresh token", provider.getIssuer());
      return;
    }
    try {
      repository.signedIn(
          tenant,
          personId,
          client(provider),
          row -> secrets.encrypt(refreshPurpose(tenant, row), refreshToken),
          clock.instant());
    } catch (PersistenceException e) {
      if (!Violation.is(Violation.DUPLICATE, e)) {
        throw e;
      }
      // The same person in two browsers at once; one refresh token is as good as the other.
    }
  }

  /**
   * Returns what a backend wants to see at the person's next sign-in; empty when none has said so.
   */
  public Optional<String> findClaims(TenantId tenant, UUID personId) {
    return repository.findClaims(tenant, personId);
  }

  /** Returns what is kept of one's own sign-in, for who shows its times. */
  public OwnTokens own(TenantId tenant, Caller caller) {
    Optional<IdentityProvider> provider = keeping(tenant);
    return provider
        .flatMap(
            found -> repository.find(tenant, caller.personId()).filter(kept -> isFrom(found, kept)))
        .map(
            kept ->
                new OwnTokens(kept, repository.listAccess(tenant, caller.personId(), MAX_SHOWN)))
        .orElseGet(() -> OwnTokens.none(provider.isPresent()));
  }

  /** The provider, where people's own tokens are switched on. */
  private Optional<IdentityProvider> keeping(TenantId tenant) {
    return providers.find(tenant).filter(found -> found.isLive() && found.isPersonTokens());
  }

  private static boolean isFrom(IdentityProvider provider, PersonToken token) {
    return token.isOf(client(provider));
  }

  /**
   * Refuses where there is no token to be had without the person: {@code BACKEND_SIGN_IN_MISSING},
   * {@code BACKEND_SIGN_IN_EXPIRED}. Asks nobody.
   */
  public void require(TenantId tenant, UUID personId, String scope) {
    usable(tenant, personId, scope);
  }

  /**
   * The person's access token for one resource, good for at least some seconds; asks the provider
   * when it is about to expire. {@code BACKEND_SIGN_IN_MISSING} and {@code
   * BACKEND_SIGN_IN_EXPIRED}: only the person can help. {@code BACKEND_TOKEN_LATER}: trying again
   * may. {@code PROVIDER_REFUSED} and {@code PROVIDER_BAD_ANSWER}: an administrator must.
   *
   * @param scope as the backend's resource names it, of one resource
   */
  public String accessToken(TenantId tenant, UUID personId, String scope) {
    for (int look = 0; look < MAX_LOOKS; look++) {
      Instant now = clock.instant();
      Kept found = usable(tenant, personId, scope);
      PersonToken kept = found.refresh();
      PersonAccessToken present = found.access();
      if (present != null && present.isFresh(now)) {
        return opened(tenant, present);
      }
      boolean usable = present != null && present.isUsable(now);
      if (kept.retryAt() != null && now.isBefore(kept.retryAt())) {
        return usable ? opened(tenant, present) : later(kept.retryWhy());
      }
      UUID holder = UUID.randomUUID();
      Optional<PersonToken> leased =
          repository.lease(tenant, personId, holder, now, now.plus(LEASE));
      if (leased.isPresent()) {
        return refreshed(tenant, leased.get(), holder, scope, present);
      }
      if (usable) {
        return opened(tenant, present);
      }
      // Another thread or node is asking the provider: its answer serves here too.
      pause();
    }
    return later("another part of Lakegate is asking the provider.");
  }

  /**
   * A backend did not take this token (401). It is forgotten if it is still the one to be given
   * out, and the next question brings a new one; whose new one was refused too gets no third within
   * {@link PersonAccessToken#DROPPED_AGAIN_AFTER}.
   *
   * @return whether the next question brings another token, or says why there is none
   */
  public boolean refused(TenantId tenant, UUID personId, String scope, String token) {
    Optional<PersonAccessToken> same =
        repository.findAccess(tenant, personId, scope).filter(kept -> is(token, tenant, kept));
    return same.isEmpty()
        || repository.drop(tenant, personId, scope, same.get().sealedToken(), clock.instant());
  }

  private boolean is(String token, TenantId tenant, PersonAccessToken kept) {
    try {
      return kept.sealedToken() != null
          && token.equals(secrets.decrypt(accessPurpose(tenant, kept.getId()), kept.sealedToken()));
    } catch (IllegalStateException e) {
      // Sealed with a key that is gone: no token of now, as the next question says.
      return false;
    }
  }

  /**
   * The tokens kept of a person.
   *
   * @param access null while there was none for the scope
   */
  private record Kept(PersonToken refresh, PersonAccessToken access) {}

  /** Returns what is kept, if it may be used for that scope. */
  private Kept usable(TenantId tenant, UUID personId, String scope) {
    IdentityProvider provider =
        keeping(tenant).orElseThrow(() -> new LakegateException(ErrorCode.BACKEND_SIGN_IN_MISSING));
    PersonToken kept =
        repository
            .find(tenant, personId)
            .filter(token -> isFrom(provider, token))
            .orElseThrow(() -> new LakegateException(ErrorCode.BACKEND_SIGN_IN_MISSING));
    if (kept.isExpired()) {
      throw new LakegateException(ErrorCode.BACKEND_SIGN_IN_EXPIRED, kept.getExpiredWhy());
    }
    PersonAccessToken access = repository.findAccess(tenant, personId, scope).orElse(null);
    if (access != null && access.isRefused()) {
      throw new LakegateException(ErrorCode.BACKEND_SIGN_IN_EXPIRED, access.getRefusedWhy());
    }
    return new Kept(kept, access);
  }

  private String refreshed(
      TenantId tenant, PersonToken kept, UUID holder, String scope, PersonAccessToken present) {
    UUID person = kept.getPersonId();
    String used = kept.sealedRefresh();
    OidcRenewal renewal;
    try {
      // Whoever had the lease before may have stored a token for this scope just now.
      Optional<PersonAccessToken> fresh =
          repository
              .findAccess(tenant, person, scope)
              .filter(token -> token.isFresh(clock.instant()));
      if (fresh.isPresent()) {
        repository.release(tenant, person, holder);
        return opened(tenant, fresh.get());
      }
      renewal =
          oidc.renew(
              registration(tenant),
              secrets.decrypt(refreshPurpose(tenant, kept.getId()), used),
              scope);
    } catch (LakegateException e) {
      Instant now = clock.instant();
      repository.later(tenant, person, holder, used, e.getMessage(), now.plus(RETRY_AFTER));
      if (present != null && present.isUsable(now)) {
        return opened(tenant, present);
      }
      return passing(e) ? later(e.getMessage()) : failed(e);
    } catch (IllegalStateException e) {
      repository.refused(tenant, person, holder, used, scope, UNREADABLE, clock.instant());
      throw new LakegateException(e, ErrorCode.BACKEND_SIGN_IN_EXPIRED, UNREADABLE.error());
    }
    Instant now = clock.instant();
    if (renewal instanceof OidcRenewal.SignInNeeded needed) {
      LOG.log(Level.INFO, "A person must sign in again for backends: {0}", needed.error());
      repository.refused(
          tenant,
          person,
          holder,
          used,
          scope,
          new Refusal(needed.everything(), needed.error(), needed.claims()),
          now);
      audit.record(
          tenant,
          null,
          AuditEntry.of(AuditAction.EXPIRE_BACKEND_SIGN_IN, person, null)
              .refused(ErrorCode.BACKEND_SIGN_IN_EXPIRED));
      throw new LakegateException(ErrorCode.BACKEND_SIGN_IN_EXPIRED, needed.error());
    }
    OidcRenewal.Tokens tokens = (OidcRenewal.Tokens) renewal;
    repository.renewed(
        tenant,
        person,
        holder,
        used,
        scope,
        tokens.lifetime(),
        tokens.refreshToken() == null
            ? null
            : row -> secrets.encrypt(refreshPurpose(tenant, row), tokens.refreshToken()),
        row -> secrets.encrypt(accessPurpose(tenant, row), tokens.accessToken()),
        now);
    return tokens.accessToken();
  }

  private OidcRegistration registration(TenantId tenant) {
    return providers
        .find(tenant)
        .map(provider -> providers.registration(tenant, provider))
        .orElseThrow(() -> new LakegateException(ErrorCode.BACKEND_SIGN_IN_MISSING));
  }

  private static boolean passing(LakegateException problem) {
    return problem.code() == ErrorCode.PROVIDER_UNREACHABLE;
  }

  private static String later(String why) {
    throw new LakegateException(ErrorCode.BACKEND_TOKEN_LATER, why);
  }

  private static String failed(LakegateException problem) {
    throw problem;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      later("this server is stopping.");
    }
  }

  /**
   * Removes, of all tenants, what opens nothing any more: what expired or was refused a month ago,
   * what nobody used for 90 days, and what came from another client than the tenant's present one.
   * So many people's at a time; the rest waits for the next sweep.
   */
  public void sweep() {
    Instant now = clock.instant();
    for (TenantId tenant : repository.tenants()) {
      PersonToken.Client present =
          providers
              .find(tenant)
              .filter(IdentityProvider::isPersonTokens)
              .map(PersonTokenService::client)
              .orElse(PersonToken.Client.NONE);
      PersonTokenRepository.Outdated outdated =
          new PersonTokenRepository.Outdated(
              present,
              now.minus(SHOWN_AFTER_EXPIRY),
              now.minus(UNUSED_FOR),
              now.minus(FOREIGN_FOR));
      repository
          .listOutdated(tenant, outdated, mostSwept)
          .forEach(person -> repository.deleteOutdated(tenant, person, outdated));
    }
  }

  /** Removes the tokens of everybody in the tenant, at once and on every node. */
  @Override
  public void forget(TenantId tenant) {
    repository.deleteAll(tenant);
  }

  private String opened(TenantId tenant, PersonAccessToken token) {
    try {
      return secrets.decrypt(accessPurpose(tenant, token.getId()), token.sealedToken());
    } catch (IllegalStateException e) {
      throw new LakegateException(e, ErrorCode.BACKEND_SIGN_IN_EXPIRED, UNREADABLE.error());
    }
  }

  private static PersonToken.Client client(IdentityProvider provider) {
    return new PersonToken.Client(provider.getIssuer(), provider.getClientId());
  }

  private static String refreshPurpose(TenantId tenant, UUID row) {
    return "person-token/" + tenant + "/" + row + "/refresh";
  }

  private static String accessPurpose(TenantId tenant, UUID row) {
    return "person-access-token/" + tenant + "/" + row;
  }
}
