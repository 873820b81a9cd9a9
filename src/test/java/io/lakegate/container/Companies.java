package io.lakegate.container;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;

/** Founds tenants: one for each test, so that none finds another's rows. */
@ApplicationScoped
public class Companies {
  @Inject TenantService tenants;
  @Inject Rows rows;

  /** A tenant with a person of each role who knows no password. */
  record Company(TenantId tenant, Caller administrator, Caller editor, Caller viewer) {}

  Company found() throws SQLException {
    String slug = newSlug();
    Tenant tenant = tenants.found(slug, "Company " + slug);
    return new Company(
        tenant.tenantId(),
        hire(tenant, "ada", Role.ADMINISTRATORS),
        hire(tenant, "ed", Role.EDITORS),
        hire(tenant, "vi", Role.VIEWERS));
  }

  /** Of the tenant every installation has. */
  Caller operator() {
    TenantId operators = tenants.findBySlug(Tenant.OPERATOR_SLUG).orElseThrow().tenantId();
    return new Caller(
        operators, Tenant.OPERATOR_SLUG, UUID.randomUUID(), "operator", Role.OPERATORS);
  }

  String newSlug() {
    return "c" + UUID.randomUUID().toString().substring(0, 8);
  }

  private Caller hire(Tenant tenant, String userName, Role role) throws SQLException {
    UUID id = UUID.randomUUID();
    rows.change(
        "insert into person (id, tenant_id, version, user_name, role, password_hash,"
            + " password_generated, created_at) values (?, ?, 0, ?, ?, 'none', false,"
            + " current_timestamp)",
        id,
        tenant.getId(),
        userName,
        role.name());
    return new Caller(tenant.tenantId(), tenant.getSlug(), id, userName, role);
  }
}
