package io.lakegate.persontoken;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The last access token of a person for one resource, or the reason why there is none. */
@Entity
@Table(name = "person_access_token")
public class PersonAccessToken extends TenantOwned {
  /** Renewed this long before it expires, or in the middle of a shorter life. */
  static final Duration EARLY = Duration.ofMinutes(5);

  /**
   * Minimum time between two tokens that are dropped: a backend that refuses the new one too would
   * refuse the next one.
   */
  static final Duration DROPPED_AGAIN_AFTER = Duration.ofMinutes(10);

  /** A token that expires sooner may expire on its way to the backend. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

  @Column(name = "person_id", updatable = false)
  private UUID personId;

  @Column(updatable = false)
  private String scope;

  @Column(name = "sealed_token")
  private String sealedToken;

  @Column(name = "renew_at")
  private Instant renewAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "refused_at")
  private Instant refusedAt;

  @Column(name = "refused_why")
  private String refusedWhy;

  @Column(name = "dropped_at")
  private Instant droppedAt;

  /** Read by a query alone. */
  @SuppressWarnings("UnusedVariable")
  private String claims;

  protected PersonAccessToken() {}

  PersonAccessToken(TenantId tenant, UUID personId, String scope) {
    super(tenant);
    this.personId = personId;
    this.scope = scope;
  }

  void renewed(String sealed, Duration lifetime, Instant now) {
    Duration half = lifetime.dividedBy(2);
    sealedToken = sealed;
    expiresAt = now.plus(lifetime);
    renewAt = expiresAt.minus(half.compareTo(EARLY) < 0 ? half : EARLY);
    refusedAt = null;
    refusedWhy = null;
    claims = null;
  }

  void refused(Refusal refusal, Instant now) {
    sealedToken = null;
    renewAt = null;
    expiresAt = null;
    refusedAt = now;
    refusedWhy = refusal.error();
    claims = refusal.claims();
  }

  /**
   * A backend does not take it, though it should be good.
   *
   * @return false when it stays, for its predecessor was dropped just now
   */
  boolean drop(Instant now) {
    if (droppedAt != null && now.isBefore(droppedAt.plus(DROPPED_AGAIN_AFTER))) {
      return false;
    }
    sealedToken = null;
    renewAt = null;
    expiresAt = null;
    droppedAt = now;
    return true;
  }

  /** Nothing to do yet. */
  boolean isFresh(Instant now) {
    return sealedToken != null && now.isBefore(renewAt);
  }

  /** Still taken by the backend. */
  boolean isUsable(Instant now) {
    return sealedToken != null && now.plus(ON_ITS_WAY).isBefore(expiresAt);
  }

  public String getScope() {
    return scope;
  }

  /** Returns null while there is no token. */
  public Instant getExpiresAt() {
    return expiresAt;
  }

  /** Marks that only a sign-in helps. */
  public boolean isRefused() {
    return refusedAt != null;
  }

  /** Returns the provider's words, or null unless it is refused. */
  public String getRefusedWhy() {
    return refusedWhy;
  }

  String sealedToken() {
    return sealedToken;
  }
}
