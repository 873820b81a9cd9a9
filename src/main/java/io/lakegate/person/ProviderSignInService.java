package io.lakegate.person;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditActor;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.client.graph.GraphClient;
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
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Who the provider would not, or could not, tell us. */
  private static final String UNKNOWN = "unknown";

  /** As long as Entra's codes live. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Inject IdentityProviderService providers;
  @Inject OidcClient oidc;
  @Inject GraphClient graph;
  @Inject ProviderPeople people;
  @Inject SignInService signIns;
  @Inject PersonTokenService personTokens;
  @Inject WorkspaceService workspaces;
  @Inject SecretBox secrets;
  @Inject Clock clock;
  @Inject AuditService audit;

  /** Whose tokens Microsoft Graph takes. */
  String entra = Setting.ENTRA_URL.get();

  /** Where the browser goes, and what it must bring back. */
  public record Departure(URI to, String cookie) {}

  /**
   * How a sign-in begins.
   *
   * @param back where the person wants to go; null for home
   * @param loginHint the name they typed already; null for none
   * @param silent ask them nothing: their sign-in there is likely still good
   * @param cookie what the browser was given last; a challenge in it is met now
   * @param present who is signed in already and does so again, perhaps because a backend wants to
   *     see more of them; null for nobody
   */
  public record Wish(String back, String loginHint, boolean silent, String cookie, Caller present) {
    public static Wish to(String back) {
      return new Wish(back, null, false, null, null);
    }

    /** Of somebody who is signed in. */
    public static Wish again(String back, Caller present) {
      return new Wish(back, null, false, null, present);
    }
  }

  /**
   * Who came back.
   *
   * @param secret for the sign-in cookie; null after a trial and when it is not done
   * @param back where the person wanted to go; null for home
   * @param unfinished why they must begin again; null when it is done
   * @param cookie to begin again with; null for none
   */
  public record Arrival(String secret, String back, ErrorCode unfinished, String cookie) {
    public boolean isTrial() {
      return secret == null && unfinished == null;
    }
  }

  /** What the provider sends the browser back with, any of it null. */
  public record Return(String code, String state, String issuer, String error) {}

  /** {@code IDENTITY_PROVIDER_NOT_FOUND} where the provider does not sign people in. */
  public Departure begin(TenantId tenant, URI redirectUri, Wish wish) {
    IdentityProvider provider =
        providers
            .find(tenant)
            .filter(IdentityProvider::isLive)
            .orElseThrow(() -> new LakegateException(ErrorCode.IDENTITY_PROVIDER_NOT_FOUND));
    Optional<Journey> challenged =
        opened(tenant, wish.cookie())
            .filter(found -> found.challenge() != null && found.until().isAfter(clock.instant()));
    String challenge =
        challenged.map(Journey::challenge).filter(said -> !said.isBlank()).orElse(null);
    return depart(
        tenant,
        provider,
        redirectUri,
        Journey.begin(wish.back(), null, wish.silent(), clock.instant().plus(LONGEST)),
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
    return depart(
        tenant,
        providers.get(tenant, caller),
        redirectUri,
        Journey.begin(null, caller.personId(), false, clock.instant().plus(LONGEST)),
        OidcHints.none());
  }

  /** Where the browser goes to end the provider's own session; {@code back} when nowhere. */
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
      Journey journey,
      OidcHints hints) {
    OidcRegistration registration = providers.registration(tenant, provider);
    URI to = oidc.authorization(registration, journey.request(redirectUri), hints);
    return new Departure(to, sealed(tenant, journey));
  }

  private String sealed(TenantId tenant, Journey journey) {
    return secrets.encrypt(purpose(tenant), journey.toJson());
  }

  private static String purpose(TenantId tenant) {
    return "provider-sign-in/" + tenant;
  }

  /**
   * Who is back from the provider. {@code PROVIDER_SIGN_IN_OVER} when the browser does not bring
   * what it was given; {@code PROVIDER_REFUSED} when the person or the provider said no; {@code
   * ACCOUNT_OF_THAT_NAME}; what {@link OidcClient} says. After a refusal nothing is changed, nor
   * when it is not done yet: the provider wants more of the person ({@code PROVIDER_WANTS_MORE}),
   * or would have had to ask them on a silent way ({@code RIGHTS_LAPSED}).
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
    try {
      Arrival arrival = arrive(tenant, presentCaller, redirectUri, cookie, returned, origin);
      if (arrival.unfinished() != null) {
        recordRefused(tenant, arrival.unfinished());
      }
      return arrival;
    } catch (LakegateException e) {
      recordRefused(tenant, e.code());
      throw e;
    }
  }

  /** Anybody can ask for this address, as often as they like. */
  private void recordRefused(TenantId tenant, ErrorCode code) {
    audit.recordOnce(
        tenant,
        AuditActor.claiming(UNKNOWN),
        AuditEntry.of(AuditAction.SIGN_IN).refused(code),
        PersonService.REFUSED_ONCE);
  }

  private Arrival arrive(
      TenantId tenant,
      Caller presentCaller,
      URI redirectUri,
      String cookie,
      Return returned,
      SignInOrigin origin) {
    Journey journey =
        opened(tenant, cookie)
            .filter(found -> found.until().isAfter(clock.instant()))
            .filter(found -> found.state().equals(returned.state()))
            .orElseThrow(() -> new LakegateException(ErrorCode.PROVIDER_SIGN_IN_OVER));
    IdentityProvider provider =
        providers
            .find(tenant)
            .filter(found -> found.isLive() || journey.trialOf() != null)
            .orElseThrow(() -> new LakegateException(ErrorCode.PROVIDER_SIGN_IN_OVER));
    boolean otherIssuer =
        returned.issuer() != null && !returned.issuer().equals(provider.getIssuer());
    if (otherIssuer) {
      throw new LakegateException(ErrorCode.PROVIDER_NOT_TRUSTED, "it came from another issuer");
    }
    if (journey.trialOf() != null) {
      return tried(tenant, presentCaller, provider, journey, redirectUri, returned);
    }
    if (journey.silent() && returned.error() != null) {
      return new Arrival(null, journey.back(), ErrorCode.RIGHTS_LAPSED, null);
    }
    OidcAnswer answer = answer(tenant, provider, journey, redirectUri, returned);
    if (answer.challenged().isPresent()) {
      Journey again = journey.challenged(answer.challenge());
      return new Arrival(
          null, journey.back(), ErrorCode.PROVIDER_WANTS_MORE, sealed(tenant, again));
    }
    ProviderPerson known = ProviderPerson.of(provider, answer.claims());
    Map<String, String> said =
        ProviderPerson.said(answer.claims(), workspaces.proxyUserClaims(tenant));
    Person person = people.remember(tenant, known, learned(provider, known, answer), said);
    personTokens.signedIn(tenant, person.getId(), provider, answer.refreshToken());
    String secret = signIns.begin(tenant, person, known.session(), origin);
    return new Arrival(secret, journey.back(), null, null);
  }

  private Optional<Journey> opened(TenantId tenant, String cookie) {
    if (cookie == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Journey.ofJson(secrets.decrypt(purpose(tenant), cookie)));
    } catch (IllegalStateException | IllegalArgumentException e) {
      LOG.log(Level.FINE, "A cookie that is not ours", e);
      return Optional.empty();
    }
  }

  private OidcAnswer answer(
      TenantId tenant,
      IdentityProvider provider,
      Journey journey,
      URI redirectUri,
      Return returned) {
    if (returned.error() != null || returned.code() == null) {
      throw new LakegateException(
          ErrorCode.PROVIDER_REFUSED, said(returned.error()), "Try again or ask an administrator.");
    }
    OidcRegistration registration = providers.registration(tenant, provider);
    OidcRequest request = journey.request(redirectUri);
    return oidc.redeem(registration, request, returned.code());
  }

  /** Of what came in an address only what an error code is made of. */
  private static String said(String error) {
    return error != null && error.matches("[a-z_]{1,60}") ? error : "no code";
  }

  private Arrival tried(
      TenantId tenant,
      Caller caller,
      IdentityProvider provider,
      Journey journey,
      URI redirectUri,
      Return returned) {
    if (caller == null || !caller.personId().equals(journey.trialOf())) {
      throw new LakegateException(ErrorCode.PROVIDER_SIGN_IN_OVER);
    }
    caller.require(Operation.MANAGE_SIGN_IN);
    String findings;
    try {
      OidcAnswer answer = answer(tenant, provider, journey, redirectUri, returned);
      if (answer.challenged().isPresent()) {
        throw new LakegateException(ErrorCode.PROVIDER_WANTS_MORE);
      }
      ProviderPerson person = ProviderPerson.of(provider, answer.claims());
      findings = Findings.of(person, learned(provider, person, answer), answer.claims()).toJson();
    } catch (LakegateException e) {
      findings = Findings.refused(e).toJson();
    }
    providers.recordTrial(tenant, caller, findings);
    return new Arrival(null, null, null, null);
  }

  /** Where the groups were learned, which they are, and how they are called. */
  private SeenGroups learned(IdentityProvider provider, ProviderPerson person, OidcAnswer answer) {
    SeenGroups seen = seen(provider, person, answer);
    if (seen.ids().isEmpty() || !provider.isGroupNames() || !isOfEntra(provider)) {
      return seen;
    }
    try {
      return seen.called(graph.groupNames(answer.accessToken()));
    } catch (LakegateException e) {
      // Names are for people to read; what counts are the ids.
      LOG.log(Level.INFO, "Names of groups unknown: {0}", e.getMessage());
      return seen;
    }
  }

  private SeenGroups seen(IdentityProvider provider, ProviderPerson person, OidcAnswer answer) {
    if (!person.hasMoreGroups()) {
      return SeenGroups.inToken(person.groups());
    }
    try {
      if (!isOfEntra(provider)) {
        throw new LakegateException(ErrorCode.GRAPH_FAILED, "not a provider of Entra");
      }
      List<String> groups = graph.memberGroups(answer.accessToken());
      return new SeenGroups(
          GroupsSource.GRAPH, groups.stream().filter(ProviderPerson::isGroup).toList(), Map.of());
    } catch (LakegateException e) {
      // Not "no groups": nobody knows, so none counts, and the person is told.
      LOG.log(Level.WARNING, "Groups of a person unknown: {0}", e.getMessage());
      return SeenGroups.unknown();
    }
  }

  /** Graph is Entra's, and nobody else's tokens are for it. */
  private boolean isOfEntra(IdentityProvider provider) {
    return provider.getIssuer().startsWith(entra + "/");
  }
}
