package io.lakegate.identityprovider;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.oidc.OidcRegistration;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sign-in settings of a tenant: for administrators; the provider is registered, tried, made live.
 */
@ApplicationScoped
public class IdentityProviderService {
  /** Loopback addresses, where plain HTTP is safe; for trying things out. */
  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

  @Inject IdentityProviderRepository repository;
  @Inject RemainingAdministrators administrators;
  @Inject KeptTokens keptTokens;
  @Inject AllowedHosts hosts;
  @Inject SecretBox secrets;
  @Inject ClientKeys keys;
  @Inject Forms forms;
  @Inject Clock clock;
  @Inject AuditService audit;

  /** {@code IDENTITY_PROVIDER_NOT_FOUND} where people sign in with local accounts only. */
  public IdentityProvider get(TenantId tenant, Caller caller) {
    caller.require(Operation.MANAGE_SIGN_IN);
    return repository
        .find(tenant)
        .orElseThrow(() -> new LakegateException(ErrorCode.IDENTITY_PROVIDER_NOT_FOUND));
  }

  /**
   * Returns when the certificate that proves Lakegate at the provider ends; empty while that is
   * more than a month away, and for a caller who cannot put another in its place.
   */
  public Optional<Instant> certificateEnd(TenantId tenant, Caller caller) {
    if (!caller.may(Operation.MANAGE_SIGN_IN)) {
      return Optional.empty();
    }
    return repository
        .find(tenant)
        .map(provider -> ClientCertificateView.of(provider.getCertificate()))
        .filter(certificate -> certificate.isExpiring(clock.instant()))
        .map(ClientCertificateView::expiresAt);
  }

  /** Finds the settings for signing in, when nobody is known yet. */
  public Optional<IdentityProvider> find(TenantId tenant) {
    return repository.find(tenant);
  }

  /**
   * Registers the provider, or changes it: then {@code version} must be the present one ({@code
   * STALE}), and a secret left out is kept unless the issuer changes, for it belongs to that.
   * {@code INVALID}, {@code HOST_NOT_ALLOWED}; {@code LAST_ADMINISTRATOR} when nobody could
   * administer the tenant any more; {@code PROVIDER_NOT_TRIED} when settings that nobody signed in
   * with yet would be live, unless the form says so all the same, which is recorded.
   */
  public IdentityProvider save(TenantId tenant, Caller caller, IdentityProviderForm form) {
    caller.require(Operation.MANAGE_SIGN_IN);
    forms.require(form);
    Optional<IdentityProvider> present = repository.find(tenant);
    if (present.isPresent()) {
      forms.requireVersion(form.getVersion(), present.get().getVersion());
    }
    requireAllowed(form);
    IdentityProviderView before = present.map(IdentityProviderView::of).orElse(null);
    IdentityProvider provider = present.orElseGet(() -> new IdentityProvider(tenant));
    boolean sameClient = isSameClient(provider, form);
    String liveBefore =
        present.filter(IdentityProvider::isLive).map(IdentityProvider::who).orElse("");
    provider.apply(form, sealed(provider, form));
    keys.take(provider, form);
    boolean untried =
        form.isLive() && !provider.who().equals(liveBefore) && !isTried(tenant, provider);
    if (untried && !form.isLiveAnyway()) {
      throw LakegateException.inField("live", ErrorCode.PROVIDER_NOT_TRIED);
    }
    try {
      return audit.change(
          tenant,
          caller,
          () -> {
            administrators.hold(tenant);
            requireAdministrator(tenant, form);
            IdentityProvider kept = repository.save(tenant, provider);
            if (untried) {
              audit.record(tenant, caller, entry(AuditAction.LIVE_WITHOUT_TRIAL, kept));
            }
            if (!sameClient || !form.isPersonTokens()) {
              keptTokens.forget(tenant);
            }
            return kept;
          },
          saved ->
              entry(AuditAction.SAVE_IDENTITY_PROVIDER, saved)
                  .before(before)
                  .after(IdentityProviderView.of(saved))
                  .replacing(form.givenSecrets()));
    } catch (PersistenceException e) {
      // Two registered one at once.
      throw Violation.is(Violation.DUPLICATE, e) ? new LakegateException(e, ErrorCode.STALE) : e;
    }
  }

  /** People of the provider can no longer sign in; {@code LAST_ADMINISTRATOR} as above. */
  public void delete(TenantId tenant, Caller caller) {
    IdentityProvider provider = get(tenant, caller);
    if (!administrators.byLocalAccount(tenant)) {
      throw new LakegateException(ErrorCode.LAST_ADMINISTRATOR);
    }
    audit.change(
        tenant,
        caller,
        entry(AuditAction.DELETE_IDENTITY_PROVIDER, provider)
            .before(IdentityProviderView.of(provider)),
        () -> repository.delete(tenant));
    keptTokens.forget(tenant);
  }

  private static AuditEntry entry(AuditAction action, IdentityProvider provider) {
    return AuditEntry.of(action, provider.getId(), provider.getName());
  }

  /**
   * Makes a key pair and its certificate, which is to be given to the provider; nothing uses it
   * before {@link #useCertificate}. One made before and not used is forgotten.
   */
  public IdentityProvider prepareCertificate(TenantId tenant, Caller caller) {
    return changed(tenant, caller, keys::prepare);
  }

  /**
   * Makes the prepared certificate the one that proves Lakegate. Fails with {@code
   * CERTIFICATE_NOT_PREPARED}.
   */
  public IdentityProvider useCertificate(TenantId tenant, Caller caller) {
    return changed(
        tenant,
        caller,
        provider -> {
          if (provider.getNextCertificate() == null) {
            throw new LakegateException(ErrorCode.CERTIFICATE_NOT_PREPARED);
          }
          provider.prove(provider.getNextCertificate(), provider.nextSealedKey());
          provider.prepare(null, null);
        });
  }

  /** Forgets the certificates and their keys; a stored secret proves Lakegate again. */
  public IdentityProvider removeCertificate(TenantId tenant, Caller caller) {
    return changed(
        tenant,
        caller,
        provider -> {
          provider.prove(null, null);
          provider.prepare(null, null);
        });
  }

  private IdentityProvider changed(
      TenantId tenant, Caller caller, Consumer<IdentityProvider> change) {
    IdentityProvider provider = get(tenant, caller);
    IdentityProviderView before = IdentityProviderView.of(provider);
    change.accept(provider);
    try {
      return audit.change(
          tenant,
          caller,
          () -> repository.save(tenant, provider),
          saved ->
              entry(AuditAction.SAVE_IDENTITY_PROVIDER, saved)
                  .before(before)
                  .after(IdentityProviderView.of(saved)));
    } catch (OptimisticLockException e) {
      throw new LakegateException(e, ErrorCode.STALE);
    }
  }

  /**
   * Keeps what a trial brought, for all administrators to see.
   *
   * @param signedInWith the digest of the settings that signed somebody in; null when they did not
   */
  public void recordTrial(TenantId tenant, Caller caller, String findings, String signedInWith) {
    caller.require(Operation.MANAGE_SIGN_IN);
    ProviderTrial trial =
        new ProviderTrial(tenant, caller.userName(), findings, signedInWith, clock.instant());
    try {
      audit.change(
          tenant,
          caller,
          AuditEntry.of(AuditAction.TRY_IDENTITY_PROVIDER),
          () -> repository.save(tenant, trial));
    } catch (PersistenceException e) {
      if (!Violation.is(Violation.DUPLICATE, e)) {
        throw e;
      }
      // Two tried at once; one of them is the last.
    }
  }

  /** Returns whether somebody signed in with exactly these settings. */
  boolean isTried(TenantId tenant, IdentityProvider provider) {
    return repository
        .findTrial(tenant)
        .filter(trial -> provider.digest().equals(trial.getTriedSettings()))
        .isPresent();
  }

  /** The last one. */
  public Optional<ProviderTrial> findTrial(TenantId tenant, Caller caller) {
    caller.require(Operation.MANAGE_SIGN_IN);
    return repository.findTrial(tenant);
  }

  /**
   * Returns how Lakegate is registered there, with the secret; only for code that talks to the
   * provider.
   */
  public OidcRegistration registration(TenantId tenant, IdentityProvider provider) {
    if (!provider.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A provider of another tenant");
    }
    String secret =
        provider.isSecretSet() ? secrets.decrypt(purpose(provider), provider.sealedSecret()) : null;
    return new OidcRegistration(
        provider.issuer(), provider.getClientId(), secret, keys.open(provider), scopes(provider));
  }

  /**
   * Returns the scopes to ask for: without {@code offline_access} no provider gives a refresh token
   * (OpenID Connect 1.0 §11).
   */
  private static List<String> scopes(IdentityProvider provider) {
    Stream<String> more =
        provider.isPersonTokens() ? Stream.of("offline_access") : Stream.<String>empty();
    return Stream.concat(provider.getScopes().stream(), more).distinct().toList();
  }

  private String sealed(IdentityProvider provider, IdentityProviderForm form) {
    if (form.isSecretGiven()) {
      return secrets.encrypt(purpose(provider), form.getSecret());
    }
    if (provider.isSecretSet() && !isSameClient(provider, form)) {
      throw LakegateException.invalid(
          "secret", "Give the secret of the new client; the old one is not sent anywhere else.");
    }
    return provider.sealedSecret();
  }

  private static boolean isSameClient(IdentityProvider provider, IdentityProviderForm form) {
    return form.getIssuer().equals(provider.getIssuer())
        && form.getClientId().equals(provider.getClientId());
  }

  private static String purpose(IdentityProvider provider) {
    return "identity-provider/" + provider.getTenantId() + "/" + provider.getId();
  }

  private void requireAllowed(IdentityProviderForm form) {
    try {
      URI issuer = URI.create(form.getIssuer());
      if (issuer.getScheme().equals("http") && !HERE.contains(String.valueOf(issuer.getHost()))) {
        throw LakegateException.invalid(
            "issuer", "Use https: the client secret and what it says about people go this way.");
      }
      hosts.require(issuer);
    } catch (LakegateException e) {
      throw e.fields().isEmpty() ? LakegateException.inField("issuer", e) : e;
    } catch (IllegalArgumentException e) {
      throw LakegateException.invalid("issuer", "This is not a complete address.");
    }
  }

  private void requireAdministrator(TenantId tenant, IdentityProviderForm form) {
    boolean byLocal = form.isLocalAccounts() || !form.isLive();
    boolean someone =
        (byLocal && administrators.byLocalAccount(tenant))
            || (form.isLive() && administrators.byGroup(tenant));
    if (!someone) {
      throw LakegateException.inField(
          form.isLive() ? "localAccounts" : "live", ErrorCode.LAST_ADMINISTRATOR);
    }
  }
}
