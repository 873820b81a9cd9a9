package io.lakegate.system;

import io.lakegate.system.ApiDescription.Operation;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Makes up requests nobody should send; the same ones for the same seed. */
final class HostileRequests {
  private static final String SURE_TO_BE_UNKNOWN = "\"fuzzedBySomebody\":1";

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "0",
          "-1",
          "1e9",
          "99999999999999999999",
          "NaN",
          "true",
          "null",
          "\u0000",
          "a\u0000b",
          "\uD83D",
          "\uFFFF",
          "\u202Eabc",
          "💥",
          "Müller",
          "' or 1=1 --",
          "%_!",
          "%",
          "../../etc/passwd",
          "${jndi:ldap://127.0.0.1/a}",
          "#{1+1}",
          "{{7*7}}",
          "<script>",
          "PT999999999999999H",
          "PT-1S",
          "P1Y",
          "+1000000000-12-31T23:59:59Z",
          "0000-00-00",
          "-1000000000-01-01T00:00:00Z",
          "2026-02-30",
          "1-1-1-1-1",
          "AAAA",
          "1_1",
          "999999999999999999_" + new UUID(1, 1),
          "http://[",
          "http://127.0.0.1:99999/",
          "file:///etc/passwd",
          "a".repeat(300),
          "é".repeat(20_000));

  /** As JSON, of any kind. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1.5",
          "2147483648",
          "1e400",
          "1e999999999",
          "-0",
          "99999999999999999999999",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "\"\\uffff\"",
          "[]",
          "[null]",
          "[[]]",
          "[5]",
          "[\"\\u0000\"]",
          "[{}]",
          "{}",
          "{\"\":null}",
          "{\"a\":1}",
          "{\"\\u0000\":\"\\u0000\"}",
          "{\"a\":{\"a\":[]}}",
          "[".repeat(70) + "]".repeat(70));

  /** What stands in place of a whole body. */
  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "null",
          "17",
          "\"a\"",
          "[]",
          "[{}]",
          "{",
          "}",
          "{\"a\"",
          "{\"a\":{",
          "{\"a\":1,}",
          "{}{}",
          "{} x",
          "[".repeat(3000),
          "{\"a\":".repeat(3000),
          "\uFEFF{}",
          "<xml/>",
          "\u0000",
          "{\"a\":1,\"a\":2}",
          "{\"\\u0000\":1}",
          "{\"" + "n".repeat(30_000) + "\":1}",
          "a=1&b=2");

  private static final List<String> TYPES =
      List.of(
          "application/json;charset=ISO-8859-1",
          "application/json;charset=UTF-16",
          "application/json;charset=klingon",
          "application/json;charset=",
          "application/json;q=2",
          "text/plain",
          "application/x-www-form-urlencoded",
          "application/merge-patch+json",
          "*/*",
          "application/json;charset=\"utf-8\"",
          "multipart/form-data;boundary=x");

  /** What a token exchange takes (RFC 8693), and ours. */
  private static final List<String> OAUTH =
      List.of(
          "grant_type",
          "subject_token",
          "subject_token_type",
          "requested_token_type",
          "scope",
          "tenant",
          "actor_token",
          "unknown");

  private static final List<Charset> ENCODINGS =
      List.of(
          StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, Charset.forName("windows-1251"));

  private final ApiDescription api;
  private final Random random;

  HostileRequests(ApiDescription api, long seed) {
    this.api = api;
    this.random = new Random(seed);
  }

  /**
   * What to send.
   *
   * @param query with its question mark, or empty
   * @param body null for none
   */
  @SuppressWarnings("ArrayRecordComponent") // Never copied, never compared.
  record Hostile(String query, byte[] body, Map<String, String> headers) {
    @Override
    public String toString() {
      String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
      String shown = text.length() <= 300 ? text : text.substring(0, 300) + "…";
      return (query.length() <= 200 ? query : query.substring(0, 200) + "…")
          + " "
          + headers
          + " "
          + shown;
    }
  }

  /**
   * One more request for an operation.
   *
   * @param harmless whether it must be one that cannot be carried out
   */
  Hostile next(Operation operation, boolean harmless) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (random.nextInt(10) == 0) {
      headers.put("Idempotency-Key", one(List.of(" ", "x", "k".repeat(300), "ü", "a b", "\"")));
    }
    boolean takesBody = !operation.method().equals("GET");
    boolean url = operation.urlEncoded();
    String query = random.nextInt(takesBody ? 4 : 1) == 0 ? query(operation) : "";
    if (!takesBody) {
      return new Hostile(query, null, headers);
    }
    String body = url ? urlEncoded() : body(operation, harmless);
    headers.put("Content-Type", url ? "application/x-www-form-urlencoded" : "application/json");
    Charset charset = StandardCharsets.UTF_8;
    if (!harmless && random.nextInt(12) == 0) {
      headers.put("Content-Type", one(TYPES));
    } else if (!harmless && random.nextInt(12) == 0) {
      charset = one(ENCODINGS);
    }
    return new Hostile(query, body.getBytes(charset), headers);
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String query(Operation operation) {
    List<String> names = new ArrayList<>(operation.queryParameters());
    names.addAll(List.of("unknown", "limmit", ""));
    StringBuilder query = new StringBuilder("?");
    for (int i = random.nextInt(3); i >= 0; i--) {
      query.append(encoded(one(names))).append('=').append(queryValue()).append('&');
    }
    return query.toString();
  }

  /** Nothing that makes an address too long for any server. */
  private String queryValue() {
    String value = encoded(one(TEXTS));
    return value.length() <= 2000 ? value : "long".repeat(400);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String urlEncoded() {
    StringBuilder body = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      body.append(encoded(one(OAUTH))).append('=').append(encoded(one(TEXTS))).append('&');
    }
    return body.toString();
  }

  private String body(Operation operation, boolean harmless) {
    if (!harmless && random.nextInt(5) == 0) {
      return one(BODIES);
    }
    String fields = operation.form() == null ? "" : object(operation.form(), 0);
    boolean odd = harmless || random.nextInt(8) == 0;
    String body = fields.isEmpty() ? "{" : fields.substring(0, fields.length() - 1);
    return odd ? body + (body.equals("{") ? "" : ",") + SURE_TO_BE_UNKNOWN + "}" : body + "}";
  }

  /** An object of that schema, one field of three missing and one of three out of its mind. */
  private String object(JsonObject schema, int depth) {
    JsonObject properties = schema.getJsonObject("properties");
    List<String> members = new ArrayList<>();
    if (properties != null && depth < 4) {
      for (Map.Entry<String, JsonValue> property : properties.entrySet()) {
        int chance = random.nextInt(9);
        if (chance < 3) {
          continue;
        }
        String value =
            chance < 6
                ? sensible(property.getKey(), property.getValue().asJsonObject(), depth)
                : random.nextBoolean() ? one(VALUES) : quoted(one(TEXTS));
        members.add("\"" + property.getKey() + "\":" + value);
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private String sensible(String name, JsonObject schema, int depth) {
    JsonObject known = api.resolved(schema);
    return switch (known.getString("type", "object")) {
      case "string" -> name.endsWith("Id") ? quoted(new UUID(7, 7).toString()) : quoted(word());
      case "integer", "number" -> String.valueOf(random.nextInt(5));
      case "boolean" -> "false";
      case "array" -> "[" + quoted(word()) + "]";
      default -> object(known, depth + 1);
    };
  }

  /** What some field takes. */
  private String word() {
    return one(
        List.of(
            "n" + random.nextInt(1000),
            "sql",
            "APACHE_LIVY",
            "FABRIC",
            "http://127.0.0.1:1",
            "BASIC",
            "BEARER",
            "Viewers",
            "PT10M",
            "PT1H",
            "2g",
            "code",
            "conf"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean plain =
          letter >= ' ' && letter != '"' && letter != '\\' && !Character.isSurrogate(letter);
      quoted.append(plain ? String.valueOf(letter) : String.format("\\u%04x", (int) letter));
    }
    return quoted.append('"').toString();
  }
}
