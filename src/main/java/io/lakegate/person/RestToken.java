package io.lakegate.person;

import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A bearer token somebody was given for the API. The token itself is shown once and not stored; the
 * row ({@code jti} = its id) lives to name, expire and revoke it.
 */
@Entity
@Table(name = "rest_token")
public class RestToken extends TenantOwned {
  @Column(name = "person_id", updatable = false)
  private UUID personId;

  @Column(updatable = false)
  private String name;

  /**
   * The owner's words for its purpose; null for none. The column is named so because {@code
   * comment} is a keyword in SQL.
   */
  @Column(name = "remark", updatable = false)
  private String comment;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  private Role role;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "expires_at", updatable = false)
  private Instant expiresAt;

  @Column(name = "last_used_at", updatable = false)
  private Instant lastUsedAt;

  @Column(name = "revoked_at", updatable = false)
  private Instant revokedAt;

  /** The token it was made with; null for one made in a browser or with a password. */
  @Column(name = "made_with", updatable = false)
  private UUID madeWith;

  protected RestToken() {}

  RestToken(TenantId tenant, UUID personId, String name, Role role, Instant now, Instant expires) {
    this(tenant, personId, name, null, role, now, expires, null);
  }

  RestToken(
      TenantId tenant,
      UUID personId,
      String name,
      String comment,
      Role role,
      Instant now,
      Instant expires,
      UUID madeWith) {
    super(tenant);
    this.madeWith = madeWith;
    this.personId = personId;
    this.name = name;
    this.comment = comment;
    this.role = role;
    this.createdAt = now;
    this.expiresAt = expires;
  }

  boolean isAlive(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  public UUID getPersonId() {
    return personId;
  }

  public String getName() {
    return name;
  }

  public String getComment() {
    return comment;
  }

  public Role getRole() {
    return role;
  }

  public Instant getCreatedAt() {
    return createdAt;
  }

  public Instant getExpiresAt() {
    return expiresAt;
  }

  public Instant getLastUsedAt() {
    return lastUsedAt;
  }

  /** Returns null for a token that was made in a browser or with a password. */
  public UUID getMadeWith() {
    return madeWith;
  }

  public Instant getRevokedAt() {
    return revokedAt;
  }
}
