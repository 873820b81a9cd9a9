package io.lakegate.session;

/** Statement ids are integers on Livy and Fabric (its swagger), counted up in each session. */
final class RemoteStatementId {
  private RemoteStatementId() {}

  /** The id as a number; -1 for what is none. */
  static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
