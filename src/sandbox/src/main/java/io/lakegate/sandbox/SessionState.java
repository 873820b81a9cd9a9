package io.lakegate.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Livy's words for the state of a session or a batch, as far as the sandbox uses them. */
enum SessionState {
  STARTING,
  IDLE,
  BUSY,
  /** The interpreter died: Livy goes on taking statements and answers each with an error. */
  ERROR,
  SHUTTING_DOWN,
  RUNNING,
  SUCCESS,
  DEAD,
  KILLED;

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isOver() {
    return this == SHUTTING_DOWN || this == SUCCESS || this == DEAD || this == KILLED;
  }
}
