package io.lakegate.operator;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.person.PersonService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantForm;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Manages tenants for operators. {@code operators} is the tenant they act in; the one acted upon is
 * named by its id. Callers who are no operators are refused before anything is looked up, so they
 * do not learn whether a tenant exists.
 */
@ApplicationScoped
public class OperatorService {
  @Inject TenantService tenants;
  @Inject PersonService people;
  @Inject Forms forms;
  @Inject TenantSizeRepository sizes;
  @Inject AuditService audit;

  /** A tenant, what stands behind the @ of its people, and how much is in it. */
  public record ManagedTenant(Tenant tenant, List<String> emailDomains, TenantSize size) {}

  /** Lists the tenants by slug; one more than the limit if there are more. */
  public List<ManagedTenant> list(TenantId operators, Caller caller, ListQuery query) {
    return tenants.list(caller, query).stream().map(tenant -> measured(caller, tenant)).toList();
  }

  /** {@code TENANT_NOT_FOUND}. */
  public ManagedTenant get(TenantId operators, Caller caller, UUID id) {
    return measured(caller, tenants.get(caller, new TenantId(id)));
  }

  /**
   * Creates a tenant and its first administrator, both or neither. The password was chosen by
   * somebody else than its person, so it must be changed at the first sign-in (not in the demo).
   * {@code INVALID}, {@code TENANT_SLUG_TAKEN}, {@code TENANT_SLUG_RESERVED}.
   */
  @Transactional
  public ManagedTenant create(TenantId operators, Caller caller, TenantForm form) {
    caller.require(Operation.MANAGE_TENANTS);
    forms.requireReadable();
    TenantForm.FirstAdministrator administrator = form.getAdministrator();
    if (administrator == null) {
      throw LakegateException.invalid(
          "administrator", "Give the user name and password of the first administrator.");
    }
    Tenant tenant = tenants.create(caller, form);
    people.requireGoodPassword(
        tenant.tenantId(),
        "administrator.password",
        administrator.getPassword(),
        List.of(administrator.getUsername()));
    people.create(
        tenant.tenantId(),
        administrator.getUsername(),
        Role.ADMINISTRATORS,
        administrator.getPassword(),
        !Setting.DEMO.isOn());
    record(
        operators,
        caller,
        entry(AuditAction.CREATE_TENANT, tenant)
            .after(state(caller, tenant, administrator.getUsername())));
    return measured(caller, tenant);
  }

  /**
   * Records it in the operators' own trail and in that of the tenant, so that its people learn of
   * it.
   */
  private void record(TenantId operators, Caller caller, AuditEntry entry) {
    audit.record(operators, caller, entry);
    audit.record(new TenantId(UUID.fromString(entry.subjectId())), caller, entry);
  }

  private static AuditEntry entry(AuditAction action, Tenant tenant) {
    return AuditEntry.of(action, tenant.getId(), tenant.getName());
  }

  private Map<String, Object> state(Caller caller, Tenant tenant, String administrator) {
    Map<String, Object> state = new TreeMap<>();
    state.put("slug", tenant.getSlug());
    state.put("name", tenant.getName());
    state.put("suspended", tenant.isSuspended());
    state.put("emailDomains", tenants.emailDomains(caller, tenant.tenantId()));
    if (administrator != null) {
      state.put("administrator", administrator);
    }
    return state;
  }

  /**
   * Renames, suspends, resumes, assigns e-mail domains. {@code TENANT_NOT_FOUND}, {@code INVALID},
   * {@code STALE}, {@code EMAIL_DOMAIN_TAKEN}.
   */
  @Transactional
  public ManagedTenant update(TenantId operators, Caller caller, UUID id, TenantForm form) {
    Map<String, Object> before = state(caller, tenants.get(caller, new TenantId(id)), null);
    Tenant updated = tenants.update(caller, new TenantId(id), form);
    record(
        operators,
        caller,
        entry(AuditAction.UPDATE_TENANT, updated)
            .before(before)
            .after(state(caller, updated, null)));
    return measured(caller, updated);
  }

  private ManagedTenant measured(Caller caller, Tenant tenant) {
    return new ManagedTenant(
        tenant, tenants.emailDomains(caller, tenant.tenantId()), sizes.of(tenant.tenantId()));
  }
}
