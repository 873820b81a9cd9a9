package io.lakegate.person;

import io.lakegate.platform.form.Guid;
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
  private static final int LONGEST_NAME = 200;

  @Column(name = "person_id", updatable = false)
  private UUID personId;

  @Column(name = "group_id", updatable = false)
  private String groupId;

  @Column(name = "group_name")
  private String groupName;

  protected PersonGroup() {}

  PersonGroup(TenantId tenant, UUID personId, String groupId) {
    super(tenant);
    this.personId = personId;
    this.groupId = groupId;
  }

  void call(String name) {
    groupName = Excerpt.start(name, LONGEST_NAME);
  }

  /** One spelling of a group's id: GUIDs are written in either case. */
  public static String canonical(String groupId) {
    return groupId.matches(Guid.REGEXP) ? groupId.toLowerCase(Locale.ROOT) : groupId;
  }

  public UUID getPersonId() {
    return personId;
  }

  public String getGroupId() {
    return groupId;
  }

  /** As the directory called it then; null while nobody has asked. */
  public String getGroupName() {
    return groupName;
  }
}
