package io.lakegate.lakehouse;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@Named
@RequestScoped
public class LakehouseListBacking {
  @Inject LakehouseService lakehouses;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  private String q;
  private String after;
  private Map<UUID, String> workspaceNames = Map.of();
  private Page<Lakehouse> page = new Page<>(List.of(), null);

  public void load() {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(q, after, null);
    page =
        Page.of(
            lakehouses.list(caller.tenant(), caller, null, query),
            query.limit(),
            Function.identity(),
            row -> new NameCursor(row.getName(), row.getId()).encode());
    workspaceNames =
        workspaces.list(caller.tenant(), caller, ListQuery.all()).stream()
            .collect(Collectors.toMap(Workspace::getId, Workspace::getName));
  }

  public Map<UUID, String> getWorkspaceNames() {
    return workspaceNames;
  }

  /** Nothing can be registered before there is a Fabric workspace. */
  public boolean isWorkspaceMissing() {
    return workspaceNames.isEmpty();
  }

  public List<Lakehouse> getItems() {
    return page.items();
  }

  public boolean isFiltered() {
    return q != null || after != null;
  }

  public String getFirst() {
    return after == null ? null : "lakehouses" + Pages.query("q", q);
  }

  public String getNext() {
    return page.next() == null ? null : "lakehouses" + Pages.query("q", q, "after", page.next());
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
