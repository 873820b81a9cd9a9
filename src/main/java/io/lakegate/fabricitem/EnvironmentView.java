package io.lakegate.fabricitem;

import java.util.UUID;

/** An environment as the API shows it. */
public record EnvironmentView(
    UUID id, int version, UUID workspaceId, String name, String fabricId, String runtime) {

  public static EnvironmentView of(Environment environment) {
    return new EnvironmentView(
        environment.getId(),
        environment.getVersion(),
        environment.getWorkspaceId(),
        environment.getName(),
        environment.getFabricId(),
        environment.getRuntime());
  }
}
