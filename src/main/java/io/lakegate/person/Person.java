package io.lakegate.person;

import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody with a local account in one tenant. A wrong password counts; from the fifth in a row the
 * account is locked, each further failure twice as long, up to a quarter of an hour. The right
 * password forgets the failures. A generated password opens nothing but the page to change it.
 */
@Entity
public class Person extends TenantOwned {
  private static final int FREE_FAILURES = 4;
  private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

  @Column(name = "user_name", updatable = false)
  private String userName;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "password_generated")
  private boolean passwordGenerated;

  @Column(name = "failed_sign_ins")
  private int failedSignIns;

  @Column(name = "locked_until")
  private Instant lockedUntil;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  protected Person() {}

  Person(TenantId tenant, String userName, Role role, Instant createdAt) {
    super(tenant);
    this.userName = userName;
    this.role = role;
    this.createdAt = createdAt;
  }

  void changePassword(String hash, boolean generated) {
    passwordHash = hash;
    passwordGenerated = generated;
    succeeded();
  }

  void succeeded() {
    failedSignIns = 0;
    lockedUntil = null;
  }

  void failed(Instant now) {
    failedSignIns++;
    if (failedSignIns > FREE_FAILURES) {
      int doublings = Math.min(failedSignIns - FREE_FAILURES - 1, 10);
      Duration lock = FIRST_LOCK.multipliedBy(1L << doublings);
      lockedUntil = now.plus(lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock);
    }
  }

  /** How long the account stays locked, if it is. */
  Optional<Duration> lockedFor(Instant now) {
    return Optional.ofNullable(lockedUntil)
        .filter(now::isBefore)
        .map(until -> Duration.between(now, until));
  }

  public String getUserName() {
    return userName;
  }

  public Role getRole() {
    return role;
  }

  String passwordHash() {
    return passwordHash;
  }

  public boolean isPasswordGenerated() {
    return passwordGenerated;
  }

  public Instant getCreatedAt() {
    return createdAt;
  }
}
