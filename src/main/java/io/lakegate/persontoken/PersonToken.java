package io.lakegate.persontoken;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import io.lakegate.platform.text.Excerpt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A person's sign-in at the provider, as it is kept: one row for each person, replaced at each
 * sign-in and at each renewal. It is good until the provider says otherwise, and then only a
 * sign-in helps.
 */
@Entity
@Table(name = "person_token")
public class PersonToken extends TenantOwned {
  private static final int MAX_REASON_LENGTH = 1000;

  @Column(name = "person_id", updatable = false)
  private UUID personId;

  private String issuer;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "sealed_refresh")
  private String sealedRefresh;

  @Column(name = "signed_in_at")
  private Instant signedInAt;

  @Column(name = "renewed_at")
  private Instant renewedAt;

  @Column(name = "expired_at")
  private Instant expiredAt;

  @Column(name = "expired_why")
  private String expiredWhy;

  @Column(name = "lease_holder")
  private UUID leaseHolder;

  @Column(name = "leased_until")
  private Instant leasedUntil;

  @Column(name = "retry_at")
  private Instant retryAt;

  @Column(name = "retry_why")
  private String retryWhy;

  protected PersonToken() {}

  PersonToken(TenantId tenant, UUID personId) {
    super(tenant);
    this.personId = personId;
  }

  /**
   * The client that a token belongs to: a refresh token is never sent to another issuer or as
   * another client.
   */
  record Client(String issuer, String clientId) {
    /** Stands for the client of a tenant that keeps no tokens. */
    static final Client NONE = new Client("", "");
  }

  /** The person signed in: whatever was wrong before is over. */
  void signedIn(Client client, String sealed, Instant now) {
    issuer = client.issuer();
    clientId = client.clientId();
    sealedRefresh = sealed;
    signedInAt = now;
    renewedAt = now;
    expiredAt = null;
    expiredWhy = null;
    leaseHolder = null;
    leasedUntil = null;
    retryAt = null;
    retryWhy = null;
  }

  boolean isLeased(Instant now) {
    return leaseHolder != null && now.isBefore(leasedUntil);
  }

  void lease(UUID holder, Instant until) {
    leaseHolder = holder;
    leasedUntil = until;
  }

  /** Gives the lease back; one that went to somebody else meanwhile stays. */
  void release(UUID holder) {
    if (holder.equals(leaseHolder)) {
      leaseHolder = null;
      leasedUntil = null;
    }
  }

  /** Returns whether nobody has replaced the refresh token since it was read. */
  boolean isStill(String sealed) {
    return sealedRefresh.equals(sealed);
  }

  /**
   * The provider answered.
   *
   * @param sealed null when the refresh token stays
   */
  void renewed(String sealed, Instant now) {
    sealedRefresh = sealed == null ? sealedRefresh : sealed;
    renewedAt = now;
    retryAt = null;
    retryWhy = null;
  }

  /** The provider takes the refresh token no more. */
  void expired(String why, Instant now) {
    expiredAt = now;
    expiredWhy = why;
  }

  /** The provider said nothing useful; to be asked again later. */
  void later(String why, Instant at) {
    retryAt = at;
    retryWhy = Excerpt.start(why, MAX_REASON_LENGTH);
  }

  boolean isOf(Client client) {
    return client.issuer().equals(issuer) && client.clientId().equals(clientId);
  }

  public UUID getPersonId() {
    return personId;
  }

  String sealedRefresh() {
    return sealedRefresh;
  }

  public String getIssuer() {
    return issuer;
  }

  /** When the person last signed in with the provider. */
  public Instant getSignedInAt() {
    return signedInAt;
  }

  /** When the provider last gave something for it. */
  public Instant getRenewedAt() {
    return renewedAt;
  }

  public boolean isExpired() {
    return expiredAt != null;
  }

  /** Returns null while it is good. */
  public Instant getExpiredAt() {
    return expiredAt;
  }

  /** Returns the provider's words, or null while it is good. */
  public String getExpiredWhy() {
    return expiredWhy;
  }

  Instant retryAt() {
    return retryAt;
  }

  String retryWhy() {
    return retryWhy;
  }
}
