package io.lakegate.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.json4s.DefaultFormats$;
import org.json4s.Extraction;
import org.json4s.jackson.JsonMethods$;

/**
 * Scala values as JSON, by the library Livy uses, so that what it mangles is mangled here too:
 * structs lose their types, timestamps their milliseconds.
 */
final class ScalaJson {

  private static final DefaultFormats$ FORMATS = DefaultFormats$.MODULE$;
  private static final JsonMethods$ METHODS = JsonMethods$.MODULE$;

  private ScalaJson() {}

  static JsonNode decompose(Object value) {
    String json =
        METHODS.compact(
            METHODS.render(
                Extraction.decompose(value, FORMATS),
                METHODS.render$default$2(),
                METHODS.render$default$3()));
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
