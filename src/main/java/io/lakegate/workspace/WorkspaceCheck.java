package io.lakegate.workspace;

import io.lakegate.backend.Finding;

/**
 * One thing looked at in a workspace.
 *
 * @param check what was looked at
 * @param finding what was seen, in a sentence
 * @param remedy what to do about it; null when there is nothing to do
 */
public record WorkspaceCheck(Subject check, Result result, String finding, String remedy) {

  /** The subjects in the order in which they are checked; each depends on those before it. */
  public enum Subject {
    FABRIC_ID("Fabric id"),
    SECRET_READABLE("Stored secret"),
    TOKEN("Token"),
    ADDRESS_ALLOWED("Address allowed"),
    NAME_RESOLVES("Name resolves"),
    ANSWERS("Server answers"),
    SPEAKS_LIVY("Speaks Livy"),
    CREDENTIALS_ACCEPTED("Credentials accepted"),
    VERSION("Version"),
    SESSIONS_READABLE("List of sessions"),
    AUTOMATION("Credential of automation"),
    LAUNCHING("Launching");

    private final String title;

    Subject(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** The outcome of one check. */
  public enum Result {
    OK,
    WARNING,
    FAILED,
    /** Not looked at, because something before it failed. */
    SKIPPED
  }

  static WorkspaceCheck of(Finding finding) {
    return new WorkspaceCheck(
        subject(finding.aspect()),
        Result.valueOf(finding.result().name()),
        finding.finding(),
        finding.remedy());
  }

  /** The names of API version 1, which were given when Livy was the only backend. */
  private static Subject subject(Finding.Aspect aspect) {
    return switch (aspect) {
      case ADDRESS_ALLOWED -> Subject.ADDRESS_ALLOWED;
      case NAME_RESOLVES -> Subject.NAME_RESOLVES;
      case ANSWERS -> Subject.ANSWERS;
      case KIND -> Subject.SPEAKS_LIVY;
      case CREDENTIALS_ACCEPTED -> Subject.CREDENTIALS_ACCEPTED;
      case VERSION -> Subject.VERSION;
      case SESSIONS_READABLE -> Subject.SESSIONS_READABLE;
    };
  }

  static WorkspaceCheck ok(Subject check, String finding) {
    return new WorkspaceCheck(check, Result.OK, finding, null);
  }

  static WorkspaceCheck warning(Subject check, String finding, String remedy) {
    return new WorkspaceCheck(check, Result.WARNING, finding, remedy);
  }

  static WorkspaceCheck failed(Subject check, String finding, String remedy) {
    return new WorkspaceCheck(check, Result.FAILED, finding, remedy);
  }

  static WorkspaceCheck skipped(Subject check) {
    return new WorkspaceCheck(check, Result.SKIPPED, "Not tried.", null);
  }
}
