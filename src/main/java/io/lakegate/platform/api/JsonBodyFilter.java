package io.lakegate.platform.api;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.annotation.Priority;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads a body once to its end before JSON-B may: Payara's Parsson skips a field it was not asked
 * for without noticing the end of the text, so an object that stops in the middle of one would keep
 * a thread busy for ever. Refuses what no database can store, too. Works after {@link
 * BodyLimitFilter} and once the caller is known.
 */
@Provider
@Priority(Priorities.USER + 100)
public class JsonBodyFilter implements ContainerRequestFilter {
  private static final String UNSTORABLE =
      "Remove the characters U+0000 and halves of surrogate pairs; no text can hold them.";

  /** Json's own methods look for the provider each time. */
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  /** Our deepest form has three; Parsson itself fails at a thousand. */
  private static final int MAX_DEPTH = 64;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    request.getUriInfo().getQueryParameters().forEach(JsonBodyFilter::requireStorable);
    MediaType type = request.getMediaType();
    if (type == null || !type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
      return;
    }
    byte[] body = request.getEntityStream().readAllBytes();
    if (body.length > 0) {
      read(body);
    }
    request.setEntityStream(new ByteArrayInputStream(body));
  }

  private static void read(byte[] body) {
    String field = "body";
    int depth = 0;
    try (JsonParser parser = PARSERS.createParser(new ByteArrayInputStream(body))) {
      while (parser.hasNext()) {
        switch (parser.next()) {
          case KEY_NAME -> {
            field = parser.getString();
            requireStorable("body", List.of(field));
          }
          case VALUE_STRING -> requireStorable(field, List.of(parser.getString()));
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          case VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
        }
        if (depth > MAX_DEPTH) {
          throw new LakegateException(ErrorCode.BAD_JSON);
        }
      }
    }
  }

  private static void requireStorable(String field, List<String> texts) {
    if (!texts.stream().allMatch(JsonBodyFilter::isStorable)) {
      throw LakegateException.invalid(field, UNSTORABLE);
    }
  }

  private static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(
            point ->
                point == 0
                    || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }
}
