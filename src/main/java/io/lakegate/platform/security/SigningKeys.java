package io.lakegate.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Signs the portal's JWTs and publishes the keys that verify them. Private keys are encrypted in
 * the database, so every node signs with the same.
 *
 * <p>Payara's verifier keeps a key set for five minutes and does not ask again for an unknown key
 * id (its source), so a new key is published {@link #LEAD} before it is used.
 */
@ApplicationScoped
public class SigningKeys {
  public static final String ISSUER = "lakegate";
  public static final Duration LONGEST_TOKEN = Duration.ofDays(90);
  static final Duration LEAD = Duration.ofMinutes(10);
  private static final int KEY_BITS = 2048;

  /** Read by {@link SigningKeysConfigSource}, which the container makes without CDI. */
  private static volatile String published = "";

  @Inject SigningKeyRepository repository;
  @Inject SecretBox secrets;
  @Inject Clock clock;

  private volatile List<Usable> usable = List.of();

  private record Usable(RSAKey key, Instant useAt) {}

  static String published() {
    return published;
  }

  /** Makes the first key when there is none, and learns the keys other nodes made. */
  public void refresh() {
    if (repository.list().isEmpty()) {
      make(clock.instant());
    }
    load();
  }

  /** Makes the next key and retires the present ones once it is in use. */
  public void rotate() {
    Instant useAt = clock.instant().plus(LEAD);
    repository
        .list()
        .forEach(
            key -> {
              key.retire(useAt);
              repository.save(key);
            });
    make(useAt);
    load();
  }

  private void make(Instant useAt) {
    String id = UUID.randomUUID().toString();
    try {
      RSAKey key = new RSAKeyGenerator(KEY_BITS).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
      repository.save(
          new SigningKey(id, secrets.encrypt(id, key.toJSONString()), clock.instant(), useAt));
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot make a signing key", e);
    }
  }

  private void load() {
    Instant now = clock.instant();
    List<Usable> loaded = new ArrayList<>();
    for (SigningKey key : repository.list()) {
      if (key.isPublished(now)) {
        loaded.add(new Usable(parse(key), key.useAt()));
      }
    }
    usable = List.copyOf(loaded);
    List<JWK> keys = new ArrayList<>();
    loaded.forEach(key -> keys.add(key.key()));
    published = new JWKSet(keys).toString(true);
  }

  private RSAKey parse(SigningKey key) {
    try {
      return RSAKey.parse(secrets.decrypt(key.id(), key.privateKeyEncrypted()));
    } catch (ParseException e) {
      throw new IllegalStateException("The stored signing key " + key.id() + " is damaged.", e);
    }
  }

  /** A signed token for {@code caller}; {@code id} names it for revocation. */
  public String sign(UUID id, Caller caller, Instant expiresAt) {
    Instant now = clock.instant();
    RSAKey key =
        usable.stream()
            .filter(candidate -> !candidate.useAt().isAfter(now))
            .max(Comparator.comparing(Usable::useAt))
            .orElseThrow(() -> new IllegalStateException("No signing key is in use yet."))
            .key();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .jwtID(id.toString())
            .subject(caller.personId().toString())
            .claim("upn", caller.userName())
            .claim("tenant", caller.tenantSlug())
            .claim("groups", caller.role().titles())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(expiresAt))
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot sign", e);
    }
    return token.serialize();
  }
}
