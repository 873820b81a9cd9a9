package io.lakegate.operator;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Function;

/** The tenants of the installation, for its operators. */
@Named
@RequestScoped
public class TenantListBacking {
  @Inject OperatorService service;
  @Inject CurrentCaller current;

  private String q;
  private String after;
  private Page<OperatorService.ManagedTenant> page = new Page<>(List.of(), null);

  public void load() {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(q, after, null);
    page =
        Page.of(
            service.list(caller.tenant(), caller, query),
            query.limit(),
            Function.identity(),
            last -> new NameCursor(last.tenant().getSlug(), last.tenant().getId()).encode());
  }

  public List<OperatorService.ManagedTenant> getItems() {
    return page.items();
  }

  public boolean isFiltered() {
    return q != null || after != null;
  }

  public String getFirst() {
    return after == null ? null : "tenants" + Pages.query("q", q);
  }

  public String getNext() {
    return page.next() == null ? null : "tenants" + Pages.query("q", q, "after", page.next());
  }

  public String getQ() {
    return q;
  }

  public void setQ(String q) {
    this.q = q;
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after;
  }
}
