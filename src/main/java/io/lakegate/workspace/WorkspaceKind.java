package io.lakegate.workspace;

/** What answers at a workspace. */
public enum WorkspaceKind {
  APACHE_LIVY,
  FABRIC,
  /**
   * A name of the contract; its clusters and jobs come with the builds, so it is refused for now.
   */
  DATABRICKS;

  /** Whether this version can launch sessions there. */
  public boolean canLaunch() {
    return this == APACHE_LIVY;
  }
}
