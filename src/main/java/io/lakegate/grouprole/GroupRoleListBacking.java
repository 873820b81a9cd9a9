package io.lakegate.grouprole;

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
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

@Named
@RequestScoped
public class GroupRoleListBacking {
  @Inject GroupRoleService groupRoles;
  @Inject CurrentCaller current;

  private String q;
  private String after;
  private Page<GroupRole> page = new Page<>(List.of(), null);
  private Map<UUID, String> workspaceNames = Map.of();

  public void load() {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(q, after, null);
    page =
        Page.of(
            groupRoles.list(caller.tenant(), caller, query),
            query.limit(),
            Function.identity(),
            row -> new NameCursor(row.getGroupName(), row.getId()).encode());
    workspaceNames = groupRoles.workspaceNames(caller.tenant(), caller, page.items());
  }

  /** Of the workspaces the rows name. */
  public Map<UUID, String> getWorkspaceNames() {
    return workspaceNames;
  }

  public List<GroupRole> getItems() {
    return page.items();
  }

  public boolean isFiltered() {
    return q != null || after != null;
  }

  public String getFirst() {
    return after == null ? null : "group-roles" + Pages.query("q", q);
  }

  public String getNext() {
    return page.next() == null ? null : "group-roles" + Pages.query("q", q, "after", page.next());
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
