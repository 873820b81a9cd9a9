package io.lakegate.workspace;

import java.util.List;

/**
 * The answer of {@code POST /workspaces/{id}/check}: the checks in the order in which they were
 * made.
 */
public record WorkspaceCheckView(List<WorkspaceCheck> checks) {}
