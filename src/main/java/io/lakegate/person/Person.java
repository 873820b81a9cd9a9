package io.lakegate.person;

import io.lakegate.platform.database.TextMapConverter;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import io.lakegate.platform.text.Excerpt;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody of one tenant, with a local account or known by the tenant's provider. A local account
 * has a password, of which a generated one opens nothing but the page to change it, and a role. Who
 * comes from the provider has neither: groups say what they may do. Failed sign-ins are counted
 * elsewhere, for names nobody has count as well.
 */
@Entity
public class Person extends TenantOwned {
  /** Leaves room for what tells a former name from the present one. */
  private static final int MAX_KEPT_NAME_LENGTH = 90;

  @Column(name = "user_name")
  private String userName;

  /** The provider's lasting id of the person; null for a local account. */
  @Column(updatable = false)
  private String subject;

  @Column(name = "display_name")
  private String displayName;

  @Enumerated(EnumType.STRING)
  @Column(name = "groups_source")
  private GroupsSource groupsSource;

  @Column(name = "groups_seen_at")
  private Instant groupsSeenAt;

  @Convert(converter = TextMapConverter.class)
  private Map<String, String> claims = Map.of();

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "password_generated")
  private boolean passwordGenerated;

  @Column(name = "audit_reader")
  private boolean auditReader;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  protected Person() {}

  Person(TenantId tenant, String userName, Role role, Instant createdAt) {
    super(tenant);
    this.userName = userName;
    this.role = role;
    this.createdAt = createdAt;
  }

  /** Somebody the provider knows. */
  static Person ofProvider(TenantId tenant, String subject, Instant createdAt) {
    Person person = new Person(tenant, null, null, createdAt);
    person.subject = subject;
    return person;
  }

  /** Stores the names and the source of the groups that the provider gave, and when it did. */
  void seen(String name, String shown, GroupsSource source, Instant now) {
    userName = name;
    displayName = shown;
    groupsSource = source;
    groupsSeenAt = now;
  }

  /** Stores the claims of this sign-in that backends want, and no others. */
  void claimed(Map<String, String> said) {
    claims = Map.copyOf(said);
  }

  /** The provider calls somebody else so now: identity is the subject, never the name. */
  void yieldName() {
    String kept = Excerpt.start(userName, MAX_KEPT_NAME_LENGTH);
    userName = kept + "#" + getId().toString().substring(0, 8);
  }

  void changePassword(String hash, boolean generated) {
    passwordHash = hash;
    passwordGenerated = generated;
  }

  void readAudit(boolean may) {
    auditReader = may;
  }

  /** Returns whether an administrator lets them read the audit trail, whatever their role. */
  public boolean isAuditReader() {
    return auditReader;
  }

  public String getUserName() {
    return userName;
  }

  /** Returns the hash of a local account's password, or null for people of the provider. */
  public Role getRole() {
    return role;
  }

  public boolean isLocal() {
    return subject == null;
  }

  public String getSubject() {
    return subject;
  }

  /** The name people know, else the user name. */
  public String getDisplayName() {
    return displayName == null ? userName : displayName;
  }

  /** Returns null for a local account. */
  public GroupsSource getGroupsSource() {
    return groupsSource;
  }

  public Instant getGroupsSeenAt() {
    return groupsSeenAt;
  }

  /**
   * Returns what the provider said under that name at the last sign-in, if some backend wanted to
   * know; a local account has its user name for every claim.
   */
  public Optional<String> findClaim(String name) {
    return isLocal() ? Optional.of(userName) : Optional.ofNullable(claims.get(name));
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
