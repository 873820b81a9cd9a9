package io.lakegate.tenant;

import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tenants: found by everybody's slug, changed by operators only. */
@ApplicationScoped
public class TenantService {
  /** First segments of addresses that are Lakegate's own. */
  public static final Set<String> RESERVED_SLUGS =
      Set.of(
          "api",
          "simple",
          "livy",
          "health",
          "metrics",
          "openapi",
          "operator",
          "me",
          "sign-in",
          "sign-out",
          "jakarta.faces.resource",
          "assets");

  @Inject TenantRepository repository;
  @Inject Forms forms;
  @Inject Clock clock;

  public Optional<Tenant> findBySlug(String slug) {
    return repository.findBySlug(slug);
  }

  public Optional<Tenant> find(TenantId tenant) {
    return repository.find(tenant);
  }

  /** For operators: a page of tenants in the order of their slugs. */
  public List<Tenant> list(Caller caller, String afterSlug, int limit) {
    caller.require(Operation.MANAGE_TENANTS);
    return repository.list(afterSlug == null ? "" : afterSlug, limit);
  }

  /** For operators. {@code TENANT_SLUG_TAKEN}, {@code TENANT_SLUG_RESERVED}. */
  public Tenant create(Caller caller, TenantForm form) {
    caller.require(Operation.MANAGE_TENANTS);
    forms.require(form);
    if (RESERVED_SLUGS.contains(form.getSlug())) {
      throw new LakegateException(ErrorCode.TENANT_SLUG_RESERVED, form.getSlug());
    }
    return found(form.getSlug(), form.getName());
  }

  /** Founds a tenant without asking who wants it: for seeding at start and for {@code create}. */
  public Tenant found(String slug, String name) {
    if (repository.findBySlug(slug).isPresent()) {
      throw new LakegateException(ErrorCode.TENANT_SLUG_TAKEN, slug);
    }
    return repository.save(new Tenant(slug, name, clock.instant()));
  }

  /** For operators: renames, suspends or resumes; the slug stays. */
  public Tenant update(Caller caller, TenantId id, TenantForm form) {
    Tenant tenant =
        repository.find(id).orElseThrow(() -> new LakegateException(ErrorCode.TENANT_NOT_FOUND));
    caller.require(Operation.MANAGE_TENANTS);
    form.setSlug(tenant.getSlug());
    form.setAdministrator(null);
    forms.require(form);
    if (form.getVersion() == null || form.getVersion() != tenant.getVersion()) {
      throw new LakegateException(ErrorCode.STALE);
    }
    tenant.apply(form, clock.instant());
    return repository.save(tenant);
  }
}
