package io.lakegate.output;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.text.Excerpt;
import io.lakegate.platform.text.TerminalText;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A stored output, read for a page: Livy's {@code output} object, parsed leniently because it is
 * text from strangers. What is not understood is shown as it is.
 */
public final class Output {
  private static final int MAX_FIRST_LINE_LENGTH = 2000;
  private static final Output NONE = new Output(List.of(), null, null, null);

  private final List<OutputPart> parts;
  private final String errorName;
  private final String errorMessage;
  private final String traceback;

  private Output(List<OutputPart> parts, String errorName, String errorMessage, String traceback) {
    this.parts = parts;
    this.errorName = errorName;
    this.errorMessage = errorMessage;
    this.traceback = traceback;
  }

  /** Parses the stored JSON of a statement; null means that there is no output yet. */
  public static Output parse(String json) {
    if (json == null || json.isBlank()) {
      return NONE;
    }
    try {
      return of(BoundedJson.object(json));
    } catch (JsonException e) {
      return new Output(
          List.of(OutputPart.text("text/plain", TerminalText.plain(json))), null, null, null);
    }
  }

  static Output of(JsonObject output) {
    String name = string(output, "ename");
    String message = string(output, "evalue");
    boolean error = "error".equals(string(output, "status")) || name != null;
    return new Output(
        parts(output.get("data")),
        error ? (name == null ? "Error" : TerminalText.plain(name)) : null,
        message == null ? null : TerminalText.plain(message).strip(),
        traceback(output.get("traceback")));
  }

  /**
   * Returns the parts with the most useful one first. Texts come last, because what was printed
   * only accompanies a result.
   */
  private static List<OutputPart> parts(JsonValue data) {
    if (!(data instanceof JsonObject types)) {
      return List.of();
    }
    return types.entrySet().stream()
        .map(Output::part)
        .filter(part -> !part.isBlank())
        .sorted((one, other) -> Integer.compare(one.rank(), other.rank()))
        .toList();
  }

  private static OutputPart part(Map.Entry<String, JsonValue> entry) {
    JsonValue value = entry.getValue();
    if (value instanceof JsonString text) {
      return OutputPart.of(entry.getKey(), text.getString());
    }
    return OutputPart.of(entry.getKey(), value);
  }

  /** Python's lines end themselves, Scala's do not. */
  private static String traceback(JsonValue value) {
    if (!(value instanceof JsonArray lines) || lines.isEmpty()) {
      return null;
    }
    String joined =
        lines.stream()
            .map(line -> line instanceof JsonString text ? text.getString() : line.toString())
            .map(line -> line.endsWith("\n") ? line : line + "\n")
            .collect(Collectors.joining());
    return TerminalText.plain(joined).stripTrailing();
  }

  private static String string(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text ? text.getString() : null;
  }

  public List<OutputPart> getParts() {
    return parts;
  }

  /** The table of a statement that gave one. */
  public Optional<Grid> findTable() {
    return parts.stream().map(OutputPart::getGrid).filter(Objects::nonNull).findFirst();
  }

  /** The HTML of a statement that gave some, whole. */
  public Optional<String> findHtml() {
    return parts.stream()
        .filter(part -> part.getType().equals("html"))
        .map(OutputPart::whole)
        .findFirst();
  }

  public boolean isError() {
    return errorName != null;
  }

  /** Nothing was printed or returned, and nothing went wrong. */
  public boolean isEmpty() {
    return parts.isEmpty() && !isError();
  }

  public String getErrorName() {
    return errorName;
  }

  /** The first line of what went wrong; the rest is in the details. */
  public String getErrorMessage() {
    return Excerpt.shortened(firstLine(), MAX_FIRST_LINE_LENGTH);
  }

  private String firstLine() {
    return errorMessage == null ? "" : errorMessage.lines().findFirst().orElse("");
  }

  /** The rest of the message and the traceback; null where there is neither. */
  public String getErrorDetails() {
    boolean whole = firstLine().length() <= MAX_FIRST_LINE_LENGTH;
    String rest =
        errorMessage == null
            ? ""
            : errorMessage.lines().skip(whole ? 1 : 0).collect(Collectors.joining("\n"));
    String details = rest.isBlank() ? "" : rest.stripTrailing();
    if (traceback != null) {
      details = details.isEmpty() ? traceback : details + "\n\n" + traceback;
    }
    return details.isEmpty() ? null : Excerpt.shortened(details, OutputPart.MAX_TEXT_LENGTH);
  }
}
