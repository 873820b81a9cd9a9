package io.lakegate.startup;

import io.lakegate.person.PersonService;
import io.lakegate.platform.security.Digests;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

/** The accounts an installation begins with: the operator's, and in the demo a whole tenant. */
@ApplicationScoped
class Seeding {
  private static final Logger LOG = Logger.getLogger(Seeding.class.getName());
  private static final Map<String, Role> DEMO_PEOPLE =
      Map.of("admin", Role.ADMINISTRATORS, "editor", Role.EDITORS, "viewer", Role.VIEWERS);

  @Inject TenantService tenants;
  @Inject PersonService people;
  @Inject DemoCatalogue catalogue;

  void run() {
    if (Setting.DEMO.isOn()) {
      demo(Setting.DEMO_PASSWORD.get());
    } else {
      operator();
    }
  }

  /** A generated password is written to the log once and must be changed at the first sign-in. */
  private void operator() {
    TenantId tenant = tenant(Tenant.OPERATOR_SLUG, "Operators");
    if (people.findByUserName(tenant, "operator").isPresent()) {
      return;
    }
    String given = Setting.OPERATOR_PASSWORD.find().orElse(null);
    String password = given == null ? Digests.randomSecret().substring(0, 20) : given;
    if (given != null) {
      people
          .problemOf(tenant, password, List.of("operator"))
          .ifPresent(
              problem ->
                  LOG.warning(
                      () -> Setting.OPERATOR_PASSWORD.key() + " is taken as it is. " + problem));
    }
    people.create(tenant, "operator", Role.OPERATORS, password, given == null);
    if (given == null) {
      LOG.warning(
          () -> "First start: sign in at /operator/ as operator with the password " + password);
    }
  }

  private void demo(String password) {
    people.seed(
        tenant(Tenant.OPERATOR_SLUG, "Operators"), Map.of("operator", Role.OPERATORS), password);
    TenantId demo = tenant("demo", "Demo");
    people.seed(demo, DEMO_PEOPLE, password);
    catalogue.register(demo);
  }

  private TenantId tenant(String slug, String name) {
    return tenants.findBySlug(slug).orElseGet(() -> tenants.found(slug, name)).tenantId();
  }
}
