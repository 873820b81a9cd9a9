package io.lakegate.console;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.security.Caller;
import io.lakegate.sessionprofile.SessionProfile;
import io.lakegate.workspace.RunnableKinds;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A profile on the home page. */
public final class LaunchChoice {
  private final SessionProfile profile;
  private final boolean ready;

  /**
   * @param ready false when its workspace is known not to have its language
   */
  LaunchChoice(SessionProfile profile, boolean ready) {
    this.profile = profile;
    this.ready = ready;
  }

  /** Tells which profiles' languages their workspaces are not known to lack. */
  static Predicate<SessionProfile> readiness(WorkspaceService workspaces, Caller caller) {
    RunnableKinds runnable = RunnableKinds.configured();
    if (!runnable.isLimited()) {
      return profile -> true;
    }
    Map<UUID, Workspace> byId =
        workspaces.list(caller.tenant(), caller, ListQuery.all()).stream()
            .collect(Collectors.toMap(Workspace::getId, Function.identity()));
    return profile -> {
      Workspace workspace = byId.get(profile.getWorkspaceId());
      return workspace == null || runnable.canRun(workspace, profile.getKind());
    };
  }

  public SessionProfile getProfile() {
    return profile;
  }

  public boolean isReady() {
    return ready;
  }
}
