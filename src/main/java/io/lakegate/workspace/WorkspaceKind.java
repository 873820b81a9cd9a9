package io.lakegate.workspace;

/** The kind of backend behind a workspace. */
public enum WorkspaceKind {
  APACHE_LIVY,
  FABRIC,
  /**
   * A name of the contract; its clusters and jobs come with the builds, so it is refused for now.
   */
  DATABRICKS;

  /** Whether a workspace of this kind is found by its address, and not by an id of its provider. */
  boolean hasUrl() {
    return this != FABRIC;
  }
}
