package io.lakegate.client.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.http.Exchange;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Signs people in at their organisation's provider: OpenID Connect 1.0's code flow with PKCE (RFC
 * 7636), which is always on since Entra does not announce it. {@code PROVIDER_UNREACHABLE}, {@code
 * PROVIDER_BAD_ANSWER}, {@code PROVIDER_REFUSED} and {@code PROVIDER_NOT_TRUSTED} say what went
 * wrong; {@code HOST_NOT_ALLOWED} that nothing was asked.
 */
@ApplicationScoped
public class OidcClient {
  static final int SKEW_SECONDS = 60;

  /**
   * The errors of a token endpoint that only the person can resolve (wire facts of Entra, OIDC
   * §3.1).
   */
  private static final Set<String> INTERACTION =
      Set.of("interaction_required", "consent_required", "login_required");

  private static final int MAX_CHALLENGE_LENGTH = 1_500;

  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  @Inject AllowedHosts hosts;
  @Inject Clock clock;

  private Exchange exchange;
  private OidcTransport transport;
  private OidcDescriptions descriptions;

  @PostConstruct
  void open() {
    exchange = new Exchange(hosts);
    transport = new OidcTransport(exchange);
    descriptions = new OidcDescriptions(transport, clock);
  }

  @PreDestroy
  void close() {
    exchange.close();
  }

  /** The address to which the browser goes to sign in. */
  public URI authorization(OidcRegistration registration, OidcRequest request, OidcHints hints) {
    OIDCProviderMetadata metadata = descriptions.of(registration.issuer()).metadata();
    AuthenticationRequest.Builder asked =
        new AuthenticationRequest.Builder(
                new ResponseType(ResponseType.Value.CODE),
                scope(registration),
                new ClientID(registration.clientId()),
                request.redirectUri())
            .endpointURI(metadata.getAuthorizationEndpointURI())
            .state(new State(request.state()))
            .nonce(new Nonce(request.nonce()))
            .codeChallenge(new CodeVerifier(request.verifier()), CodeChallengeMethod.S256)
            .loginHint(hints.loginHint());
    if (hints.silent()) {
      asked.prompt(Prompt.Type.NONE);
    }
    if (hints.claims() != null) {
      // As it came: the provider reads it, not we.
      asked.customParameter("claims", hints.claims());
    }
    return asked.build().toURI();
  }

  /**
   * The address to which the browser goes to end the provider's own session; empty if the provider
   * has none.
   */
  public Optional<URI> endSession(OidcRegistration registration, URI back) {
    return Optional.ofNullable(
            descriptions.of(registration.issuer()).metadata().getEndSessionEndpointURI())
        .map(
            uri ->
                UriBuilder.fromUri(uri)
                    .queryParam("client_id", "{client}")
                    .queryParam("post_logout_redirect_uri", "{back}")
                    .build(registration.clientId(), back.toString()));
  }

  /**
   * Redeems a code, which the provider lets happen once, and verifies what it is worth. An answer
   * with a challenge signs nobody in.
   */
  public OidcAnswer redeem(OidcRegistration registration, OidcRequest request, String code) {
    OidcDescriptions.Known provider = descriptions.of(registration.issuer());
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code),
            request.redirectUri(),
            new CodeVerifier(request.verifier()));
    URI tokenUrl = provider.metadata().getTokenEndpointURI();
    HTTPResponse answer = ask(registration, provider.metadata(), grant, null);
    if (!answer.indicatesSuccess()) {
      JsonObject said = TokenEndpoint.json(answer);
      if (INTERACTION.contains(String.valueOf(TokenEndpoint.text(said, "error")))) {
        return OidcAnswer.challenged(challenge(said));
      }
      throw refused(tokenUrl, answer, said, request.redirectUri());
    }
    OIDCTokens tokens;
    try {
      tokens = OIDCTokenResponse.parse(answer).getOIDCTokens();
    } catch (ParseException e) {
      throw OidcFaults.bad(
          tokenUrl,
          "its token endpoint gives no tokens, " + OidcFaults.firstLine(e.getMessage()),
          e);
    }
    if (tokens.getIDToken() == null) {
      throw OidcFaults.bad(tokenUrl, "it gave no ID token", null);
    }
    try {
      IDTokenValidator validator =
          new IDTokenValidator(
              new Issuer(registration.issuer()),
              new ClientID(registration.clientId()),
              new JWSVerificationKeySelector<>(provider.algorithms(), provider.keys()),
              null);
      validator.setMaxClockSkew(SKEW_SECONDS);
      Map<String, Object> claims =
          validator.validate(tokens.getIDToken(), new Nonce(request.nonce())).toJSONObject();
      // The library leaves it to its caller (OpenID Connect 1.0 §3.1.3.7).
      Object party = claims.get("azp");
      if (party != null && !party.equals(registration.clientId())) {
        throw new BadJWTException("It was given to another party (azp)");
      }
      return OidcAnswer.of(
          Map.copyOf(withoutNulls(claims)),
          tokens.getAccessToken().getValue(),
          tokens.getRefreshToken() == null ? null : tokens.getRefreshToken().getValue());
    } catch (BadJOSEException | JOSEException e) {
      throw OidcFaults.refusedToken(
          tokens.getIDToken(), registration, provider, clock.instant(), request.nonce(), e);
    }
  }

  /**
   * Reads the provider's UserInfo about the person who has just signed in; empty if the provider
   * has no such endpoint. Fails as {@link #redeem} does, also if the answer is about somebody else.
   */
  public Optional<Map<String, Object>> userInfo(OidcRegistration registration, OidcAnswer answer) {
    OidcDescriptions.Known provider = descriptions.of(registration.issuer());
    if (provider.metadata().getUserInfoEndpointURI() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new UserInfoEndpoint(transport, registration, provider)
            .claims(
                answer.accessToken(), String.valueOf(answer.claims().get("sub")), clock.instant()));
  }

  /**
   * A new access token for one resource (RFC 6749 §6). What came of a request without an answer
   * nobody knows: the provider may have replaced the refresh token. {@code PROVIDER_UNREACHABLE}
   * also for 5xx; {@code PROVIDER_REFUSED} for what only an administrator can set right.
   *
   * @param scope of one resource; Entra refuses two in one request
   */
  public OidcRenewal renew(OidcRegistration registration, String refreshToken, String scope) {
    return endpoint(registration).renew(refreshToken, scope);
  }

  /** A token for an application itself (RFC 6749 §4.4) from a provider; failures as above. */
  public OidcRenewal.Tokens clientCredentials(
      OidcRegistration registration, String scope, String audience) {
    return endpoint(registration).clientCredentials(scope, audience);
  }

  /**
   * The same from a token endpoint that no provider describes: the secret goes in the header, as
   * RFC 6749 §2.3.1 has it.
   *
   * @param scope null for none
   * @param audience null for none; not in the standard, but some servers ask for it
   */
  public OidcRenewal.Tokens clientCredentials(
      URI tokenUrl, String clientId, String secret, String scope, String audience) {
    ClientSecretBasic basic = new ClientSecretBasic(new ClientID(clientId), new Secret(secret));
    return new TokenEndpoint(
            transport, tokenUrl, grant -> new TokenRequest.Builder(tokenUrl, basic, grant))
        .clientCredentials(scope, audience);
  }

  private TokenEndpoint endpoint(OidcRegistration registration) {
    OIDCProviderMetadata metadata = descriptions.of(registration.issuer()).metadata();
    return new TokenEndpoint(
        transport,
        metadata.getTokenEndpointURI(),
        grant -> OidcAuthentication.request(registration, metadata, grant));
  }

  /**
   * An access token of Lakegate's own, for nobody in particular.
   *
   * @param scope of one resource, such as {@code https://graph.microsoft.com/.default}
   */
  public String ownAccessToken(OidcRegistration registration, String scope) {
    OidcDescriptions.Known provider = descriptions.of(registration.issuer());
    HTTPResponse answer =
        ask(registration, provider.metadata(), new ClientCredentialsGrant(), new Scope(scope));
    URI tokenUrl = provider.metadata().getTokenEndpointURI();
    if (!answer.indicatesSuccess()) {
      throw refused(tokenUrl, answer, TokenEndpoint.json(answer), null);
    }
    try {
      return AccessTokenResponse.parse(answer).getTokens().getAccessToken().getValue();
    } catch (ParseException e) {
      throw OidcFaults.bad(
          tokenUrl,
          "its token endpoint gives no tokens, " + OidcFaults.firstLine(e.getMessage()),
          e);
    }
  }

  /**
   * The claims of a token the provider gave to somebody else for one of these audiences, such as an
   * access token of a job (RFC 9068) or its ID token: signature, issuer, audience, expiry and
   * not-before are verified, with a minute's skew; times are seconds since 1970. {@code
   * SUBJECT_TOKEN_REFUSED} names what is wrong. A token that does not even claim to be of this
   * issuer and audience asks the provider nothing, so it costs nobody a request.
   */
  public Map<String, Object> verify(
      OidcRegistration registration, Set<String> audiences, String token) {
    try {
      JWT parsed = JWTParser.parse(token);
      JWTClaimsSet claimed = parsed.getJWTClaimsSet();
      if (!(parsed instanceof SignedJWT)) {
        throw untrusted("it is not signed");
      }
      if (!registration.issuer().toString().equals(claimed.getIssuer())) {
        throw untrusted("another issuer made it than this organisation's provider");
      }
      if (claimed.getAudience().stream().noneMatch(audiences::contains)) {
        throw untrusted("it is meant for somebody else (aud)");
      }
      OidcDescriptions.Known provider = descriptions.of(registration.issuer());
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSTypeVerifier(
          new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(provider.algorithms(), provider.keys()));
      DefaultJWTClaimsVerifier<SecurityContext> claims =
          new DefaultJWTClaimsVerifier<>(
              // Asked for null, which an immutable set refuses.
              new HashSet<>(audiences),
              new JWTClaimsSet.Builder().issuer(registration.issuer().toString()).build(),
              Set.of("exp", "iat", "sub"),
              Set.of());
      claims.setMaxClockSkew(SKEW_SECONDS);
      processor.setJWTClaimsSetVerifier(claims);
      return Map.copyOf(withoutNulls(processor.process(token, null).toJSONObject()));
    } catch (java.text.ParseException e) {
      throw untrusted("it is no JWT");
    } catch (BadJOSEException | JOSEException e) {
      throw new LakegateException(
          e, ErrorCode.SUBJECT_TOKEN_REFUSED, OidcFaults.firstLine(e.getMessage()));
    }
  }

  private static LakegateException untrusted(String why) {
    return new LakegateException(ErrorCode.SUBJECT_TOKEN_REFUSED, why);
  }

  private HTTPResponse ask(
      OidcRegistration registration,
      OIDCProviderMetadata metadata,
      AuthorizationGrant grant,
      Scope scope) {
    HTTPRequest asking =
        OidcAuthentication.request(registration, metadata, grant)
            .scope(scope)
            .build()
            .toHTTPRequest();
    asking.setFollowRedirects(false);
    try {
      return asking.send(transport);
    } catch (IOException e) {
      throw OidcFaults.unreachable(metadata.getTokenEndpointURI(), e);
    }
  }

  /** Entra's, for Conditional Access; empty where the provider wants no more than a sign-in. */
  private static String challenge(JsonObject said) {
    String claims = TokenEndpoint.text(said, "claims");
    return claims != null && claims.length() <= MAX_CHALLENGE_LENGTH ? claims : "";
  }

  /** Entra's description has several lines, of which the first says it. */
  private static LakegateException refused(
      URI tokenUrl, HTTPResponse answer, JsonObject said, URI redirectUri) {
    String error = OidcFaults.firstLine(TokenEndpoint.text(said, "error"));
    int status = answer.getStatusCode();
    if (OidcFaults.isPassing(status) || error.equals("temporarily_unavailable")) {
      return OidcFaults.busy(tokenUrl, status);
    }
    if (error.isEmpty()) {
      String where = "its token endpoint " + OidcFaults.address(tokenUrl);
      return OidcFaults.bad(tokenUrl, where + " answers " + status, null);
    }
    String description = OidcFaults.firstLine(TokenEndpoint.text(said, "error_description"));
    String remedy =
        switch (error) {
          case "invalid_client", "unauthorized_client" ->
              "An administrator must check the client id, and whether the secret or certificate is"
                  + " right and has not expired.";
          case "invalid_grant" ->
              "The code was used before or is too old"
                  + (redirectUri == null
                      ? "."
                      : ", or the provider knows another redirect URI than " + redirectUri + ".");
          default -> "An administrator must check the sign-in settings.";
        };
    return new LakegateException(
        ErrorCode.PROVIDER_REFUSED, error, (description + " " + remedy).strip());
  }

  private static Scope scope(OidcRegistration registration) {
    Scope scope = new Scope("openid");
    registration.scopes().forEach(scope::add);
    return scope;
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> claims) {
    claims.values().removeIf(value -> value == null);
    return claims;
  }
}
