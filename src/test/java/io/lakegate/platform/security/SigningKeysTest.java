package io.lakegate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  private static final TenantId ACME = new TenantId(new UUID(0xacL, 1));

  private final InMemory database = new InMemory();
  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T08:00:00Z"));
  private SigningKeys keys;

  @BeforeEach
  void start() {
    keys = node();
    keys.refresh();
  }

  /** One more node on the same database. */
  private SigningKeys node() {
    SigningKeys node = new QuickKeys();
    node.repository = database;
    node.secrets = new Unsealed();
    node.clock = clock;
    return node;
  }

  @Test
  void makes_a_key_at_first_start_and_only_then() {
    keys.refresh();
    node().refresh();

    assertThat(keys.list()).hasSize(1);
    assertThat(keys.list().get(0).usedFrom()).isEqualTo(clock.instant());
  }

  @Test
  void publishes_no_private_key() throws ParseException {
    assertThat(JWKSet.parse(SigningKeys.published()).getKeys())
        .hasSize(1)
        .noneMatch(JWK::isPrivate);
  }

  @Test
  void goes_on_signing_with_the_present_key_until_every_node_has_the_next() {
    String present = keys.list().get(0).id();

    String next = keys.rotate().id();

    assertThat(signedWith(keys)).isEqualTo(present);
    clock.passes(SigningKeys.LEAD);
    assertThat(signedWith(keys)).isEqualTo(next);
  }

  @Test
  void publishes_the_next_key_at_once() throws ParseException {
    String next = keys.rotate().id();

    assertThat(JWKSet.parse(SigningKeys.published()).getKeyByKeyId(next)).isNotNull();
  }

  @Test
  void learns_the_keys_other_nodes_made() {
    String next = node().rotate().id();

    keys.refresh();

    clock.passes(SigningKeys.LEAD);
    assertThat(signedWith(keys)).isEqualTo(next);
  }

  @Test
  void does_not_rotate_again_before_the_next_key_has_taken_over() {
    keys.rotate();
    clock.passes(SigningKeys.LEAD.minusSeconds(1));

    assertThatThrownBy(keys::rotate)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SIGNING_KEY_PENDING));
    assertThat(keys.list()).hasSize(2);
  }

  @Test
  void retires_a_key_when_the_next_takes_over() {
    SigningKeyView next = keys.rotate();

    assertThat(keys.list())
        .extracting(SigningKeyView::retiredAt)
        .containsExactlyInAnyOrder(null, next.usedFrom());
  }

  @Test
  void publishes_a_retired_key_as_long_as_one_of_its_tokens_may_live() throws ParseException {
    String first = keys.list().get(0).id();
    keys.rotate();

    clock.passes(SigningKeys.LEAD.plus(SigningKeys.MAX_TOKEN_LIFETIME).minusSeconds(1));
    keys.refresh();
    assertThat(JWKSet.parse(SigningKeys.published()).getKeyByKeyId(first)).isNotNull();

    clock.passes(Duration.ofSeconds(2));
    keys.refresh();
    assertThat(JWKSet.parse(SigningKeys.published()).getKeyByKeyId(first)).isNull();
    assertThat(keys.list()).extracting(SigningKeyView::id).doesNotContain(first);
  }

  @Test
  void signs_nobody_out_on_any_node_at_a_rotation() throws Exception {
    Caller ada = new Caller(ACME, "acme", UUID.randomUUID(), "ada", Role.EDITORS);
    SignedJWT before =
        SignedJWT.parse(keys.sign(UUID.randomUUID(), ada, clock.instant().plusSeconds(3600)));
    keys.rotate();
    clock.passes(SigningKeys.LEAD);
    SignedJWT after =
        SignedJWT.parse(keys.sign(UUID.randomUUID(), ada, clock.instant().plusSeconds(3600)));

    node().refresh();

    assertThat(after.getHeader().getKeyID()).isNotEqualTo(before.getHeader().getKeyID());
    JWKSet published = JWKSet.parse(SigningKeys.published());
    for (SignedJWT token : List.of(before, after)) {
      JWK key = published.getKeyByKeyId(token.getHeader().getKeyID());
      assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    }
  }

  @Test
  void says_whom_a_token_speaks_for() throws ParseException {
    Caller ada = new Caller(ACME, "acme", UUID.randomUUID(), "ada", Role.EDITORS);
    UUID id = UUID.randomUUID();

    var claims =
        SignedJWT.parse(keys.sign(id, ada, clock.instant().plusSeconds(60))).getJWTClaimsSet();

    assertThat(claims.getJWTID()).isEqualTo(id.toString());
    assertThat(claims.getStringClaim("tenant")).isEqualTo("acme");
    assertThat(claims.getStringListClaim("groups")).isEqualTo(List.of("Viewers", "Editors"));
    assertThat(claims.getExpirationTime().toInstant()).isEqualTo(clock.instant().plusSeconds(60));
  }

  @Test
  void gives_the_self_check_a_token_of_no_tenant_and_no_role() throws ParseException {
    var claims = SignedJWT.parse(keys.signForSelfCheck()).getJWTClaimsSet();

    assertThat(claims.getClaim("tenant")).isNull();
    assertThat(claims.getStringListClaim("groups")).isEmpty();
  }

  private String signedWith(SigningKeys node) {
    try {
      return SignedJWT.parse(node.signForSelfCheck()).getHeader().getKeyID();
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static final class InMemory extends SigningKeyRepository {
    private final Map<String, SigningKey> keys = new LinkedHashMap<>();

    @Override
    List<SigningKey> list() {
      List<SigningKey> newestFirst = new ArrayList<>(keys.values());
      Collections.reverse(newestFirst);
      return newestFirst;
    }

    @Override
    void save(SigningKey key) {
      keys.put(key.id(), key);
    }

    @Override
    void deleteRetiredBefore(Instant before) {
      keys.values().removeIf(key -> key.retiredAt() != null && key.retiredAt().isBefore(before));
    }
  }

  /** Stores as it is told: encryption is another test's subject. */
  private static final class Unsealed extends SecretBox {
    @Override
    public String encrypt(String purpose, String secret) {
      return secret;
    }

    @Override
    public String decrypt(String purpose, String sealed) {
      return sealed;
    }
  }

  /** The same pair under each id: to make one takes longer than all else here. */
  private static final class QuickKeys extends SigningKeys {
    private static RSAKey made;

    @Override
    RSAKey newKey(String id) throws JOSEException {
      made = made == null ? super.newKey(id) : made;
      return new RSAKey.Builder(made).keyID(id).build();
    }
  }
}
