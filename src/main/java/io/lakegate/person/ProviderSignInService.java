package io.lakegate.person;

import io.lakegate.client.oidc.OidcAnswer;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.client.oidc.OidcHints;
import io.lakegate.client.oidc.OidcRegistration;
import io.lakegate.client.oidc.OidcRequest;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Signs people in with their organisation's provider. What ties the answer to the question travels
 * sealed in a cookie of the browser it began in, so any node can go on and nothing is kept for
 * somebody who never comes back; the provider redeems a code once.
 */
@ApplicationScoped
public class ProviderSignInService {
  private static final Logger LOG = Logger.getLogger(ProviderSignInService.class.getName());

  /** One browser may have this many sign-ins on their way at once, each in a tab. */
  private static final int MAX_OPEN_ATTEMPTS = 4;

  /**
   * Maximum length of the cookies of all open attempts together: servers take some 8,000 characters
   * of headers.
   */
  private static final int MAX_COOKIES = 5_000;

  /** Entra's codes live this long. */
  private static final Duration MAX_ATTEMPT_AGE = Duration.ofMinutes(10);

  private static final int MAX_LINE_LENGTH = 300;

  @Inject IdentityProviderService providers;
  @Inject OidcClient oidc;
  @Inject ProviderPersonReader reader;
  @Inject ProviderPeople people;
  @Inject SignInService signIns;
  @Inject PersonTokenService personTokens;
  @Inject WorkspaceService workspaces;
  @Inject SecretBox secrets;
  @Inject Clock clock;

  /**
   * The address the browser is sent to, and the cookie it must bring back.
   *
   * @param key of the cookie, so that several tabs keep theirs apart
   */
  public record Departure(URI to, String key, String cookie) {}

  /**
   * The options with which a sign-in begins.
   *
   * @param back where the person wants to go; null for home
   * @param loginHint the name they typed already; null for none
   * @param silent ask them nothing: their sign-in there is likely still good
   * @param cookie what the browser was given with a challenge, which is met now; null for none
   * @param present who is signed in already and does so again, perhaps because a backend wants to
   *     see more of them; null for nobody
   */
  public record Wish(String back, String loginHint, boolean silent, String cookie, Caller present) {
    public static Wish to(String back) {
      return new Wish(back, null, false, null, null);
    }

    /** Makes the options for somebody who is signed in and does so again. */
    public static Wish again(String back, Caller present) {
      return new Wish(back, null, false, null, present);
    }
  }

  /**
   * The result of a person's return from the provider.
   *
   * @param secret for the sign-in cookie; null after a trial and when it is not done
   * @param back where the person wanted to go; null for home
   * @param unfinished why they must begin again; null when it is done
   * @param cookie to begin again with; null for none
   * @param problem what the provider said, for administrators; null when it is done
   */
  public record Arrival(
      String secret, String back, ErrorCode unfinished, String cookie, String problem) {
    private static Arrival unfinished(ErrorCode why, String back, String cookie, String problem) {
      return new Arrival(null, back, why, cookie, problem);
    }

    public boolean isTrial() {
      return secret == null && unfinished == null;
    }
  }

  /** The parameters with which the provider sends the browser back, each of which may be null. */
  public record Return(String code, String state, String issuer, String error, String description) {
    public Return(String code, String state, String issuer, String error) {
      this(code, state, issuer, error, null);
    }
  }

  /** {@code IDENTITY_PROVIDER_NOT_FOUND} where the provider does not sign people in. */
  public Departure begin(TenantId tenant, URI redirectUri, Wish wish) {
    IdentityProvider provider =
        providers
            .find(tenant)
            .filter(IdentityProvider::isLive)
            .orElseThrow(() -> new LakegateException(ErrorCode.IDENTITY_PROVIDER_NOT_FOUND));
    Optional<SignInAttempt> challenged =
        opened(tenant, wish.cookie())
            .filter(found -> found.challenge() != null && found.until().isAfter(clock.instant()));
    String challenge =
        challenged.map(SignInAttempt::challenge).filter(said -> !said.isBlank()).orElse(null);
    return depart(
        tenant,
        provider,
        redirectUri,
        SignInAttempt.begin(wish.back(), wish.silent(), clock.instant().plus(MAX_ATTEMPT_AGE)),
        new OidcHints(
            wish.loginHint(),
            challenge == null ? ofBackends(tenant, wish) : challenge,
            wish.silent()));
  }

  /** Nothing can be shown on a silent way. */
  private String ofBackends(TenantId tenant, Wish wish) {
    return wish.present() == null || wish.silent()
        ? null
        : personTokens.findClaims(tenant, wish.present().personId()).orElse(null);
  }

  /** The same for an administrator who only wants to see what comes back. */
  public Departure beginTrial(TenantId tenant, Caller caller, URI redirectUri) {
    IdentityProvider provider = providers.get(tenant, caller);
    return depart(
        tenant,
        provider,
        redirectUri,
        SignInAttempt.trial(
            caller.personId(), provider.digest(), clock.instant().plus(MAX_ATTEMPT_AGE)),
        OidcHints.none());
  }

  /**
   * Returns where the browser goes to end the provider's own session; {@code back} when nowhere.
   */
  public URI leave(TenantId tenant, URI back) {
    return providers
        .find(tenant)
        .filter(IdentityProvider::isLive)
        .flatMap(provider -> oidc.endSession(providers.registration(tenant, provider), back))
        .orElse(back);
  }

  private Departure depart(
      TenantId tenant,
      IdentityProvider provider,
      URI redirectUri,
      SignInAttempt journey,
      OidcHints hints) {
    OidcRegistration registration = providers.registration(tenant, provider);
    URI to = oidc.authorization(registration, journey.request(redirectUri), hints);
    return new Departure(to, SignInAttempt.key(journey.state()), sealed(tenant, journey));
  }

  private String sealed(TenantId tenant, SignInAttempt journey) {
    return secrets.encrypt(purpose(tenant), journey.toJson());
  }

  private static String purpose(TenantId tenant) {
    return "provider-sign-in/" + tenant;
  }

  /**
   * Returns who is back from the provider. {@code PROVIDER_SIGN_IN_OVER} when the browser does not
   * bring what it was given; {@code PROVIDER_REFUSED} when the person or the provider said no;
   * {@code ACCOUNT_OF_THAT_NAME}; what {@link OidcClient} says. After a refusal nothing is changed,
   * nor when it is not done yet: the provider wants more of the person ({@code
   * PROVIDER_WANTS_MORE}), or would have had to ask them on a silent way ({@code RIGHTS_LAPSED}).
   *
   * @param presentCaller null when nobody is signed in; a trial's findings are for who began it
   */
  public Arrival complete(
      TenantId tenant,
      Caller presentCaller,
      URI redirectUri,
      String cookie,
      Return returned,
      SignInOrigin origin) {
    SignInAttempt journey =
        opened(tenant, cookie)
            .filter(found -> found.challenge() == null)
            .filter(found -> found.state().equals(returned.state()))
            .filter(found -> found.until().isAfter(clock.instant()))
            .orElseThrow(() -> new LakegateException(ErrorCode.PROVIDER_SIGN_IN_OVER));
    IdentityProvider provider =
        providers
            .find(tenant)
            .filter(found -> found.isLive() || journey.trialOf() != null)
            .orElseThrow(() -> new LakegateException(ErrorCode.PROVIDER_SIGN_IN_OVER));
    boolean otherIssuer =
        returned.issuer() != null && !returned.issuer().equals(provider.getIssuer());
    if (otherIssuer) {
      throw new LakegateException(
          ErrorCode.PROVIDER_NOT_TRUSTED,
          "the answer came from the issuer '"
              + line(returned.issuer())
              + "', and the sign-in settings say '"
              + provider.getIssuer()
              + "'");
    }
    if (journey.trialOf() != null) {
      return tried(tenant, presentCaller, provider, journey, redirectUri, returned);
    }
    if (journey.silent() && returned.error() != null) {
      return Arrival.unfinished(
          ErrorCode.RIGHTS_LAPSED,
          journey.back(),
          null,
          "The provider must ask the person before it signs them in again ("
              + said(returned.error())
              + ").");
    }
    OidcAnswer answer = answer(tenant, provider, journey, redirectUri, returned);
    if (answer.challenged().isPresent()) {
      SignInAttempt again = journey.challenged(answer.challenge());
      return Arrival.unfinished(
          ErrorCode.PROVIDER_WANTS_MORE,
          journey.back(),
          sealed(tenant, again),
          ErrorCode.PROVIDER_WANTS_MORE.sentence());
    }
    Set<String> wanted = workspaces.proxyUserClaims(tenant);
    ProviderPersonReader.Read read =
        reader.read(provider, providers.registration(tenant, provider), answer, wanted);
    Person person =
        people.remember(
            tenant,
            read.person(),
            read.groups(),
            ProviderPerson.said(read.claims(), wanted),
            provider.getGroupsCountFor());
    personTokens.signedIn(tenant, person.getId(), provider, answer.refreshToken());
    String secret = signIns.begin(tenant, person, read.person().session(), origin);
    return new Arrival(secret, journey.back(), null, null, null);
  }

  /** Returns the page a person wanted before the sign-in failed; empty when it is not known. */
  public Optional<String> back(TenantId tenant, String cookie) {
    return opened(tenant, cookie).map(SignInAttempt::back);
  }

  /** Returns whether an administrator began it who only tries. */
  public boolean isTrial(TenantId tenant, String cookie) {
    return opened(tenant, cookie).filter(found -> found.trialOf() != null).isPresent();
  }

  /**
   * The cookies a browser must give up before it gets another: what is over or not ours, and the
   * oldest beyond {@link #MAX_OPEN_ATTEMPTS} or {@link #MAX_COOKIES}.
   *
   * @param cookies by key
   */
  public Set<String> surplus(TenantId tenant, Map<String, String> cookies) {
    Set<String> surplus = new HashSet<>(cookies.keySet());
    List<Map.Entry<String, Instant>> alive = new ArrayList<>();
    cookies.forEach(
        (key, cookie) ->
            opened(tenant, cookie)
                .map(SignInAttempt::until)
                .filter(until -> until.isAfter(clock.instant()))
                .ifPresent(until -> alive.add(Map.entry(key, until))));
    alive.sort(Map.Entry.<String, Instant>comparingByValue().reversed());
    int length = 0;
    for (Map.Entry<String, Instant> one :
        alive.subList(0, Math.min(alive.size(), MAX_OPEN_ATTEMPTS - 1))) {
      length += cookies.get(one.getKey()).length();
      if (length <= MAX_COOKIES) {
        surplus.remove(one.getKey());
      }
    }
    return surplus;
  }

  private Optional<SignInAttempt> opened(TenantId tenant, String cookie) {
    if (cookie == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignInAttempt.ofJson(secrets.decrypt(purpose(tenant), cookie)));
    } catch (IllegalStateException | IllegalArgumentException e) {
      LOG.log(Level.FINE, "A cookie that is not ours", e);
      return Optional.empty();
    }
  }

  private OidcAnswer answer(
      TenantId tenant,
      IdentityProvider provider,
      SignInAttempt journey,
      URI redirectUri,
      Return returned) {
    if (returned.error() != null) {
      String description = line(returned.description());
      throw new LakegateException(
          ErrorCode.PROVIDER_REFUSED,
          said(returned.error()),
          description.isEmpty() ? "Try again or ask an administrator." : description);
    }
    if (returned.code() == null || returned.code().isBlank()) {
      throw new LakegateException(
          ErrorCode.PROVIDER_BAD_ANSWER,
          provider.issuer().getHost(),
          "it sent the browser back with neither a code nor an error");
    }
    OidcRegistration registration = providers.registration(tenant, provider);
    OidcRequest request = journey.request(redirectUri);
    return oidc.redeem(registration, request, returned.code());
  }

  /** Returns only the characters of an error code from the text of an address. */
  private static String said(String error) {
    return error != null && error.matches("[a-z_]{1,60}") ? error : "an unknown error";
  }

  /** Returns the text of an address as far as a sentence can carry it. */
  private static String line(String text) {
    String plain = text == null ? "" : text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{Zs}]", " ").strip();
    return plain.length() > MAX_LINE_LENGTH ? plain.substring(0, MAX_LINE_LENGTH) : plain;
  }

  private Arrival tried(
      TenantId tenant,
      Caller caller,
      IdentityProvider provider,
      SignInAttempt journey,
      URI redirectUri,
      Return returned) {
    if (caller == null || !caller.personId().equals(journey.trialOf())) {
      throw new LakegateException(ErrorCode.PROVIDER_SIGN_IN_OVER);
    }
    caller.require(Operation.MANAGE_SIGN_IN);
    try {
      if (!provider.digest().equals(journey.tried())) {
        throw new LakegateException(ErrorCode.STALE);
      }
      OidcAnswer answer = answer(tenant, provider, journey, redirectUri, returned);
      if (answer.challenged().isPresent()) {
        throw new LakegateException(ErrorCode.PROVIDER_WANTS_MORE);
      }
      ProviderPersonReader.Read read =
          reader.read(
              provider,
              providers.registration(tenant, provider),
              answer,
              workspaces.proxyUserClaims(tenant));
      providers.recordTrial(tenant, caller, TrialResult.of(read).toJson(), journey.tried());
    } catch (LakegateException e) {
      providers.recordTrial(tenant, caller, TrialResult.refused(e).toJson(), null);
    }
    return new Arrival(null, null, null, null, null);
  }
}
