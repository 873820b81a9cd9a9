package io.lakegate.session;

import java.util.UUID;

/**
 * Identifies one marking of a statement as being sent. The node that set the mark alone knows
 * whether anything was sent under it, and must not take the mark of another node for its own.
 */
record Mark(UUID statementId, int attempt) {
  static Mark of(Statement statement) {
    return new Mark(statement.getId(), statement.sendAttempts());
  }
}
