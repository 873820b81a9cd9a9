package io.lakegate.person;

import io.lakegate.platform.form.Guid;
import io.lakegate.platform.security.Digests;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import io.lakegate.platform.text.Excerpt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.UUID;

/** A group of the provider somebody was in at their last sign-in. */
@Entity
@Table(name = "person_group")
public class PersonGroup extends TenantOwned {
  /** The length of the columns. LDAP directories name groups by long paths. */
  public static final int MAX_LENGTH = 1_000;

  @Column(name = "person_id", updatable = false)
  private UUID personId;

  @Column(name = "group_id", updatable = false)
  private String groupId;

  @Column(name = "group_name")
  private String groupName;

  /** Stands for the id in indexes, which have no room for a long one. */
  @Column(name = "group_key", updatable = false)
  private String groupKey;

  protected PersonGroup() {}

  PersonGroup(TenantId tenant, UUID personId, String groupId) {
    super(tenant);
    this.personId = personId;
    this.groupId = groupId;
    this.groupKey = key(groupId);
  }

  void call(String name) {
    groupName = Excerpt.start(name, MAX_LENGTH);
  }

  /** One spelling of a group's id: GUIDs are written in either case. */
  public static String canonical(String groupId) {
    return groupId.matches(Guid.REGEXP) ? groupId.toLowerCase(Locale.ROOT) : groupId;
  }

  /** Returns the key by which the database finds a group. */
  public static String key(String canonicalGroupId) {
    return Digests.sha256(canonicalGroupId);
  }

  public UUID getPersonId() {
    return personId;
  }

  public String getGroupId() {
    return groupId;
  }

  /** Returns the directory's name for it then, or null while nobody has asked. */
  public String getGroupName() {
    return groupName;
  }
}
