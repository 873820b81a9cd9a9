package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An output without what differs from run to run and between Scala 2.12 and 2.13. */
final class LivyWords {

  private LivyWords() {}

  static String of(JsonNode output) {
    ObjectNode words = output.deepCopy();
    words.remove("execution_count");
    return words
        .toString()
        // 2.12 counts the lines of its wrapper, and indents the code by it.
        .replaceAll("<console>:\\d+:", "<console>:")
        .replaceAll("\" {7}(?! )", "\"")
        .replaceAll("\" +\\^", "\"^");
  }
}
