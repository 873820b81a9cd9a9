package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults of a real Livy that tests ask for: {@code sandbox: dead driver} anywhere in a statement's
 * code, best in a comment of its language. The code itself runs, so that tests can count its runs.
 *
 * @param imitated false in the demo, where code that happens to hold those words is only code
 */
record Faults(boolean imitated) {

  enum Fault {
    /** The output holds half of a surrogate pair: Livy cannot write it, now or later. */
    LONE_SURROGATE,
    /** The output is above the largest frame between Livy and the driver. */
    HUGE_OUTPUT,
    /** The channel between Livy and the driver is closed, as it is a minute after a huge output. */
    CLOSED_CHANNEL,
    /** The driver is killed before it can hand over the result. */
    DEAD_DRIVER
  }

  /** Livy's default of {@code livy.rsc.rpc.max.size}. */
  static final int MAX_FRAME = 50 << 20;

  /** The setting of a session that keeps it {@code starting} for so long at least. */
  static final String STARTS_IN = "sandbox.starts-in";

  private static final Pattern ORDER =
      Pattern.compile("sandbox: (lone surrogate|huge output|closed channel|dead driver)");

  Optional<Fault> in(String code) {
    Matcher order = ORDER.matcher(code);
    return imitated && order.find()
        ? Optional.of(Fault.valueOf(order.group(1).toUpperCase(Locale.ROOT).replace(' ', '_')))
        : Optional.empty();
  }

  Duration startTime(SessionRequest request) {
    String text = request.conf().get(STARTS_IN);
    return imitated && text != null ? TimeText.parse(text) : Duration.ZERO;
  }

  boolean isAboveFrame(JsonNode output) {
    return imitated && Json.bytes(output).length > MAX_FRAME;
  }

  static ObjectNode loneSurrogate(int executionCount) {
    return new Execution.Ok(Map.of("text/plain", JsonNodeFactory.instance.textNode("a\ud800b")))
        .output(executionCount);
  }

  /** What Jackson inside Livy says of an output that it cannot write, if it cannot. */
  Optional<String> unwritable(JsonNode output) {
    return imitated && output != null ? incompletePair(output) : Optional.empty();
  }

  private static Optional<String> incompletePair(JsonNode json) {
    if (json.isContainerNode()) {
      return json.valueStream().flatMap(child -> incompletePair(child).stream()).findFirst();
    }
    return json.isTextual() ? incompletePair(json.textValue()) : Optional.empty();
  }

  private static Optional<String> incompletePair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      // The closing quotation mark follows the last character.
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '"';
      if (!Character.isSurrogatePair(text.charAt(i), next)) {
        return Optional.of(
            "Incomplete surrogate pair: first char 0x%x, second 0x%x"
                .formatted((int) text.charAt(i), (int) next));
      }
      i++;
    }
    return Optional.empty();
  }
}
