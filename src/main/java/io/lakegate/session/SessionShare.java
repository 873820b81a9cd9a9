package io.lakegate.session;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A session's owner lets somebody run code in it, which then runs with the owner's rights at the
 * backend: one colleague, or all Editors who may use the workspace.
 */
@Entity
@Table(name = "session_share")
public class SessionShare extends TenantOwned {
  @Column(name = "session_id", updatable = false)
  private UUID sessionId;

  /** Null: all Editors. */
  @Column(name = "person_id", updatable = false)
  private UUID personId;

  @Column(name = "person_name", updatable = false)
  private String personName;

  @Column(name = "shared_at", updatable = false)
  private Instant sharedAt;

  protected SessionShare() {}

  private SessionShare(
      TenantId tenant, UUID sessionId, UUID personId, String personName, Instant now) {
    super(tenant);
    this.sessionId = sessionId;
    this.personId = personId;
    this.personName = personName;
    this.sharedAt = now;
  }

  static SessionShare withPerson(Session session, UUID personId, String name, Instant now) {
    return new SessionShare(session.getTenantId(), session.getId(), personId, name, now);
  }

  static SessionShare withAllEditors(Session session, Instant now) {
    return new SessionShare(session.getTenantId(), session.getId(), null, null, now);
  }

  /** The session is shared with this person, by name or as one of all Editors. */
  public boolean isFor(UUID person) {
    return personId == null || personId.equals(person);
  }

  boolean isSameAs(SessionShare other) {
    return personId == null ? other.personId == null : personId.equals(other.personId);
  }

  public UUID getSessionId() {
    return sessionId;
  }

  public boolean isWithAllEditors() {
    return personId == null;
  }

  /** The colleague's name at the time of sharing; null for all Editors. */
  public String getPersonName() {
    return personName;
  }

  public Instant getSharedAt() {
    return sharedAt;
  }
}
