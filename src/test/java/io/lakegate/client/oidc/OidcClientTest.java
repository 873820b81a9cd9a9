package io.lakegate.client.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcClientTest {
  private static final RSAKey STRANGERS = FakeProvider.newKey("first");

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
        registration, request, provider.signIn(client.authorization(registration, request)));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void asks_for_a_code_with_state_nonce_and_challenge() {
    URI to = client.authorization(registration, request);

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
    String code = provider.signIn(client.authorization(registration, request));
    client.redeem(registration, request, code);

    refused(ErrorCode.PROVIDER_REFUSED, () -> client.redeem(registration, request, code));
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
    provider.rotatedTo(FakeProvider.newKey("second"));

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

    refused(ErrorCode.PROVIDER_BAD_ANSWER, () -> client.authorization(registration, request));
  }

  @Test
  void refuses_a_description_that_is_none() {
    provider.describing(fields -> new TreeMap<>(Map.of("hello", "world")));

    refused(ErrorCode.PROVIDER_BAD_ANSWER, () -> client.authorization(registration, request));
  }

  @Test
  void sends_nobody_to_what_is_no_web_address() {
    provider.describing(
        fields -> {
          fields.put("authorization_endpoint", "javascript:alert(1)");
          return fields;
        });

    refused(ErrorCode.PROVIDER_BAD_ANSWER, () -> client.authorization(registration, request));
  }

  @Test
  void says_that_nobody_answers() {
    provider.close();

    refused(ErrorCode.PROVIDER_UNREACHABLE, () -> client.authorization(registration, request));
  }

  @Test
  void asks_allowed_hosts_only_wherever_the_description_points() {
    provider.describing(
        fields -> {
          fields.put("token_endpoint", "http://169.254.169.254/token");
          return fields;
        });
    String code = provider.signIn(client.authorization(registration, request));

    refused(ErrorCode.HOST_NOT_ALLOWED, () -> client.redeem(registration, request, code));
    try (OidcClientCloser none = new OidcClientCloser(client("login.example"))) {
      refused(ErrorCode.HOST_NOT_ALLOWED, () -> none.client().authorization(registration, request));
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
}
