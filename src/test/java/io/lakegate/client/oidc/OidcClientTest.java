package io.lakegate.client.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.TestKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcClientTest {
  private static final RSAKey STRANGERS = TestKeys.of(2, "first");

  private final FakeProvider provider = new FakeProvider();
  private final OidcRegistration registration =
      new OidcRegistration(provider.issuer(), "lakegate", "s3cret", List.of("profile"));
  private final OidcRequest request =
      new OidcRequest(
          URI.create("https://lakegate.example/acme/sign-in/callback"),
          "the state",
          "the nonce",
          "a verifier of at least forty-three characters, says RFC 7636".replaceAll("[ ,]", "-"));
  private OidcClient client;

  @BeforeEach
  void start() {
    client = client("127.0.0.1");
  }

  private static OidcClient client(String allowed) {
    OidcClient client = new OidcClient();
    client.hosts = AllowedHosts.of(allowed);
    client.clock = Clock.systemUTC();
    client.open();
    return client;
  }

  @AfterEach
  void end() {
    client.close();
    provider.close();
  }

  private OidcAnswer signIn() {
    return client.redeem(
        registration,
        request,
        provider.signIn(client.authorization(registration, request, OidcHints.none())));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void asks_for_a_code_with_state_nonce_and_challenge() {
    URI to = client.authorization(registration, request, OidcHints.none());

    assertThat(to.toString()).startsWith(provider.issuer() + "/authorize?");
    assertThat(FakeProvider.form(to.getRawQuery()))
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "lakegate")
        .containsEntry("scope", "openid profile")
        .containsEntry("state", "the state")
        .containsEntry("nonce", "the nonce")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", "https://lakegate.example/acme/sign-in/callback")
        .hasEntrySatisfying(
            "code_challenge",
            challenge -> assertThat(challenge).hasSize(43).isNotEqualTo(request.verifier()))
        .doesNotContainValue(request.verifier());
  }

  @Test
  void knows_who_signed_in() {
    OidcAnswer answer = signIn();

    assertThat(answer.claims())
        .containsEntry("sub", "subject of ada")
        .containsEntry("name", "Ada Lovelace");
    assertThat(answer.accessToken()).isEqualTo("access token of ada");
    assertThat(answer.toString()).doesNotContain("access token of ada", "Lovelace");
  }

  @Test
  void redeems_a_code_once() {
    String code = provider.signIn(client.authorization(registration, request, OidcHints.none()));
    client.redeem(registration, request, code);

    refused(ErrorCode.PROVIDER_REFUSED, () -> client.redeem(registration, request, code));
  }

  @Test
  void hands_on_the_name_somebody_typed_and_a_challenge_as_it_came() {
    String challenge = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

    URI to =
        client.authorization(
            registration, request, new OidcHints("ada@contoso.example", challenge, true));

    assertThat(FakeProvider.form(to.getRawQuery()))
        .containsEntry("login_hint", "ada@contoso.example")
        .containsEntry("claims", challenge)
        .containsEntry("prompt", "none");
  }

  @Test
  void says_what_the_provider_wants_before_it_signs_anybody_in() {
    provider.refusing(
        "{\"error\":\"interaction_required\",\"error_description\":\"AADSTS50076: MFA\","
            + "\"suberror\":\"basic_action\",\"claims\":\"{\\\"access_token\\\":{}}\"}");

    OidcAnswer answer = signIn();

    assertThat(answer.challenged()).contains("{\"access_token\":{}}");
    assertThat(answer.claims()).isEmpty();
    assertThat(answer.accessToken()).isNull();
  }

  @Test
  void takes_a_wish_for_interaction_without_words_or_with_too_many_for_a_plain_sign_in() {
    provider.refusing("{\"error\":\"interaction_required\"}");
    assertThat(signIn().challenged()).contains("");

    provider.refusing(
        "{\"error\":\"interaction_required\",\"claims\":\"" + "x".repeat(1_501) + "\"}");
    assertThat(signIn().challenged()).contains("");
  }

  @Test
  void proves_itself_with_a_certificate_instead_of_a_secret() {
    OidcCertificate certificate =
        Certificates.made(1, "CN=Lakegate", Instant.now(), Duration.ofDays(1));
    provider.trusting(certificate);
    OidcRegistration proved =
        new OidcRegistration(
            provider.issuer(), "lakegate", "s3cret", certificate, List.of("profile"));
    URI to = client.authorization(proved, request, OidcHints.none());

    assertThat(client.redeem(proved, request, provider.signIn(to)).claims())
        .containsEntry("sub", "subject of ada");
    refused(ErrorCode.PROVIDER_REFUSED, this::signIn);
    assertThat(client.ownAccessToken(proved, "https://graph.example/.default"))
        .isEqualTo("own-token-for-https://graph.example/.default");
    assertThat(proved.toString() + certificate)
        .doesNotContain(certificate.keyPem().substring(30, 60));
  }

  @Test
  void has_a_token_of_its_own() {
    assertThat(client.ownAccessToken(registration, "x/.default"))
        .isEqualTo("own-token-for-x/.default");

    provider.refusing("{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000222\"}");
    refused(ErrorCode.PROVIDER_REFUSED, () -> client.ownAccessToken(registration, "x/.default"));
  }

  @Test
  void repeats_no_secret_that_the_provider_repeats() {
    String header =
        Base64.getEncoder().encodeToString("lakegate:s3cret".getBytes(StandardCharsets.UTF_8));
    String escaped = "\\u0073\\u0033cret";
    provider.refusing(
        "{\"error\":\"invalid_client\",\"error_description\":\"Not "
            + header
            + ", not s3cret, not "
            + escaped
            + ", not a-refresh-token\"}");

    assertThatThrownBy(() -> client.renew(registration, "a-refresh-token", "x/.default"))
        .hasMessageContaining("Not ***, not ***, not ***, not ***");
    assertThatThrownBy(() -> client.ownAccessToken(registration, "x/.default"))
        .hasMessageContaining("Not ***, not ***, not ***, not a-refresh-token");
  }

  @Test
  void refuses_another_nonce() {
    provider.claiming(claims -> claims.claim("nonce", "of another sign-in"));

    refused(ErrorCode.PROVIDER_NOT_TRUSTED, this::signIn);
  }

  @Test
  void refuses_another_issuer() {
    provider.claiming(claims -> claims.issuer("https://evil.example"));

    refused(ErrorCode.PROVIDER_NOT_TRUSTED, this::signIn);
  }

  @Test
  void refuses_what_is_for_another_client() {
    provider.claiming(claims -> claims.audience("another client"));

    refused(ErrorCode.PROVIDER_NOT_TRUSTED, this::signIn);
  }

  @Test
  void refuses_what_has_expired() {
    provider.claiming(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));

    refused(ErrorCode.PROVIDER_NOT_TRUSTED, this::signIn);
  }

  @Test
  void refuses_what_is_not_signed() {
    provider.signing((claims, key) -> new PlainJWT(claims).serialize());

    refused(ErrorCode.PROVIDER_NOT_TRUSTED, this::signIn);
  }

  @Test
  void refuses_what_somebody_else_signed_under_the_same_key_id() {
    provider.signing((claims, key) -> FakeProvider.signed(claims, STRANGERS));

    refused(ErrorCode.PROVIDER_NOT_TRUSTED, this::signIn);
  }

  @Test
  void refuses_claims_changed_after_signing() {
    provider.signing(
        (claims, key) -> {
          String[] parts = FakeProvider.signed(claims, key).split("\\.", -1);
          String other =
              new PlainJWT(new JWTClaimsSet.Builder(claims).subject("somebody else").build())
                  .serialize()
                  .split("\\.", -1)[1];
          return parts[0] + "." + other + "." + parts[2];
        });

    refused(ErrorCode.PROVIDER_NOT_TRUSTED, this::signIn);
  }

  @Test
  void follows_a_rotation_of_keys() {
    signIn();
    provider.rotatedTo(TestKeys.of(3, "second"));

    assertThat(signIn().claims()).containsEntry("sub", "subject of ada");
    assertThat(provider.keyRequests()).isEqualTo(2);
  }

  @Test
  void refuses_a_provider_that_calls_itself_something_else() {
    provider.describing(
        fields -> {
          fields.put("issuer", "https://login.example/{tenantid}");
          return fields;
        });

    refused(
        ErrorCode.PROVIDER_BAD_ANSWER,
        () -> client.authorization(registration, request, OidcHints.none()));
  }

  @Test
  void refuses_a_description_that_is_none() {
    provider.describing(fields -> new TreeMap<>(Map.of("hello", "world")));

    refused(
        ErrorCode.PROVIDER_BAD_ANSWER,
        () -> client.authorization(registration, request, OidcHints.none()));
  }

  @Test
  void sends_nobody_to_what_is_no_web_address() {
    provider.describing(
        fields -> {
          fields.put("authorization_endpoint", "javascript:alert(1)");
          return fields;
        });

    refused(
        ErrorCode.PROVIDER_BAD_ANSWER,
        () -> client.authorization(registration, request, OidcHints.none()));
  }

  @Test
  void says_that_nobody_answers() {
    provider.close();

    refused(
        ErrorCode.PROVIDER_UNREACHABLE,
        () -> client.authorization(registration, request, OidcHints.none()));
  }

  @Test
  void asks_allowed_hosts_only_wherever_the_description_points() {
    provider.describing(
        fields -> {
          fields.put("token_endpoint", "http://169.254.169.254/token");
          return fields;
        });
    String code = provider.signIn(client.authorization(registration, request, OidcHints.none()));

    refused(ErrorCode.HOST_NOT_ALLOWED, () -> client.redeem(registration, request, code));
    try (OidcClientCloser none = new OidcClientCloser(client("login.example"))) {
      refused(
          ErrorCode.HOST_NOT_ALLOWED,
          () -> none.client().authorization(registration, request, OidcHints.none()));
    }
  }

  private record OidcClientCloser(OidcClient client) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void ends_the_providers_session_with_a_way_back() {
    URI back = URI.create("https://lakegate.example/acme/sign-out");

    assertThat(client.endSession(registration, back))
        .hasValueSatisfying(
            uri ->
                assertThat(FakeProvider.form(uri.getRawQuery()))
                    .containsEntry("client_id", "lakegate")
                    .containsEntry("post_logout_redirect_uri", back.toString()));
  }

  @Test
  void never_writes_the_secret_down() {
    assertThat(registration.toString()).doesNotContain("s3cret");
    assertThat(request.toString()).doesNotContain("the state", "the nonce", request.verifier());
  }

  private void saysOfDescription(ErrorCode code, String... words) {
    saysOf(code, () -> client.authorization(registration, request, OidcHints.none()), words);
  }

  private void saysOfSignIn(ErrorCode code, String... words) {
    saysOf(code, this::signIn, words);
  }

  private static void saysOf(ErrorCode code, ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.getMessage()).contains(words);
            });
  }

  private OidcRegistration of(String issuer) {
    return new OidcRegistration(URI.create(issuer), "lakegate", "s3cret", List.of("profile"));
  }

  @Test
  void names_both_issuers_where_the_provider_calls_itself_otherwise() {
    String ours = provider.issuer().toString();
    provider.describing(
        fields -> {
          fields.put("issuer", ours + "/");
          return fields;
        });

    saysOfDescription(
        ErrorCode.PROVIDER_BAD_ANSWER,
        "it calls itself '" + ours + "/'",
        "say '" + ours + "'",
        "only the slash at the end differs");
  }

  @Test
  void says_which_address_of_the_provider_answers_404_and_which_answers_not_at_all() {
    OidcRegistration nowhere = of(provider.issuer() + "/nothing/here");
    saysOf(
        ErrorCode.PROVIDER_BAD_ANSWER,
        () -> client.authorization(nowhere, request, OidcHints.none()),
        "/nothing/here/.well-known/openid-configuration answers 404");

    OidcRegistration unknown = of("http://nowhere.invalid/tenant");
    try (OidcClientCloser any = new OidcClientCloser(client("nowhere.invalid"))) {
      saysOf(
          ErrorCode.PROVIDER_UNREACHABLE,
          () -> any.client().authorization(unknown, request, OidcHints.none()),
          "its host name is unknown here");
    }
    provider.close();
    saysOfDescription(ErrorCode.PROVIDER_UNREACHABLE, "nothing accepts connections");
  }

  @Test
  void says_that_a_provider_is_not_trusted_over_tls() {
    WireMockServer stranger =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort());
    stranger.start();
    OidcRegistration plain = of("https://127.0.0.1:" + stranger.httpsPort() + "/tenant");

    saysOf(
        ErrorCode.PROVIDER_UNREACHABLE,
        () -> client.authorization(plain, request, OidcHints.none()),
        "its TLS connection is not trusted",
        "lakegate.ca-certificates");
    stranger.stop();
  }

  @Test
  void tells_a_wrong_client_secret_from_a_code_that_is_worth_nothing() {
    provider.refusing(401, FakeProvider.error("invalid_client", null, null));
    saysOfSignIn(
        ErrorCode.PROVIDER_REFUSED,
        "(invalid_client)",
        "AADSTS: in words.",
        "whether the secret or certificate is right");

    provider.refusing(FakeProvider.error("invalid_grant", null, null));
    saysOfSignIn(
        ErrorCode.PROVIDER_REFUSED,
        "used before or is too old",
        "https://lakegate.example/acme/sign-in/callback");

    provider.refusing(404, "<html>");
    saysOfSignIn(ErrorCode.PROVIDER_BAD_ANSWER, "/tenant/token answers 404");
    provider.refusing(502, "<html>");
    saysOfSignIn(ErrorCode.PROVIDER_UNREACHABLE, "/tenant/token answers 502");
    provider.refusing(200, "<html>");
    saysOfSignIn(ErrorCode.PROVIDER_BAD_ANSWER, "its token endpoint gives no tokens");
    provider.refusing(200, "{\"access_token\":\"x\",\"token_type\":\"Bearer\"}");
    saysOfSignIn(ErrorCode.PROVIDER_BAD_ANSWER, "no ID token");
  }

  @Test
  void says_whose_clock_is_wrong() {
    provider.claiming(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "its token ended at", "Compare both clocks");

    provider.claiming(claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(600))));
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "its token counts from", "Compare both clocks");
  }

  @Test
  void says_what_is_wrong_with_an_id_token() {
    String ours = provider.issuer().toString();
    provider.claiming(claims -> claims.issuer(ours + "/"));
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "'" + ours + "/'", "only the slash");
    provider.claiming(claims -> claims.audience(List.of("others", "another")));
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "'others', 'another' (aud)", "'lakegate'");
    provider.claiming(claims -> claims.audience(List.of("lakegate", "x")).claim("azp", "x"));
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "'x' (azp)", "'lakegate'");
    provider.claiming(claims -> claims.claim("nonce", null));
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "no nonce");
    provider.claiming(claims -> claims);
    provider.signing((claims, key) -> FakeProvider.signed(claims, STRANGERS));
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "signature", "does not fit the key 'first'");
    provider.signing((claims, key) -> FakeProvider.signed(claims, TestKeys.of(2, "unknown key")));
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "'unknown key'", "not among its keys", "/keys");
    provider.signing((claims, key) -> new PlainJWT(claims).serialize());
    saysOfSignIn(ErrorCode.PROVIDER_NOT_TRUSTED, "not signed");
  }

  @Test
  void takes_a_token_for_several_audiences_one_of_which_is_us() {
    provider.claiming(
        claims -> claims.audience(List.of("api://x", "lakegate")).claim("azp", "lakegate"));

    assertThat(signIn().claims()).containsEntry("sub", "subject of ada");
  }

  @Test
  void says_that_the_keys_cannot_be_read() {
    provider.describing(
        fields -> {
          fields.put("jwks_uri", provider.issuer() + "/no/keys");
          return fields;
        });

    saysOfSignIn(ErrorCode.PROVIDER_UNREACHABLE, "its keys at", "/no/keys", "404");
  }
}
