package io.lakegate.tenant;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.StorableText;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
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
  @Inject EmailDomainRepository domains;
  @Inject Forms forms;
  @Inject Clock clock;

  public Optional<Tenant> findBySlug(String slug) {
    return StorableText.isStorable(slug) ? repository.findBySlug(slug) : Optional.empty();
  }

  public Optional<Tenant> find(TenantId tenant) {
    return repository.find(tenant);
  }

  /** Lists all tenants, the operators' own included, for work that goes over each of them. */
  public List<TenantId> ids() {
    return repository.ids();
  }

  /** Waits for the tenant's own row and keeps it locked until the caller's transaction ends. */
  public void hold(TenantId tenant) {
    repository.hold(tenant);
  }

  /** Lists the tenants by slug, for operators; one more than the limit if there are more. */
  public List<Tenant> list(Caller caller, ListQuery query) {
    caller.require(Operation.MANAGE_TENANTS);
    return repository.list(query);
  }

  /**
   * Finds a tenant for operators, whose own is not among those they manage. Fails with {@code
   * TENANT_NOT_FOUND}.
   */
  public Tenant get(Caller caller, TenantId id) {
    caller.require(Operation.MANAGE_TENANTS);
    return repository
        .find(id)
        .filter(tenant -> !tenant.isOperators())
        .orElseThrow(() -> new LakegateException(ErrorCode.TENANT_NOT_FOUND));
  }

  /**
   * Creates a tenant, for operators. Fails with {@code INVALID}, {@code TENANT_SLUG_TAKEN}, {@code
   * TENANT_SLUG_RESERVED} and {@code EMAIL_DOMAIN_TAKEN}.
   */
  public Tenant create(Caller caller, TenantForm form) {
    caller.require(Operation.MANAGE_TENANTS);
    forms.require(form);
    if (RESERVED_SLUGS.contains(form.getSlug())) {
      throw LakegateException.inField("slug", ErrorCode.TENANT_SLUG_RESERVED, form.getSlug());
    }
    requireFreeDomains(null, form);
    Tenant made = found(form.getSlug(), form.getName());
    return save(made, form);
  }

  /** Founds a tenant without asking who wants it: for seeding at start and for {@code create}. */
  public Tenant found(String slug, String name) {
    if (repository.findBySlug(slug).isPresent()) {
      throw slugTaken(slug, null);
    }
    try {
      return repository.save(new Tenant(slug, name, clock.instant()));
    } catch (PersistenceException e) {
      throw Violation.is(Violation.DUPLICATE, e) ? slugTaken(slug, e) : e;
    }
  }

  private static LakegateException slugTaken(String slug, Throwable cause) {
    return LakegateException.inField(
        "slug", new LakegateException(cause, ErrorCode.TENANT_SLUG_TAKEN, slug));
  }

  /**
   * Renames, suspends or resumes a tenant, for operators; the slug stays. Fails with {@code
   * INVALID}, {@code STALE} and {@code EMAIL_DOMAIN_TAKEN}.
   */
  public Tenant update(Caller caller, TenantId id, TenantForm form) {
    Tenant tenant = get(caller, id);
    if (form.getSlug() == null) {
      form.setSlug(tenant.getSlug());
    }
    form.setAdministrator(null);
    forms.require(form);
    if (!form.getSlug().equals(tenant.getSlug())) {
      throw LakegateException.invalid("slug", "The address of an organisation stays as it is.");
    }
    forms.requireVersion(form.getVersion(), tenant.getVersion());
    requireFreeDomains(tenant, form);
    tenant.apply(form, clock.instant());
    return save(tenant, form);
  }

  /** Lists the e-mail domains of the tenant's people, for operators, in alphabetical order. */
  public List<String> emailDomains(Caller caller, TenantId id) {
    return domains.list(get(caller, id).tenantId());
  }

  /**
   * Finds the tenant whose people have such an e-mail address; for signing in, when nobody is known
   * yet.
   */
  public Optional<Tenant> findByEmailAddress(String address) {
    int at = address.lastIndexOf('@');
    return at < 1
        ? Optional.empty()
        : domains
            .tenantOf(EmailDomain.canonical(address.substring(at + 1)))
            .flatMap(repository::find);
  }

  private void requireFreeDomains(Tenant itself, TenantForm form) {
    for (String domain : form.canonicalEmailDomains()) {
      domains
          .tenantOf(domain)
          .filter(other -> itself == null || !other.equals(itself.tenantId()))
          .ifPresent(
              other -> {
                throw LakegateException.inField(
                    "emailDomains", ErrorCode.EMAIL_DOMAIN_TAKEN, domain);
              });
    }
  }

  private Tenant save(Tenant tenant, TenantForm form) {
    try {
      Tenant saved = repository.save(tenant);
      domains.replace(saved.tenantId(), form.canonicalEmailDomains());
      return saved;
    } catch (PersistenceException e) {
      // Two operators gave it away at once.
      throw Violation.is(Violation.DUPLICATE, e)
          ? LakegateException.inField(
              "emailDomains",
              new LakegateException(
                  e, ErrorCode.EMAIL_DOMAIN_TAKEN, String.join(", ", form.canonicalEmailDomains())))
          : e;
    }
  }
}
