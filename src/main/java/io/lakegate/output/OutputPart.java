package io.lakegate.output;

import io.lakegate.platform.text.Excerpt;
import io.lakegate.platform.text.TerminalText;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One representation of an output, by its media type. */
public final class OutputPart {
  /** Characters of a text shown on a page; more would make it slow. The rest is in the export. */
  static final int MAX_TEXT_LENGTH = 200_000;

  private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif");
  private static final List<String> RANKS = List.of("table", "image", "html", "json", "text");
  private static final JsonWriterFactory PRETTY =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  private final String type;
  private final String mediaType;
  private final String text;
  private final Grid grid;

  private OutputPart(String type, String mediaType, String text, Grid grid) {
    this.type = type;
    this.mediaType = mediaType;
    this.text = text;
    this.grid = grid;
  }

  static OutputPart text(String mediaType, String text) {
    return new OutputPart("text", mediaType, text, null);
  }

  static OutputPart of(String mediaType, String value) {
    if (IMAGES.contains(mediaType)) {
      String base64 = value.replaceAll("\\s", "");
      return new OutputPart("image", mediaType, "data:" + mediaType + ";base64," + base64, null);
    }
    if (mediaType.equals("image/svg+xml")) {
      String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
      return new OutputPart("image", mediaType, "data:image/svg+xml;base64," + base64, null);
    }
    // A lone carriage return is a line break to HTML.
    return mediaType.equals("text/html")
        ? new OutputPart("html", mediaType, value, null)
        : text(mediaType, TerminalText.plain(value));
  }

  static OutputPart of(String mediaType, JsonValue value) {
    Grid table = OutputTable.find(value);
    if (table != null) {
      return new OutputPart("table", mediaType, null, table);
    }
    StringWriter pretty = new StringWriter();
    try (JsonWriter writer = PRETTY.createWriter(pretty)) {
      writer.write(value);
    }
    return new OutputPart("json", mediaType, pretty.toString().strip(), null);
  }

  int rank() {
    return RANKS.indexOf(type);
  }

  String whole() {
    return text;
  }

  boolean isBlank() {
    return text != null && text.isBlank();
  }

  /** {@code table}, {@code image}, {@code html}, {@code json} or {@code text}. */
  public String getType() {
    return type;
  }

  public String getMediaType() {
    return mediaType;
  }

  /** The text, HTML or JSON that is shown, or an image's data address. */
  public String getText() {
    boolean whole = type.equals("image") || text == null || text.length() <= MAX_TEXT_LENGTH;
    return whole ? text : Excerpt.start(text, MAX_TEXT_LENGTH);
  }

  /** Characters that are shown of a text that is longer; null when all of it is. */
  public Integer getShownCharacters() {
    boolean whole = type.equals("image") || text == null || text.length() <= MAX_TEXT_LENGTH;
    return whole ? null : getText().codePointCount(0, getText().length());
  }

  public Grid getGrid() {
    return grid;
  }

  public int getRowCount() {
    return grid.rows().size();
  }

  public int getColumnCount() {
    return grid.columns().size();
  }

  /** A statement such as DDL answers with a table of nothing. */
  public boolean isWithoutColumns() {
    return grid != null && grid.columns().isEmpty();
  }

  /** Rows that are shown of a table that has more; null when all are. */
  public Integer getShownRows() {
    int shown = GridComponent.shownRows(grid);
    return shown == grid.rows().size() ? null : shown;
  }

  /** The name a downloaded image gets. */
  public String getFileName() {
    String ending = mediaType.substring(mediaType.indexOf('/') + 1).replace("svg+xml", "svg");
    return "result." + ending;
  }
}
