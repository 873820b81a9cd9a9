package io.lakegate.client.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
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
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.BoundedHttp;
import io.lakegate.client.TrustedCertificates;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.http.ssl.SSLContexts;

/**
 * Signs people in at their organisation's provider: OpenID Connect 1.0's code flow with PKCE (RFC
 * 7636), which is always on since Entra does not announce it. {@code PROVIDER_UNREACHABLE}, {@code
 * PROVIDER_BAD_ANSWER}, {@code PROVIDER_REFUSED} and {@code PROVIDER_NOT_TRUSTED} say what went
 * wrong; {@code HOST_NOT_ALLOWED} that nothing was asked.
 */
@ApplicationScoped
public class OidcClient {
  /** How long a provider's own description of itself is believed. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** Descriptions kept at most: an administrator may try many issuers. */
  private static final int MOST = 500;

  private static final int SKEW_SECONDS = 60;

  /** Signatures with a key only the provider has; never {@code none}, never our own secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  @Inject AllowedHosts hosts;
  @Inject Clock clock;

  private final Map<URI, Known> known = new ConcurrentHashMap<>();
  private BoundedHttp http;
  private OidcTransport transport;

  /** A provider's description, and its keys, which follow its rotations. */
  private record Known(
      OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant until) {}

  @PostConstruct
  void open() {
    http =
        new BoundedHttp(
            hosts, TrustedCertificates.configured().orElseGet(SSLContexts::createDefault));
    transport = new OidcTransport(http);
  }

  @PreDestroy
  void close() {
    http.close();
  }

  /** Where the browser goes to sign in. */
  public URI authorization(OidcRegistration registration, OidcRequest request) {
    OIDCProviderMetadata metadata = known(registration.issuer()).metadata();
    return new AuthenticationRequest.Builder(
            new ResponseType(ResponseType.Value.CODE),
            scope(registration),
            new ClientID(registration.clientId()),
            request.redirectUri())
        .endpointURI(metadata.getAuthorizationEndpointURI())
        .state(new State(request.state()))
        .nonce(new Nonce(request.nonce()))
        .codeChallenge(new CodeVerifier(request.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** Where the browser goes to end the provider's own session; empty where it has no such place. */
  public Optional<URI> endSession(OidcRegistration registration, URI back) {
    return Optional.ofNullable(known(registration.issuer()).metadata().getEndSessionEndpointURI())
        .map(
            uri ->
                UriBuilder.fromUri(uri)
                    .queryParam("client_id", "{client}")
                    .queryParam("post_logout_redirect_uri", "{back}")
                    .build(registration.clientId(), back.toString()));
  }

  /** Redeems a code, which the provider lets happen once, and verifies what it is worth. */
  public OidcAnswer redeem(OidcRegistration registration, OidcRequest request, String code) {
    Known provider = known(registration.issuer());
    TokenResponse response = ask(registration, provider.metadata(), request, code);
    if (!response.indicatesSuccess()) {
      ErrorObject error = response.toErrorResponse().getErrorObject();
      throw new LakegateException(
          ErrorCode.PROVIDER_REFUSED, error.getCode(), firstLine(error.getDescription()));
    }
    OIDCTokenResponse tokens = (OIDCTokenResponse) response.toSuccessResponse();
    if (tokens.getOIDCTokens().getIDToken() == null) {
      throw bad(registration.issuer(), "it gave no ID token", null);
    }
    try {
      IDTokenValidator validator =
          new IDTokenValidator(
              new Issuer(registration.issuer()),
              new ClientID(registration.clientId()),
              new JWSVerificationKeySelector<>(algorithms(provider.metadata()), provider.keys()),
              null);
      validator.setMaxClockSkew(SKEW_SECONDS);
      Map<String, Object> claims =
          validator
              .validate(tokens.getOIDCTokens().getIDToken(), new Nonce(request.nonce()))
              .toJSONObject();
      return new OidcAnswer(
          Map.copyOf(withoutNulls(claims)), tokens.getOIDCTokens().getAccessToken().getValue());
    } catch (BadJOSEException | JOSEException e) {
      throw new LakegateException(e, ErrorCode.PROVIDER_NOT_TRUSTED, firstLine(e.getMessage()));
    }
  }

  private TokenResponse ask(
      OidcRegistration registration,
      OIDCProviderMetadata metadata,
      OidcRequest request,
      String code) {
    ClientID client = new ClientID(registration.clientId());
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code),
            request.redirectUri(),
            new CodeVerifier(request.verifier()));
    TokenRequest.Builder builder =
        registration.secret() == null
            ? new TokenRequest.Builder(metadata.getTokenEndpointURI(), client, grant)
            : new TokenRequest.Builder(
                metadata.getTokenEndpointURI(), authentication(registration, metadata), grant);
    HTTPRequest asking = builder.build().toHTTPRequest();
    asking.setFollowRedirects(false);
    try {
      HTTPResponse answer = asking.send(transport);
      return OIDCTokenResponseParser.parse(answer);
    } catch (IOException e) {
      throw unreachable(registration.issuer(), e);
    } catch (ParseException e) {
      throw bad(registration.issuer(), firstLine(e.getMessage()), e);
    }
  }

  /** As the provider likes it; without a word from it in the header, as OpenID Connect has it. */
  private static ClientAuthentication authentication(
      OidcRegistration registration, OIDCProviderMetadata metadata) {
    ClientID client = new ClientID(registration.clientId());
    Secret secret = new Secret(registration.secret());
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean post =
        methods != null
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret);
  }

  private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) {
    Set<JWSAlgorithm> both = new HashSet<>(ALGORITHMS);
    if (metadata.getIDTokenJWSAlgs() != null) {
      both.retainAll(metadata.getIDTokenJWSAlgs());
    }
    return both.isEmpty() ? Set.of(JWSAlgorithm.RS256) : both;
  }

  private static Scope scope(OidcRegistration registration) {
    Scope scope = new Scope("openid");
    registration.scopes().forEach(scope::add);
    return scope;
  }

  private Known known(URI issuer) {
    Instant now = clock.instant();
    Known present = known.get(issuer);
    if (present != null && now.isBefore(present.until())) {
      return present;
    }
    Known read = read(issuer, now.plus(KEPT));
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(issuer, read);
    return read;
  }

  private Known read(URI issuer, Instant until) {
    HTTPRequest request;
    try {
      request =
          new HTTPRequest(
              HTTPRequest.Method.GET, OIDCProviderMetadata.resolveURL(new Issuer(issuer)));
    } catch (GeneralException e) {
      throw bad(issuer, "its address makes no sense", e);
    }
    try {
      HTTPResponse answer = request.send(transport);
      if (!answer.indicatesSuccess()) {
        throw bad(issuer, "its description answers " + answer.getStatusCode(), null);
      }
      OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.getBodyAsJSONObject());
      if (!metadata.getIssuer().getValue().equals(issuer.toString())) {
        throw bad(issuer, "it calls itself " + firstLine(metadata.getIssuer().getValue()), null);
      }
      if (metadata.getAuthorizationEndpointURI() == null
          || metadata.getTokenEndpointURI() == null
          || metadata.getJWKSetURI() == null) {
        throw bad(issuer, "its description lacks an address for signing in, tokens or keys", null);
      }
      if (!isWebAddress(metadata.getAuthorizationEndpointURI())
          || !isWebAddress(metadata.getEndSessionEndpointURI())) {
        throw bad(issuer, "it sends people to what is no web address", null);
      }
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.<SecurityContext>create(metadata.getJWKSetURI().toURL(), transport)
              .refreshAheadCache(false)
              .retrying(true)
              .build();
      return new Known(metadata, keys, until);
    } catch (MalformedURLException | ParseException e) {
      throw bad(issuer, firstLine(e.getMessage()), e);
    } catch (IOException e) {
      throw unreachable(issuer, e);
    }
  }

  /** The browser goes there; the rest we ask ourselves, and allowed hosts only. */
  private static boolean isWebAddress(URI uri) {
    return uri == null
        || (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme()));
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> claims) {
    claims.values().removeIf(value -> value == null);
    return claims;
  }

  private static LakegateException unreachable(URI issuer, IOException e) {
    return new LakegateException(e, ErrorCode.PROVIDER_UNREACHABLE, issuer.getHost());
  }

  private static LakegateException bad(URI issuer, String why, Exception e) {
    return new LakegateException(e, ErrorCode.PROVIDER_BAD_ANSWER, issuer.getHost(), why);
  }

  /** What strangers write, as far as a sentence can carry it. */
  private static String firstLine(String text) {
    String line = text == null ? "" : text.lines().findFirst().orElse("").strip();
    return line.length() > 300 ? line.substring(0, 300) : line;
  }
}
