package io.lakegate.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Livy's words for the language of a session or of a statement. */
enum Kind {
  SPARK,
  PYSPARK,
  SPARKR,
  SQL,
  /** Of a session only: each statement names its own. */
  SHARED;

  static Kind of(String word) {
    // Livy still takes these two older names for Python.
    String known = "pyspark3".equals(word) || "python".equals(word) ? "pyspark" : word;
    for (Kind kind : values()) {
      if (kind.word().equals(known)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("Invalid kind: " + word);
  }

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
