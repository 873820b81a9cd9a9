package io.lakegate.person;

import io.lakegate.platform.security.Digests;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A browser signed in to one tenant: begins with a password or the provider, ends with sign-out,
 * after a working day, or after hours without activity. A row and not memory, so a restart signs
 * nobody out and any node knows it.
 */
@Entity
@Table(name = "sign_in")
public class SignIn extends TenantOwned {
  static final Duration MAX_LIFETIME = Duration.ofHours(12);
  static final Duration IDLE = Duration.ofHours(4);

  /** Activity is written down at most this often. */
  static final Duration GRAIN = Duration.ofMinutes(1);

  @Column(name = "person_id", updatable = false)
  private UUID personId;

  @Column(name = "cookie_digest", updatable = false)
  private String cookieDigest;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "last_seen_at")
  private Instant lastSeenAt;

  @Column(name = "expires_at", updatable = false)
  private Instant expiresAt;

  /** The provider's name for its own session; null for local accounts. */
  @Column(name = "provider_session", updatable = false)
  private String providerSession;

  @Column(updatable = false)
  private String browser;

  @Column(updatable = false)
  private String address;

  protected SignIn() {}

  SignIn(
      TenantId tenant,
      UUID personId,
      String cookieDigest,
      String providerSession,
      SignInOrigin origin,
      Instant now) {
    super(tenant);
    this.providerSession = providerSession;
    this.personId = personId;
    this.cookieDigest = cookieDigest;
    this.browser = origin.browser();
    this.address = origin.address();
    this.createdAt = now;
    this.lastSeenAt = now;
    this.expiresAt = now.plus(MAX_LIFETIME);
  }

  boolean isAlive(Instant now) {
    return now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(IDLE));
  }

  boolean isBehind(String secret) {
    return cookieDigest.equals(Digests.sha256(secret));
  }

  /** True when this is news worth writing down. */
  boolean seen(Instant now) {
    if (now.isBefore(lastSeenAt.plus(GRAIN))) {
      return false;
    }
    lastSeenAt = now;
    return true;
  }

  public UUID getPersonId() {
    return personId;
  }

  public String getBrowser() {
    return browser;
  }

  public String getAddress() {
    return address;
  }

  public Instant getCreatedAt() {
    return createdAt;
  }

  public Instant getLastSeenAt() {
    return lastSeenAt;
  }

  /** Returns when it ends at the latest; without activity it ends earlier. */
  public Instant getExpiresAt() {
    return expiresAt;
  }
}
