package io.lakegate.workspace;

import java.util.List;

/** What {@code POST /workspaces/{id}/check} answers, in the order in which it was looked at. */
public record WorkspaceCheckView(List<WorkspaceCheck> checks) {}
