package io.lakegate.session;

import io.lakegate.output.OutputMask;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.security.Caller;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * A statement as the API shows it.
 *
 * @param outcome {@code ok}, {@code error} or null
 * @param output Livy's own words: {@code status}, {@code data}, {@code ename} …; null in lists
 * @param giveUpFrom from when it may be given up, because its backend does not answer for it or
 *     does not heed a cancel; null otherwise
 * @param truncated which limit cut the output, and what was kept; null when whole
 */
public record StatementView(
    UUID id,
    int version,
    UUID sessionId,
    String sessionName,
    UUID profileId,
    String profileName,
    UUID workspaceId,
    int number,
    String code,
    String kind,
    boolean startup,
    StatementState state,
    String outcome,
    double progress,
    String message,
    Instant giveUpFrom,
    JsonObject output,
    Truncated truncated,
    String submittedBy,
    String ranAs,
    Instant submittedAt,
    Instant startedAt,
    Instant completedAt) {
  /** The limit's key, and how much of the output is there: rows or characters. */
  public record Truncated(String limit, long kept) {}

  /** Returns a statement without its output, as lists show it. */
  public static StatementView of(Statement statement, Caller reader) {
    return of(statement, null, reader);
  }

  /**
   * Returns a statement with its output. Whoever submitted it sees everything; what looks like a
   * secret is hidden from others.
   *
   * @param stored the stored output; null when there is none
   */
  public static StatementView of(Statement statement, String stored, Caller reader) {
    String output = OutputMask.output(reader, statement.getSubmittedBy(), stored);
    return new StatementView(
        statement.getId(),
        statement.getVersion(),
        statement.getSessionId(),
        statement.getSessionName(),
        statement.getProfileId(),
        statement.getProfileName(),
        statement.getWorkspaceId(),
        statement.getNumber(),
        OutputMask.code(reader, statement.getSubmittedBy(), statement.getCode()),
        statement.getKind(),
        statement.isStartup(),
        statement.getState(),
        statement.getOutcome() == null ? null : statement.getOutcome().word(),
        statement.getProgress(),
        statement.getMessage(),
        statement.getGiveUpFrom(),
        output == null ? null : BoundedJson.object(output),
        statement.getCutLimit() == null
            ? null
            : new Truncated(statement.getCutLimit(), statement.getCutKept()),
        statement.getSubmittedByName(),
        statement.getRanAs(),
        statement.getSubmittedAt(),
        statement.getStartedAt(),
        statement.getCompletedAt());
  }
}
