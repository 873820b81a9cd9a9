package io.lakegate.operator;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.NameList;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The tenants of the installation, for its operators. */
@Named
@RequestScoped
public class TenantListBacking {
  private final NameList<OperatorService.ManagedTenant> list = new NameList<>("tenants");

  @Inject OperatorService service;
  @Inject CurrentCaller current;

  public void load() {
    Caller caller = current.get();
    list.load(
        query -> service.list(caller.tenant(), caller, query),
        last -> last.tenant().getSlug(),
        last -> last.tenant().getId());
  }

  public NameList<OperatorService.ManagedTenant> getList() {
    return list;
  }
}
