package io.lakegate.client.oidc;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.lakegate.client.WordForWord;
import io.lakegate.platform.security.TestKeys;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;

/**
 * Microsoft Entra ID v2.0 with one directory and one person in it, in Entra's own words: its
 * description of itself, its claims, its tokens and the bodies of its errors. It takes a client
 * that proves itself and brings a PKCE verifier, and redeems a code once.
 */
public final class EntraStub implements AutoCloseable {
  /** What signing in is worth at Microsoft Graph. */
  public static final String GRAPH_TOKEN = "eyJ0eXAiOiJKV1QifQ.graph-as-ada.c2ln";

  /** What the client itself is given for Microsoft Graph. */
  public static final String OWN_TOKEN = "eyJ0eXAiOiJKV1QifQ.graph-as-lakegate.c2ln";

  private static final String DIRECTORY = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
  private static final String ADA = "00aa00aa-bb11-cc22-dd33-44ee44ee44ee";
  private static final RSAKey KEY = TestKeys.of(4, "LTacESbw");

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
  private Map<String, Object> more = Map.of();
  private int serial;

  public EntraStub() {
    server.start();
    String itself =
        WordForWord.text("entra/openid-configuration")
            .replace("{base}", authority())
            .replace("{tid}", DIRECTORY);
    server.stubFor(
        get(urlEqualTo(path("v2.0/.well-known/openid-configuration")))
            .willReturn(WordForWord.json(200, itself)));
    server.stubFor(
        get(urlEqualTo(path("discovery/v2.0/keys")))
            .willReturn(WordForWord.json(200, new JWKSet(KEY).toString())));
  }

  /** All directories are below it. */
  public String authority() {
    return "http://127.0.0.1:" + server.port();
  }

  public String issuer() {
    return authority() + path("v2.0");
  }

  private static String path(String rest) {
    return "/" + DIRECTORY + "/" + rest;
  }

  /** From now on ID tokens say this too. */
  public EntraStub claiming(Map<String, Object> claims) {
    more = claims;
    return this;
  }

  /**
   * Above 200 groups a token names a place instead, of a service that is no more; it is at our
   * address here to see that nobody goes there.
   */
  public EntraStub withMoreGroupsThanATokenCarries() {
    return claiming(
        Map.of(
            "_claim_names",
            Map.of("groups", "src1"),
            "_claim_sources",
            Map.of(
                "src1",
                Map.of("endpoint", authority() + path("users/" + ADA + "/getMemberObjects")))));
  }

  /** Whether somebody asked the place that such a token names. */
  public boolean wasAskedForGroups() {
    return server.getAllServeEvents().stream()
        .anyMatch(event -> event.getRequest().getUrl().contains("getMemberObjects"));
  }

  /** Ada signs in: the code with which the browser is sent back. */
  public String signIn(URI authorization) {
    Map<String, String> asked = FakeProvider.form(authorization.getRawQuery());
    String code = "1.AXkA-code-" + ++serial;
    server.stubFor(
        redeeming(code, asked)
            .inScenario(code)
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("redeemed")
            .willReturn(WordForWord.json(200, tokens(asked))));
    server.stubFor(
        redeeming(code, asked)
            .inScenario(code)
            .whenScenarioStateIs("redeemed")
            .willReturn(WordForWord.answer(400, "entra/code-redeemed")));
    return code;
  }

  /** Ada signs in, which is not enough: the code is worth this error. */
  public String signInFailing(URI authorization, String error) {
    String code = "1.AXkA-code-" + ++serial;
    server.stubFor(
        redeeming(code, FakeProvider.form(authorization.getRawQuery()))
            .willReturn(WordForWord.answer(400, "entra/" + error)));
    return code;
  }

  private static MappingBuilder redeeming(String code, Map<String, String> asked) {
    return token("authorization_code")
        .withFormParam("code", equalTo(code))
        .withFormParam("redirect_uri", equalTo(asked.get("redirect_uri")))
        .withFormParam("code_verifier", matching("[A-Za-z0-9._~-]{43,128}"));
  }

  private static MappingBuilder token(String grant) {
    return post(urlEqualTo(path("oauth2/v2.0/token")))
        .withHeader("Authorization", matching("Basic .+"))
        .withFormParam("grant_type", equalTo(grant));
  }

  /** From now on a refresh token is worth this at one resource. */
  public EntraStub renewing(String scope, String accessToken) {
    JsonObjectBuilder said = bearer(scope, accessToken, 4181);
    said.add("refresh_token", "1.AXkA-refresh-" + ++serial);
    return answering(scope, WordForWord.json(200, said.build().toString()));
  }

  /** From now on a refresh token is worth this error at one resource. */
  public EntraStub refusing(String scope, String error) {
    return answering(scope, WordForWord.answer(400, "entra/" + error));
  }

  private EntraStub answering(String scope, ResponseDefinitionBuilder answer) {
    server.stubFor(
        token("refresh_token")
            .withFormParam("refresh_token", matching("1\\.AXkA-refresh-\\d+"))
            .withFormParam("scope", equalTo(scope))
            .willReturn(answer));
    return this;
  }

  /** The client may have a token of its own for one resource. */
  public EntraStub givingTheClient(String scope, String accessToken) {
    server.stubFor(
        token("client_credentials")
            .withFormParam("scope", equalTo(scope))
            .willReturn(WordForWord.json(200, bearer(null, accessToken, 3599).build().toString())));
    return this;
  }

  private String tokens(Map<String, String> asked) {
    JsonObjectBuilder said =
        bearer(asked.get("scope") + " https://graph.microsoft.com/User.Read", GRAPH_TOKEN, 4181)
            .add("id_token", FakeProvider.signed(claims(asked), KEY));
    if (asked.get("scope").contains("offline_access")) {
      said.add("refresh_token", "1.AXkA-refresh-" + ++serial);
    }
    return said.build().toString();
  }

  private static JsonObjectBuilder bearer(String scope, String accessToken, int seconds) {
    JsonObjectBuilder said = Json.createObjectBuilder().add("token_type", "Bearer");
    if (scope != null) {
      said.add("scope", scope);
    }
    return said.add("expires_in", seconds)
        .add("ext_expires_in", seconds)
        .add("access_token", accessToken);
  }

  private JWTClaimsSet claims(Map<String, String> asked) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .audience(asked.get("client_id"))
            .issuer(issuer())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(3_900)))
            .subject("AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ")
            .claim("name", "Ada Lovelace")
            .claim("nonce", asked.get("nonce"))
            .claim("oid", ADA)
            .claim("preferred_username", "ada@contoso.example")
            .claim("rh", "1.AXkAI_DqjjQrAAAA.")
            .claim("sid", "00bb00bb-22cc-4dd3-8ee4-55ff55ff55ff")
            .claim("tid", DIRECTORY)
            .claim("uti", "IqXmVdWnDkSoUa3qUpgkAA")
            .claim("ver", "2.0");
    new TreeMap<>(more).forEach(claims::claim);
    return claims.build();
  }

  @Override
  public void close() {
    server.stop();
  }
}
