package io.lakegate.platform.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A key the portal signs tokens with: published at once, used from {@code useAt} on. */
@Entity
@Table(name = "signing_key")
class SigningKey {
  @Id private String id;

  @Column(name = "private_key_encrypted", updatable = false)
  private String privateKeyEncrypted;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "use_at", updatable = false)
  private Instant useAt;

  @Column(name = "retired_at")
  private Instant retiredAt;

  protected SigningKey() {}

  SigningKey(String id, String privateKeyEncrypted, Instant createdAt, Instant useAt) {
    this.id = id;
    this.privateKeyEncrypted = privateKeyEncrypted;
    this.createdAt = createdAt;
    this.useAt = useAt;
  }

  String id() {
    return id;
  }

  String privateKeyEncrypted() {
    return privateKeyEncrypted;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant useAt() {
    return useAt;
  }

  Instant retiredAt() {
    return retiredAt;
  }

  /** Tokens it signed stay valid until they expire, at most {@code MAX_TOKEN_LIFETIME} later. */
  void retire(Instant now) {
    if (retiredAt == null) {
      retiredAt = now;
    }
  }

  boolean isPublished(Instant now) {
    return retiredAt == null || now.isBefore(retiredAt.plus(SigningKeys.MAX_TOKEN_LIFETIME));
  }
}
