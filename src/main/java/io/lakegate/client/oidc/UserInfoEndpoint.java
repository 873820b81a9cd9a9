package io.lakegate.client.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.UserInfoSuccessResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The UserInfo of a provider (OpenID Connect 1.0 §5.3), as JSON or as a signed JWT. It counts only
 * where it speaks of the same person as the ID token.
 */
final class UserInfoEndpoint {
  private final OidcTransport transport;
  private final OidcRegistration registration;
  private final OidcDescriptions.Known provider;
  private final URI uri;

  UserInfoEndpoint(
      OidcTransport transport, OidcRegistration registration, OidcDescriptions.Known provider) {
    this.transport = transport;
    this.registration = registration;
    this.provider = provider;
    this.uri = provider.metadata().getUserInfoEndpointURI();
  }

  /**
   * The claims about the person.
   *
   * @param subject whom the ID token is about
   */
  Map<String, Object> claims(String accessToken, String subject, Instant now) {
    boolean listenable =
        registration.issuer().getScheme().equals("https") && !"https".equals(uri.getScheme());
    if (listenable) {
      throw OidcFaults.bad(
          uri, "its UserInfo at " + OidcFaults.address(uri) + " is not https", null);
    }
    HTTPRequest request =
        new UserInfoRequest(uri, new BearerAccessToken(accessToken)).toHTTPRequest();
    request.setFollowRedirects(false);
    HTTPResponse answer;
    try {
      answer = request.send(transport);
    } catch (IOException e) {
      throw OidcFaults.unreachable(uri, e);
    }
    // Nothing else says who somebody is: a 204 has no text, and the library takes it for an error.
    if (answer.getStatusCode() != HTTPResponse.SC_OK) {
      throw OidcFaults.isPassing(answer.getStatusCode())
          ? OidcFaults.busy(uri, answer.getStatusCode())
          : OidcFaults.bad(
              uri,
              "its UserInfo at " + OidcFaults.address(uri) + " answers " + answer.getStatusCode(),
              null);
    }
    Map<String, Object> said = read(answer, now);
    if (!subject.equals(said.get("sub"))) {
      throw OidcFaults.untrusted(
          "its UserInfo speaks of somebody else than its ID token (sub)", null);
    }
    return said;
  }

  private Map<String, Object> read(HTTPResponse answer, Instant now) {
    try {
      UserInfoSuccessResponse said = UserInfoResponse.parse(answer).toSuccessResponse();
      Map<String, Object> claims =
          said.getUserInfoJWT() == null
              ? said.getUserInfo().toJSONObject()
              : verified(said.getUserInfoJWT(), now).toJSONObject();
      claims.values().removeIf(value -> value == null);
      return Map.copyOf(claims);
    } catch (ParseException e) {
      throw OidcFaults.bad(
          uri, "its UserInfo is not readable, " + OidcFaults.firstLine(e.getMessage()), e);
    }
  }

  private JWTClaimsSet verified(JWT token, Instant now) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("userinfo+jwt"), null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(provider.algorithms(), provider.keys()));
    DefaultJWTClaimsVerifier<SecurityContext> times =
        new DefaultJWTClaimsVerifier<>(null, Set.of("sub"));
    times.setMaxClockSkew(OidcClient.SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(times);
    try {
      if (!(token instanceof SignedJWT)) {
        throw OidcFaults.untrusted("its UserInfo is a JWT that is not signed", null);
      }
      JWTClaimsSet claims = processor.process(token, null);
      requireMeantForUs(claims);
      return claims;
    } catch (BadJOSEException | JOSEException e) {
      throw OidcFaults.refusedToken(token, registration, provider, now, null, e);
    }
  }

  /**
   * Requires that issuer and audience are right if they are given; a signed answer should have both
   * (§5.3.2).
   */
  private void requireMeantForUs(JWTClaimsSet claims) {
    String issuer = registration.issuer().toString();
    if (claims.getIssuer() != null && !claims.getIssuer().equals(issuer)) {
      throw OidcFaults.untrusted(
          OidcFaults.differingIssuers("its UserInfo names the issuer", claims.getIssuer(), issuer),
          null);
    }
    if (!claims.getAudience().isEmpty()
        && !claims.getAudience().contains(registration.clientId())) {
      throw OidcFaults.untrusted("its UserInfo is meant for another client (aud)", null);
    }
  }
}
