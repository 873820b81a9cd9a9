package io.lakegate.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
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
import java.util.Optional;
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
  public static final Duration MAX_TOKEN_LIFETIME = Duration.ofDays(90);
  private static final Duration SELF_CHECK = Duration.ofMinutes(1);
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

  /**
   * Makes the first key when there is none, forgets those that no valid token is signed with, and
   * learns the keys other nodes made.
   */
  public void refresh() {
    repository.deleteRetiredBefore(clock.instant().minus(MAX_TOKEN_LIFETIME));
    if (repository.list().isEmpty()) {
      make(clock.instant());
    }
    load();
  }

  /** Newest first. */
  public List<SigningKeyView> list() {
    return repository.list().stream().map(SigningKeyView::of).toList();
  }

  /**
   * Makes the next key, which takes over when every node has published it; tokens of the present
   * ones stay valid. {@code SIGNING_KEY_PENDING} while an earlier one has not taken over yet.
   */
  public SigningKeyView rotate() {
    Instant now = clock.instant();
    List<SigningKey> present = repository.list();
    present.stream()
        .map(SigningKey::useAt)
        .filter(now::isBefore)
        .max(Comparator.naturalOrder())
        .ifPresent(
            useAt -> {
              long minutes = Duration.between(now, useAt).plusSeconds(59).toMinutes();
              throw new LakegateException(ErrorCode.SIGNING_KEY_PENDING, minutes);
            });
    // First the new one: a crash in between must not leave only retired keys.
    SigningKey next = make(now.plus(LEAD));
    for (SigningKey key : present) {
      key.retire(next.useAt());
      repository.save(key);
    }
    load();
    return SigningKeyView.of(next);
  }

  private SigningKey make(Instant useAt) {
    String id = UUID.randomUUID().toString();
    try {
      String key = newKey(id).toJSONString();
      SigningKey made = new SigningKey(id, secrets.encrypt(id, key), clock.instant(), useAt);
      repository.save(made);
      return made;
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot make a signing key", e);
    }
  }

  RSAKey newKey(String id) throws JOSEException {
    return new RSAKeyGenerator(KEY_BITS).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
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
    return sign(
        new JWTClaimsSet.Builder()
            .jwtID(id.toString())
            .subject(caller.personId().toString())
            .claim("upn", caller.userName())
            .claim("tenant", caller.tenantSlug())
            .claim("groups", caller.role().titles()),
        expiresAt);
  }

  /** A token of nobody and no tenant: good for asking this node whether it verifies its own. */
  public String signForSelfCheck() {
    return sign(
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .subject("self-check")
            .claim("upn", "self-check")
            .claim("groups", List.of()),
        clock.instant().plus(SELF_CHECK));
  }

  /** The public half of the key that signs now, as a JSON web key. */
  public String presentPublicKey() {
    return present(clock.instant()).toPublicJWK().toJSONString();
  }

  /**
   * Signs a statement of the portal that is no token: it has another type, no person and no end,
   * and the API refuses it.
   */
  public String signRecord(String type, String json) {
    return signRecord(present(clock.instant()), type, json);
  }

  static String signRecord(RSAKey key, String type, String json) {
    JWSObject signed =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build(),
            new Payload(json));
    try {
      signed.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot sign", e);
    }
    return signed.serialize();
  }

  /**
   * Returns what a record of this type says, if one of these keys signed it.
   *
   * @param keys JSON web key set
   */
  public static Optional<String> verifyRecord(String type, String signed, String keys) {
    try {
      JWSObject read = JWSObject.parse(signed);
      JWK key = JWKSet.parse(keys).getKeyByKeyId(read.getHeader().getKeyID());
      boolean ours =
          key != null
              && JWSAlgorithm.RS256.equals(read.getHeader().getAlgorithm())
              && new JOSEObjectType(type).equals(read.getHeader().getType())
              && read.verify(new RSASSAVerifier(key.toRSAKey()));
      return ours ? Optional.of(read.getPayload().toString()) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private RSAKey present(Instant now) {
    return usable.stream()
        .filter(candidate -> !candidate.useAt().isAfter(now))
        .max(Comparator.comparing(Usable::useAt))
        .orElseThrow(() -> new IllegalStateException("No signing key is in use yet."))
        .key();
  }

  private String sign(JWTClaimsSet.Builder claims, Instant expiresAt) {
    Instant now = clock.instant();
    RSAKey key = present(now);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            claims
                .issuer(ISSUER)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot sign", e);
    }
    return token.serialize();
  }
}
