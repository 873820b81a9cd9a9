package io.lakegate.sessionprofile;

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
public class SessionProfileListBacking {
  @Inject SessionProfileService profiles;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  private String q;
  private String after;
  private Map<UUID, Workspace> workspacesById = Map.of();
  private Page<SessionProfile> page = new Page<>(List.of(), null);

  public void load() {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(q, after, null);
    page =
        Page.of(
            profiles.list(caller.tenant(), caller, query),
            query.limit(),
            Function.identity(),
            row -> new NameCursor(row.getName(), row.getId()).encode());
    workspacesById =
        workspaces.list(caller.tenant(), caller, ListQuery.all()).stream()
            .collect(Collectors.toMap(Workspace::getId, Function.identity()));
  }

  public Map<UUID, Workspace> getWorkspaces() {
    return workspacesById;
  }

  /** Nothing can be made before there is a workspace. */
  public boolean isWorkspaceMissing() {
    return workspacesById.isEmpty();
  }

  public List<SessionProfile> getItems() {
    return page.items();
  }

  public boolean isFiltered() {
    return q != null || after != null;
  }

  public String getFirst() {
    return after == null ? null : "session-profiles" + Pages.query("q", q);
  }

  public String getNext() {
    return page.next() == null
        ? null
        : "session-profiles" + Pages.query("q", q, "after", page.next());
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
