package io.lakegate.session;

import java.util.UUID;

/**
 * Which mark of a statement as being sent is meant: who set it knows whether anything was sent
 * under it, and must not take another node's for it.
 */
record Mark(UUID statementId, int attempt) {
  static Mark of(Statement statement) {
    return new Mark(statement.getId(), statement.sendAttempts());
  }
}
