package io.lakegate.workspace;

import io.lakegate.backend.BackendAdapter;
import io.lakegate.backend.fabric.FabricAdapter;
import io.lakegate.backend.livy.LivyAdapter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The one place that chooses an adapter by the kind of a workspace. */
@ApplicationScoped
public class Backends {
  @Inject LivyAdapter livy;
  @Inject FabricAdapter fabric;

  public BackendAdapter of(Workspace workspace) {
    return of(workspace.getKind());
  }

  BackendAdapter of(WorkspaceKind kind) {
    return switch (kind) {
      case APACHE_LIVY -> livy;
      case FABRIC -> fabric;
      case DATABRICKS ->
          throw new IllegalStateException("Workspaces of this kind are not registered yet");
    };
  }
}
