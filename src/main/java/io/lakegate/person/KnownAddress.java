package io.lakegate.person;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** An address from which somebody has signed in with a password. */
@Entity
@Table(name = "known_address")
class KnownAddress extends TenantOwned {
  static final Duration MEMORY = Duration.ofDays(180);
  static final int MAX_BY_NAME = 20;

  @Column(name = "user_name_digest", updatable = false)
  private String userNameDigest;

  @Column(updatable = false)
  private String subject;

  @Column(name = "last_at")
  private Instant lastAt;

  protected KnownAddress() {}

  KnownAddress(TenantId tenant, SignInSubject name, SignInSubject pair, Instant now) {
    super(tenant);
    this.userNameDigest = name.key();
    this.subject = pair.key();
    this.lastAt = now;
  }

  void seen(Instant now) {
    lastAt = now;
  }

  Instant getLastAt() {
    return lastAt;
  }
}
