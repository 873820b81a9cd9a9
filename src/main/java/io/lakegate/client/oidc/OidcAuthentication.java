package io.lakegate.client.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.util.List;
import java.util.Optional;

/** The means by which Lakegate proves at a token endpoint that it is the registered client. */
final class OidcAuthentication {
  private OidcAuthentication() {}

  /** A request for what the grant is worth; of a public client only its id. */
  static TokenRequest.Builder request(
      OidcRegistration registration, OIDCProviderMetadata metadata, AuthorizationGrant grant) {
    return of(registration, metadata)
        .map(proof -> new TokenRequest.Builder(metadata.getTokenEndpointURI(), proof, grant))
        .orElseGet(
            () ->
                new TokenRequest.Builder(
                    metadata.getTokenEndpointURI(), new ClientID(registration.clientId()), grant));
  }

  private static Optional<ClientAuthentication> of(
      OidcRegistration registration, OIDCProviderMetadata metadata) {
    ClientID client = new ClientID(registration.clientId());
    if (registration.certificate() != null) {
      return Optional.of(assertion(client, registration.certificate(), metadata));
    }
    return Optional.ofNullable(registration.secret())
        .map(Secret::new)
        .map(
            secret ->
                isPosted(metadata)
                    ? new ClientSecretPost(client, secret)
                    : new ClientSecretBasic(client, secret));
  }

  /**
   * Whether the secret is sent in the body. It is sent there if the provider lists this method and
   * not the header; otherwise the header is used, the default of OpenID Connect.
   */
  private static boolean isPosted(OIDCProviderMetadata metadata) {
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    return methods != null
        && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
  }

  /** The library's assertion lives a minute; Entra finds the certificate by {@code x5t#S256}. */
  private static ClientAuthentication assertion(
      ClientID client, OidcCertificate proof, OIDCProviderMetadata metadata) {
    try {
      return new PrivateKeyJWT(
          client,
          metadata.getTokenEndpointURI(),
          proof.algorithm(),
          proof.key(),
          null,
          null,
          X509CertUtils.computeSHA256Thumbprint(proof.certificate()),
          null);
    } catch (JOSEException e) {
      throw new IllegalStateException("The stored key does not sign", e);
    }
  }
}
