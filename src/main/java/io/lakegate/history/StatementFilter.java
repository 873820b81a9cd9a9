package io.lakegate.history;

import io.lakegate.session.Statement;
import io.lakegate.session.StatementState;
import java.time.Instant;
import java.util.UUID;

/**
 * The filter of the history; a null field matches every statement.
 *
 * @param text part of the code, at least three characters, in any case
 * @param submittedBy user name
 * @param from submitted at or after
 * @param to submitted before
 */
public record StatementFilter(
    String text,
    StatementState state,
    Statement.Outcome outcome,
    String kind,
    String submittedBy,
    UUID sessionId,
    UUID workspaceId,
    UUID profileId,
    Instant from,
    Instant to) {
  public static final int MIN_TEXT_LENGTH = 3;

  public static StatementFilter any() {
    return new StatementFilter(null, null, null, null, null, null, null, null, null, null);
  }

  /** The same from {@code instant} on, if that is later than its own beginning. */
  StatementFilter from(Instant instant) {
    Instant later = from != null && from.isAfter(instant) ? from : instant;
    return new StatementFilter(
        text, state, outcome, kind, submittedBy, sessionId, workspaceId, profileId, later, to);
  }
}
