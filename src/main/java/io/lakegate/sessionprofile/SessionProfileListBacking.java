package io.lakegate.sessionprofile;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.NameList;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@Named
@RequestScoped
public class SessionProfileListBacking {
  private final NameList<SessionProfile> list = new NameList<>("session-profiles");

  @Inject SessionProfileService profiles;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  private Map<UUID, Workspace> workspacesById = Map.of();

  public void load() {
    Caller caller = current.get();
    list.load(
        query -> profiles.list(caller.tenant(), caller, query),
        SessionProfile::getName,
        SessionProfile::getId);
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

  public NameList<SessionProfile> getList() {
    return list;
  }
}
