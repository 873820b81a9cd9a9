package io.lakegate.person;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditActor;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A token of Lakegate for one of the tenant's own provider (RFC 8693), so that a job needs no
 * stored secret. Off until an administrator names the audiences. The provider's token may buy
 * several until it expires, each a row that is listed and revoked like any other.
 */
@ApplicationScoped
public class TokenExchangeService {
  /**
   * The longest life of such a token; it never outlives the provider's token. A job gets another
   * when it needs one.
   */
  static final Duration LIFE = Duration.ofHours(1);

  /** The largest tokens of Entra, with 200 groups, have some 10,000 characters. */
  private static final int MAX_TOKEN_LENGTH = 16_384;

  /** A token that ends sooner is of no use to anybody. */
  private static final Duration MIN_LENGTH = Duration.ofSeconds(1);

  private static final String NAME = "Token exchange";

  /** Recorded as the name of a caller whose token proves nothing. */
  private static final String UNKNOWN = "unknown";

  @Inject IdentityProviderService providers;
  @Inject OidcClient oidc;
  @Inject ProviderPeople people;
  @Inject SignInService signIns;
  @Inject RestTokenService tokens;
  @Inject AuditService audit;
  @Inject Forms forms;
  @Inject Clock clock;

  /** Base address of Entra, whose issuers each name one directory; the token must name it too. */
  String entra = Setting.ENTRA_URL.get();

  /** The token that a job gets, and its lifetime. */
  public record Exchanged(RestTokenService.Issued issued, Duration life) {}

  /**
   * Exchanges it. {@code TOKEN_EXCHANGE_OFF}; {@code INVALID}; {@code SUBJECT_TOKEN_REFUSED} says
   * what is wrong with the provider's token; {@code NO_ROLE} and {@code RIGHTS_LAPSED} that its
   * person may do nothing here.
   *
   * @param tenantSlug of the same tenant
   */
  public Exchanged exchange(TenantId tenant, String tenantSlug, TokenExchangeForm form) {
    IdentityProvider provider =
        providers
            .find(tenant)
            .filter(found -> found.isLive() && !found.getExchangeAudiences().isEmpty())
            .orElseThrow(() -> new LakegateException(ErrorCode.TOKEN_EXCHANGE_OFF));
    forms.require(form);
    Map<String, Object> claims;
    ProviderPerson known;
    try {
      claims = verified(tenant, provider, form.getSubjectToken());
      known = ProviderPerson.ofJob(provider, claims);
    } catch (LakegateException e) {
      record(tenant, UNKNOWN, e.code());
      throw e;
    }
    Person person = person(tenant, known, claims);
    Rights rights = signIns.rightsOf(tenant, person);
    if (rights.highest().isEmpty()) {
      throw refused(tenant, known, ErrorCode.NO_ROLE);
    }
    Caller caller = new Caller(tenant, tenantSlug, person.getId(), person.getUserName(), rights);
    RestTokenForm asked = new RestTokenForm();
    asked.setName(NAME);
    asked.setComment(ProviderPerson.client(claims));
    asked.setExpiresIn(LIFE.toString());
    asked.setRoles(
        form.getScope() == null || form.getScope().isBlank()
            ? List.of()
            : List.of(form.getScope().strip().split(" +")));
    Instant now = clock.instant();
    Instant end = ends(claims);
    if (!now.isBefore(end.minus(MIN_LENGTH))) {
      throw new LakegateException(ErrorCode.SUBJECT_TOKEN_REFUSED, "it has expired");
    }
    RestTokenService.Issued issued = tokens.create(tenant, caller, asked, null, end);
    return new Exchanged(issued, Duration.between(now, issued.row().getExpiresAt()));
  }

  /** Makes the new token end no later than the one it was exchanged for. */
  private static Instant ends(Map<String, Object> claims) {
    return claims.get("exp") instanceof Number seconds
        ? Instant.ofEpochSecond(seconds.longValue())
        : Instant.EPOCH;
  }

  private Map<String, Object> verified(TenantId tenant, IdentityProvider provider, String token) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      throw new LakegateException(ErrorCode.SUBJECT_TOKEN_REFUSED, "it is too long for a token");
    }
    Map<String, Object> claims =
        oidc.verify(
            providers.registration(tenant, provider),
            Set.copyOf(provider.getExchangeAudiences()),
            token);
    String issuer = provider.getIssuer();
    if (issuer.startsWith(entra + "/")
        && !(issuer + "/").startsWith(entra + "/" + claims.get("tid") + "/")) {
      throw new LakegateException(
          ErrorCode.SUBJECT_TOKEN_REFUSED, "it is of another Entra tenant (tid)");
    }
    return claims;
  }

  /**
   * Known, or a member from now on. Groups are learned only from a token that speaks of them: a
   * person's access token without the claim says nothing, so what the last sign-in saw goes on
   * counting as long as it does. They are as old as the token, which may be sent again and again,
   * so an old one neither renews nor undoes what was learned since.
   */
  private Person person(TenantId tenant, ProviderPerson known, Map<String, Object> claims) {
    boolean ofPerson = claims.containsKey("scp") || claims.containsKey("scope");
    boolean named = known.isNamingGroups();
    Instant issued = issued(claims);
    Optional<Person> present = people.find(tenant, known.subject());
    boolean news =
        present.map(Person::getGroupsSeenAt).filter(seen -> !issued.isAfter(seen)).isEmpty();
    if (news && !known.hasMoreGroups() && (named || !ofPerson)) {
      return people.remember(tenant, known, known.seenGroups(), issued);
    }
    if (present.isEmpty()) {
      throw refused(tenant, known, ErrorCode.NO_ROLE);
    }
    if (signIns.isLapsed(tenant, present.get())) {
      throw refused(tenant, known, ErrorCode.RIGHTS_LAPSED, signIns.sinceGroupsSeen(present.get()));
    }
    return present.get();
  }

  private Instant issued(Map<String, Object> claims) {
    Instant now = clock.instant();
    Instant said =
        claims.get("iat") instanceof Number seconds
            ? Instant.ofEpochSecond(seconds.longValue())
            : now;
    return said.isAfter(now) ? now : said;
  }

  private LakegateException refused(
      TenantId tenant, ProviderPerson known, ErrorCode code, Object... arguments) {
    record(tenant, known.userName(), code);
    return new LakegateException(code, arguments);
  }

  /** Anybody can send what is no token at all, as often as they like. */
  private void record(TenantId tenant, String claimed, ErrorCode code) {
    audit.recordOnce(
        tenant,
        AuditActor.claiming(claimed),
        AuditEntry.named(AuditAction.CREATE_TOKEN, NAME).refused(code),
        PersonService.REFUSED_ONCE);
  }
}
