package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.security.TestKeys;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenExchangeServiceTest extends RepositoryTest {
  private static final RSAKey STRANGERS = TestKeys.of(2, "first");
  private static final List<String> READERS = List.of("readers");

  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final FakeProvider provider = new FakeProvider();
  private final OidcClient oidc = FakeProvider.client();
  private final RecordedAudit audit = new RecordedAudit();
  private IdentityProviderService providers;
  private PersonRepository people;
  private TokenExchangeService exchange;

  @BeforeEach
  void start() {
    providers = Providers.service(database, clock);
    people = database.repository(PersonRepository.class);
    ProviderPeople known = new ProviderPeople();
    known.people = people;
    known.clock = clock;
    SignInService signIns = new SignInService();
    signIns.providers = providers;
    signIns.groups = this::rightsOf;
    signIns.clock = clock;
    RestTokenService tokens = new RestTokenService();
    tokens.repository = database.repository(RestTokenRepository.class);
    tokens.repository.idempotencyKeys = database.repository(IdempotencyKeyRepository.class);
    tokens.idempotencyKeys = tokens.repository.idempotencyKeys;
    tokens.keys = new Signatures();
    tokens.signIns = signIns;
    tokens.forms = TestForms.forms();
    tokens.clock = clock;
    tokens.audit = audit;
    exchange = new TokenExchangeService();
    exchange.providers = providers;
    exchange.oidc = oidc;
    exchange.people = known;
    exchange.signIns = signIns;
    exchange.tokens = tokens;
    exchange.audit = audit;
    exchange.forms = TestForms.forms();
    exchange.clock = clock;
    exchange.entra = "https://login.microsoftonline.com";
    register(ACME, "api://lakegate");
  }

  @AfterEach
  void end() {
    provider.close();
  }

  /** The group of readers gives Editors, and nothing else gives anything. */
  private Rights rightsOf(TenantId tenant, UUID person) {
    return people.groups(tenant, person).equals(READERS) ? Rights.of(Role.EDITORS) : Rights.none();
  }

  private void register(TenantId tenant, String... audiences) {
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setExchangeAudiences(List.of(audiences));
    providers.find(tenant).ifPresent(present -> form.setVersion(present.getVersion()));
    providers.save(tenant, Providers.administrator(tenant), form);
  }

  private static TokenExchangeForm form(String token) {
    TokenExchangeForm form = new TokenExchangeForm();
    form.setGrantType(TokenExchangeForm.GRANT);
    form.setSubjectToken(token);
    form.setSubjectTokenType(TokenExchangeForm.TOKEN_TYPE + "jwt");
    form.setTenant("acme");
    return form;
  }

  private JWTClaimsSet.Builder inGroup(JWTClaimsSet.Builder claims) {
    return claims.claim("groups", READERS).issueTime(Date.from(clock.instant()));
  }

  private RestTokenService.Issued exchanged(String token) {
    return exchange.exchange(ACME, "acme", form(token)).issued();
  }

  private void refused(String why, UnaryOperator<JWTClaimsSet.Builder> claims) {
    refused(why, provider.token(given -> claims.apply(inGroup(given))));
  }

  private void refused(String why, String token) {
    assertThatThrownBy(() -> exchanged(token))
        .hasMessageContaining(why)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SUBJECT_TOKEN_REFUSED));
    assertThat(people.list(ACME, ListQuery.all())).isEmpty();
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void gives_a_token_of_an_hour_for_one_of_the_provider() {
    RestTokenService.Issued issued =
        exchanged(provider.token(claims -> inGroup(claims).claim("azp", "the-pipeline")));

    Person ada = people.findByUserName(ACME, "ada@contoso.example").orElseThrow();
    assertThat(issued.row().getPersonId()).isEqualTo(ada.getId());
    assertThat(issued.row().getRole()).isEqualTo(Role.EDITORS);
    assertThat(issued.row().getExpiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    assertThat(issued.row().getComment()).isEqualTo("the-pipeline");
    assertThat(exchange.tokens.callerOf(ACME, "acme", issued.row().getId()))
        .hasValueSatisfying(caller -> assertThat(caller.role()).isEqualTo(Role.EDITORS));
  }

  @Test
  void gives_one_that_ends_no_later_than_the_providers_token_and_none_for_one_that_has_ended() {
    // The token is good by the clock of the machine, whose time is later than this test's.
    Instant good = Instant.now().plusSeconds(300);
    clock.passes(Duration.between(clock.instant(), good.minusSeconds(90)));
    String token = provider.token(claims -> inGroup(claims).expirationTime(Date.from(good)));

    assertThat(exchanged(token).row().getExpiresAt())
        .isEqualTo(good.truncatedTo(ChronoUnit.SECONDS));

    clock.passes(Duration.ofSeconds(90));
    refused(ErrorCode.SUBJECT_TOKEN_REFUSED, () -> exchanged(token));
  }

  @Test
  void gives_no_more_than_was_asked_for_and_never_more_than_the_person_has() {
    TokenExchangeForm less = form(provider.token(this::inGroup));
    less.setScope("Viewers");
    TokenExchangeForm more = form(provider.token(this::inGroup));
    more.setScope("Viewers Administrators");

    assertThat(exchange.exchange(ACME, "acme", less).issued().row().getRole())
        .isEqualTo(Role.VIEWERS);
    refused(ErrorCode.INVALID, () -> exchange.exchange(ACME, "acme", more));
  }

  @Test
  void is_off_until_an_administrator_names_an_audience() {
    String token = provider.token(this::inGroup);
    register(ACME);

    refused(ErrorCode.TOKEN_EXCHANGE_OFF, () -> exchanged(token));
    refused(ErrorCode.TOKEN_EXCHANGE_OFF, () -> exchange.exchange(GLOBEX, "globex", form(token)));
  }

  @Test
  void refuses_what_another_issuer_made_and_asks_nobody_about_it() {
    refused("another issuer", claims -> claims.issuer("https://evil.example"));
    refused("another issuer", claims -> claims.issuer(SigningKeys.ISSUER));
    assertThat(provider.keyRequests()).isZero();
  }

  @Test
  void refuses_what_is_meant_for_somebody_else() {
    refused("somebody else", claims -> claims.audience("https://graph.microsoft.com"));
    refused("somebody else", claims -> claims.audience("lakegate"));
    assertThat(provider.keyRequests()).isZero();
  }

  @Test
  void refuses_what_has_expired_is_not_good_yet_or_never_ends() {
    refused("xpired", claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));
    refused("before", claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(120))));
    refused("exp", claims -> claims.expirationTime(null));
  }

  @Test
  void refuses_what_is_not_signed_or_not_by_the_provider() {
    provider.signing((claims, key) -> new PlainJWT(claims).serialize());
    refused("not signed", claims -> claims);

    provider.signing((claims, key) -> FakeProvider.signed(claims, STRANGERS));
    refused("ignature", claims -> claims);
  }

  @Test
  void refuses_what_is_no_token() {
    refused("no JWT", "hello");
    refused("too long", "x".repeat(16_385));
  }

  @Test
  void refuses_a_token_of_another_tenants_provider() {
    try (FakeProvider theirs = new FakeProvider()) {
      IdentityProviderForm form = Providers.form(theirs.issuer().toString());
      form.setExchangeAudiences(List.of("api://lakegate"));
      providers.save(GLOBEX, Providers.administrator(GLOBEX), form);

      refused("another issuer", theirs.token(this::inGroup));
      assertThat(
              exchange
                  .exchange(GLOBEX, "globex", form(theirs.token(this::inGroup)))
                  .issued()
                  .row()
                  .getTenantId())
          .isEqualTo(GLOBEX);
    }
  }

  @Test
  void refuses_another_directory_under_an_issuer_of_entra() {
    exchange.entra = provider.issuer().toString().replace("/tenant", "");
    refused("tid", claims -> claims.claim("tid", "another"));
    refused("tid", claims -> claims);

    assertThat(exchanged(provider.token(claims -> inGroup(claims).claim("tid", "tenant"))))
        .isNotNull();
  }

  @Test
  void takes_a_token_again_until_it_expires() {
    String token = provider.token(this::inGroup);

    assertThat(exchanged(token).row()).isNotEqualTo(exchanged(token).row());
  }

  @Test
  void is_revoked_like_any_token() {
    RestToken row = exchanged(provider.token(this::inGroup)).row();

    exchange.tokens.revoke(ACME, Providers.administrator(ACME), row.getId());

    assertThat(exchange.tokens.callerOf(ACME, "acme", row.getId())).isEmpty();
  }

  @Test
  void makes_an_application_a_member_under_its_own_id() {
    RestTokenService.Issued issued =
        exchanged(
            provider.token(
                claims ->
                    claims
                        .subject("subject of the pipeline")
                        .claim("preferred_username", null)
                        .claim("azp", "6f1e0000-0000-4000-8000-000000000001")
                        .claim("app_displayname", "Nightly load")
                        .claim("roles", READERS)));

    Person app = people.find(ACME, issued.row().getPersonId()).orElseThrow();
    assertThat(app.getUserName()).isEqualTo("6f1e0000-0000-4000-8000-000000000001");
    assertThat(app.getDisplayName()).isEqualTo("Nightly load");
    assertThat(app.isLocal()).isFalse();
  }

  @Test
  void learns_groups_as_of_when_the_token_was_made() {
    String old = provider.token(this::inGroup);
    UUID ada = exchanged(old).row().getPersonId();
    Instant made = clock.instant();
    clock.passes(Duration.ofHours(2));

    exchanged(old);
    assertThat(people.find(ACME, ada).orElseThrow().getGroupsSeenAt()).isEqualTo(made);

    // Meanwhile somebody took the group away; the old token brings it back for nobody.
    String now = provider.token(claims -> inGroup(claims).claim("groups", List.of("others")));
    refused(ErrorCode.NO_ROLE, () -> exchanged(now));
    refused(ErrorCode.NO_ROLE, () -> exchanged(old));
    assertThat(people.groups(ACME, ada)).containsExactly("others");

    clock.passes(Duration.ofHours(12));
    refused(ErrorCode.RIGHTS_LAPSED, () -> exchanged(old));
  }

  @Test
  void takes_an_application_without_roles_for_one_that_has_none() {
    exchanged(provider.token(this::inGroup));
    clock.passes(Duration.ofMinutes(1));

    refused(
        ErrorCode.NO_ROLE,
        () -> exchanged(provider.token(claims -> claims.issueTime(Date.from(clock.instant())))));
    assertThat(audit.last().action()).isEqualTo(AuditAction.CREATE_TOKEN);
    assertThat(audit.last().entry().refusal()).isEqualTo(ErrorCode.NO_ROLE);
  }

  @Test
  void goes_by_the_last_sign_in_where_a_persons_token_does_not_speak_of_groups() {
    UnaryOperator<JWTClaimsSet.Builder> silent = claims -> claims.claim("scp", "access");
    refused(ErrorCode.NO_ROLE, () -> exchanged(provider.token(silent)));
    exchanged(provider.token(this::inGroup));
    Instant seen = clock.instant();

    clock.passes(Duration.ofHours(11));
    Person ada =
        people.find(ACME, exchanged(provider.token(silent)).row().getPersonId()).orElseThrow();
    assertThat(ada.getGroupsSeenAt()).isEqualTo(seen);

    clock.passes(Duration.ofHours(1));
    refused(ErrorCode.RIGHTS_LAPSED, () -> exchanged(provider.token(silent)));
    refused(
        ErrorCode.RIGHTS_LAPSED,
        () ->
            exchanged(
                provider.token(claims -> claims.claim("_claim_names", Map.of("groups", "src1")))));
  }

  @Test
  void takes_the_form_of_the_standard_only() {
    TokenExchangeForm other = form(provider.token(this::inGroup));
    other.setGrantType("client_credentials");
    TokenExchangeForm saml = form(provider.token(this::inGroup));
    saml.setSubjectTokenType(TokenExchangeForm.TOKEN_TYPE + "saml2");

    for (TokenExchangeForm form : List.of(other, saml, new TokenExchangeForm())) {
      refused(ErrorCode.INVALID, () -> exchange.exchange(ACME, "acme", form));
    }
  }

  private static final class Signatures extends SigningKeys {
    @Override
    public String sign(UUID id, Caller caller, Instant expiresAt) {
      return id + " of " + caller.userName();
    }
  }
}
