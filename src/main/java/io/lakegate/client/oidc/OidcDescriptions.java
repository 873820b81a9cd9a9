package io.lakegate.client.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Caches the providers' descriptions of themselves and the keys they sign with. */
final class OidcDescriptions {
  /** The time for which a provider's description of itself is used before it is read again. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** Descriptions kept at most: an administrator may try many issuers. */
  private static final int MAX_COUNT = 500;

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

  private final Map<URI, Known> known = new ConcurrentHashMap<>();
  private final OidcTransport transport;
  private final Clock clock;

  OidcDescriptions(OidcTransport transport, Clock clock) {
    this.transport = transport;
    this.clock = clock;
  }

  /** A provider's description, and its keys, which follow its rotations. */
  record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant until) {
    Set<JWSAlgorithm> algorithms() {
      Set<JWSAlgorithm> both = new HashSet<>(ALGORITHMS);
      if (metadata.getIDTokenJWSAlgs() != null) {
        both.retainAll(metadata.getIDTokenJWSAlgs());
      }
      return both.isEmpty() ? Set.of(JWSAlgorithm.RS256) : both;
    }
  }

  Known of(URI issuer) {
    Instant now = clock.instant();
    Known present = known.get(issuer);
    if (present != null && now.isBefore(present.until())) {
      return present;
    }
    Known read = read(issuer, now.plus(KEPT));
    if (known.size() >= MAX_COUNT) {
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
      throw OidcFaults.bad(issuer, "its address makes no sense", e);
    }
    String where = "its description at " + OidcFaults.address(request.getURI());
    try {
      HTTPResponse answer = request.send(transport);
      if (!answer.indicatesSuccess()) {
        throw OidcFaults.isPassing(answer.getStatusCode())
            ? OidcFaults.busy(request.getURI(), answer.getStatusCode())
            : OidcFaults.bad(issuer, where + " answers " + answer.getStatusCode(), null);
      }
      OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.getBodyAsJSONObject());
      if (!metadata.getIssuer().getValue().equals(issuer.toString())) {
        throw OidcFaults.bad(
            issuer,
            OidcFaults.differingIssuers(
                "it calls itself", metadata.getIssuer().getValue(), issuer.toString()),
            null);
      }
      if (metadata.getAuthorizationEndpointURI() == null
          || metadata.getTokenEndpointURI() == null
          || metadata.getJWKSetURI() == null) {
        throw OidcFaults.bad(
            issuer, "its description lacks an address for signing in, tokens or keys", null);
      }
      if (!isWebAddress(metadata.getAuthorizationEndpointURI())
          || !isWebAddress(metadata.getEndSessionEndpointURI())) {
        throw OidcFaults.bad(issuer, "it sends people to what is no web address", null);
      }
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.<SecurityContext>create(metadata.getJWKSetURI().toURL(), transport)
              .refreshAheadCache(false)
              .retrying(true)
              .build();
      return new Known(metadata, keys, until);
    } catch (MalformedURLException | ParseException e) {
      throw OidcFaults.bad(
          issuer, where + " is not readable, " + OidcFaults.firstLine(e.getMessage()), e);
    } catch (IOException e) {
      throw OidcFaults.unreachable(issuer, e);
    }
  }

  /** The browser goes there; the rest we ask ourselves, and allowed hosts only. */
  private static boolean isWebAddress(URI uri) {
    return uri == null
        || (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme()));
  }
}
