package io.lakegate.sessionprofile;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * The request that a launch from a profile would send; the profile may be saved or still being
 * typed.
 *
 * @param request null while there are problems
 * @param problems field → what has to change before there is a request
 */
public record ProfilePreview(
    JsonObject request, List<ProfileWarning> warnings, Map<String, String> problems) {
  private static final JsonWriterFactory PRETTY =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  /** Indented; empty while there are problems. */
  public String prettyRequest() {
    if (request == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    try (JsonWriter writer = PRETTY.createWriter(text)) {
      writer.writeObject(request);
    }
    return text.toString().strip();
  }
}
