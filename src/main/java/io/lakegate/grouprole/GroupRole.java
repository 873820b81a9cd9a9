package io.lakegate.grouprole;

import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/**
 * Who is in this group of the provider has this role in the whole tenant. Takes effect with each
 * member's next request. Known by the id the provider's tokens name it by; the name is for people.
 */
@Entity
@Table(name = "group_role")
public class GroupRole extends TenantOwned {
  @Column(name = "group_id")
  private String groupId;

  @Column(name = "group_name")
  private String groupName;

  @Enumerated(EnumType.STRING)
  private Role role;

  protected GroupRole() {}

  GroupRole(TenantId tenant, GroupRoleForm form) {
    super(tenant);
    apply(form);
  }

  final void apply(GroupRoleForm form) {
    groupId = form.canonicalGroupId();
    groupName = form.getGroupName();
    role = form.parsedRole();
  }

  public String getGroupId() {
    return groupId;
  }

  public String getGroupName() {
    return groupName;
  }

  public Role getRole() {
    return role;
  }
}
