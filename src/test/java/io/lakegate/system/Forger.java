package io.lakegate.system;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/** Makes tokens the portal never issued out of one it did. */
final class Forger {
  private final SignedJWT genuine;

  Forger(String token) {
    try {
      genuine = SignedJWT.parse(token);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Nobody signed it. */
  String unsigned() {
    return new PlainJWT(claims()).serialize();
  }

  /** Its signature is cut off, its header still says it has one. */
  String withoutSignature() {
    String token = genuine.serialize();
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  /** Signed with a key of somebody else's that bears the portal's key id. */
  String ofAnotherKey() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID(genuine.getHeader().getKeyID()).generate();
    return signed(JWSAlgorithm.RS256, claims(), new RSASSASigner(key));
  }

  /** Signed by the portal for one tenant, altered to be for another. */
  String withTenant(String tenant) {
    String[] parts = genuine.serialize().split("\\.");
    JWTClaimsSet altered = new JWTClaimsSet.Builder(claims()).claim("tenant", tenant).build();
    parts[1] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(altered.toString().getBytes(StandardCharsets.UTF_8));
    return String.join(".", parts);
  }

  /** Signed with HMAC, its secret being the public key everybody may know. */
  String withPublicKeyAsSecret(RSAKey key) throws JOSEException {
    byte[] secret = key.toRSAPublicKey().getEncoded();
    return signed(JWSAlgorithm.HS256, claims(), new MACSigner(secret));
  }

  /** Signed by the portal's own key, but over since a minute. */
  String expired(RSAKey key) throws JOSEException {
    Instant past = Instant.now().minus(Duration.ofMinutes(2));
    JWTClaimsSet old = new JWTClaimsSet.Builder(claims()).expirationTime(Date.from(past)).build();
    return signed(JWSAlgorithm.RS256, old, new RSASSASigner(key));
  }

  /** Signed by the portal's own key for a token it keeps no row of. */
  String unknown(RSAKey key) throws JOSEException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder(claims()).jwtID(UUID.randomUUID().toString()).build();
    return signed(JWSAlgorithm.RS256, claims, new RSASSASigner(key));
  }

  /** Signed by the portal's own key, its id being no id at all. */
  String withId(RSAKey key, String id) throws JOSEException {
    JWTClaimsSet claims = new JWTClaimsSet.Builder(claims()).jwtID(id).build();
    return signed(JWSAlgorithm.RS256, claims, new RSASSASigner(key));
  }

  private String signed(JWSAlgorithm algorithm, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(genuine.getHeader().getKeyID())
                .build(),
            claims);
    token.sign(signer);
    return token.serialize();
  }

  private JWTClaimsSet claims() {
    try {
      return genuine.getJWTClaimsSet();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
