package io.lakegate.person;

import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;

/**
 * Somebody with a local account in one tenant. A generated password opens nothing but the page to
 * change it. Failed sign-ins are counted elsewhere, for names nobody has count as well.
 */
@Entity
public class Person extends TenantOwned {
  @Column(name = "user_name", updatable = false)
  private String userName;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "password_generated")
  private boolean passwordGenerated;

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
