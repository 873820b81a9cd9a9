package io.lakegate.grouprole;

import io.lakegate.person.PersonGroup;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.UUID;

/**
 * A role of the members of one of the provider's groups, in the whole tenant or in one workspace. A
 * change takes effect with each member's next request. The provider's tokens name the group by its
 * id; its name is for people.
 */
@Entity
@Table(name = "group_role")
public class GroupRole extends TenantOwned {
  @Column(name = "group_id")
  private String groupId;

  @Column(name = "group_name")
  private String groupName;

  /** Only queries read this column, because indexes have no room for a long id. */
  @SuppressWarnings("UnusedVariable")
  @Column(name = "group_key")
  private String groupKey;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  /** Only the database reads it: a null would not be unique. */
  @SuppressWarnings("UnusedVariable")
  private String scope;

  protected GroupRole() {}

  GroupRole(TenantId tenant, GroupRoleForm form) {
    super(tenant);
    apply(form);
  }

  final void apply(GroupRoleForm form) {
    groupId = form.canonicalGroupId();
    groupKey = PersonGroup.key(groupId);
    groupName = form.getGroupName();
    role = form.parsedRole();
    workspaceId = form.parsedWorkspaceId();
    scope = scope(workspaceId);
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

  /** Null: in the whole tenant. */
  public UUID getWorkspaceId() {
    return workspaceId;
  }

  /** A workspace, or the whole tenant, as a word that can be unique. */
  static String scope(UUID workspaceId) {
    return workspaceId == null ? "" : workspaceId.toString();
  }
}
