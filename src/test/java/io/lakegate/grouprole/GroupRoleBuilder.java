package io.lakegate.grouprole;

import io.lakegate.audit.Audits;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.person.People;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.Tenants;
import io.lakegate.workspace.CatalogueRows;
import io.lakegate.workspace.Workspace;
import java.time.Clock;

/** Group roles for tests: valid as they come, each test varies what it is about. */
public final class GroupRoleBuilder {
  private final GroupRoleForm form = new GroupRoleForm();

  private GroupRoleBuilder() {
    form.setGroupId("analysts");
    form.setGroupName("Analysts");
    form.setRole(Role.VIEWERS.title());
  }

  public static GroupRoleBuilder aGroupRole() {
    return new GroupRoleBuilder();
  }

  /** The service as the server would put it together. */
  public static GroupRoleService service(TestDatabase database, IdentityProviderService providers) {
    GroupRoleService service = new GroupRoleService();
    service.audit = Audits.on(database, Clock.systemUTC());
    service.repository = database.repository(GroupRoleRepository.class);
    service.people = People.service(database);
    service.tenants = Tenants.on(database);
    service.workspaces = CatalogueRows.service(database);
    service.providers = providers;
    service.forms = TestForms.forms();
    return service;
  }

  public GroupRoleBuilder group(String groupId) {
    form.setGroupId(groupId);
    return this;
  }

  public GroupRoleBuilder named(String groupName) {
    form.setGroupName(groupName);
    return this;
  }

  public GroupRoleBuilder gives(Role role) {
    form.setRole(role.title());
    return this;
  }

  public GroupRoleBuilder in(Workspace workspace) {
    form.setWorkspaceId(workspace.getId().toString());
    return this;
  }

  public GroupRoleForm form() {
    return form;
  }

  public GroupRole of(TenantId tenant) {
    return new GroupRole(tenant, form);
  }

  public GroupRole save(TestDatabase database, TenantId tenant) {
    return database.repository(GroupRoleRepository.class).save(tenant, of(tenant));
  }
}
