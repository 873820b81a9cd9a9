package io.lakegate.operator;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantForm;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A new tenant with its first administrator, or one that is there: rename, suspend, resume. */
@Named
@RequestScoped
public class TenantEditBacking {
  private static final String LIST = "/tenants";

  @Inject OperatorService service;
  @Inject CurrentCaller current;

  private OperatorService.ManagedTenant stored;
  private TenantForm form = new TenantForm();

  @PostConstruct
  void open() {
    Caller caller = current.get();
    form.setAdministrator(new TenantForm.FirstAdministrator());
    Pages.id().ifPresent(id -> stored = service.get(caller.tenant(), caller, id));
  }

  public void load() {
    if (stored != null) {
      form = TenantForm.of(stored.tenant(), stored.emailDomains());
    }
  }

  public void create() {
    Caller caller = current.get();
    stored = service.create(caller.tenant(), caller, form);
    Pages.redirect(LIST + "/" + stored.tenant().getId(), "created");
  }

  public void rename() {
    form.setSuspended(stored.tenant().isSuspended());
    save("saved");
  }

  public void suspend() {
    form.setEmailDomains(stored.emailDomains());
    form.setName(stored.tenant().getName());
    form.setSuspended(true);
    save("suspended");
  }

  public void resume() {
    form.setEmailDomains(stored.emailDomains());
    form.setName(stored.tenant().getName());
    form.setSuspended(false);
    save("resumed");
  }

  private void save(String done) {
    Caller caller = current.get();
    service.update(caller.tenant(), caller, stored.tenant().getId(), form);
    Pages.redirect(LIST + "/" + stored.tenant().getId(), done);
  }

  public boolean isNew() {
    return stored == null;
  }

  public Tenant getTenant() {
    return stored == null ? null : stored.tenant();
  }

  public long getPeople() {
    return stored == null ? 0 : stored.size().people();
  }

  public long getWorkspaces() {
    return stored == null ? 0 : stored.size().workspaces();
  }

  public long getLiveSessions() {
    return stored == null ? 0 : stored.size().liveSessions();
  }

  public boolean isSuspended() {
    return stored != null && stored.tenant().isSuspended();
  }

  public TenantForm getForm() {
    return form;
  }
}
