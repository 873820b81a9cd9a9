package io.lakegate.client.livy;

import io.lakegate.platform.text.Excerpt;
import io.lakegate.platform.text.TerminalText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one short sentence in an error's body. Livy has three shapes: {@code {"msg":…}}, a bare JSON
 * string (stack traces among them), and HTML or nothing; Fabric sends {@code {"errorCode",
 * "message"}}. What comes out is at most {@value #LENGTH} characters on one line, without mark-up,
 * secrets, stack trace or query string.
 */
final class LivyReason {
  static final int LENGTH = 300;
  private static final int MAX_READ = 1 << 16;

  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>([^<]*)</title", Pattern.CASE_INSENSITIVE);

  /** Possessive and bounded: error bodies are strangers' text too. */
  private static final Pattern EXCEPTION_NAME =
      Pattern.compile("^(?:[a-z][\\w$]{0,60}+\\.){1,12}+([A-Z][\\w$]{0,80}+)(?:: ?|$)");

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)\\beyJ[\\w-]{8,}+(?:\\.[\\w-]*+)*+|\\b(?:bearer|basic)\\s++[\\w.~+/=-]{6,}+"
              + "|(?<=//)[^/\\s@]{1,200}+@|(?<=[\\w*]\\?)[\\w.%-]{1,60}+=\\S*+"
              + "|(?<=(?:password|secret|token|apikey|api_key|sig|accountkey)[\"']?[=:])\\s?[^\\s,;&]++");

  private LivyReason() {}

  static String of(LivyAnswer answer, LivyEndpoint endpoint) {
    String text = LivyJson.parse(answer.body()).map(LivyReason::said).orElse("");
    if (text.isEmpty()) {
      text = plain(new String(answer.body(), StandardCharsets.UTF_8));
    }
    String reason = sanitise(text, endpoint.credential());
    return reason.isEmpty() ? "HTTP " + answer.status() : reason;
  }

  private static String said(JsonValue body) {
    if (body instanceof JsonString text) {
      return text.getString();
    }
    if (body instanceof JsonObject object) {
      String message = LivyJson.text(object, "msg");
      message = message == null ? LivyJson.text(object, "message") : message;
      message = message == null ? LivyJson.text(object, "errorCode") : message;
      return message == null ? "" : message;
    }
    return "";
  }

  /** Returns the title of an HTML page, an empty text for JSON, and any other body as it is. */
  private static String plain(String body) {
    String text = body.strip();
    if (text.startsWith("<")) {
      Matcher title = TITLE.matcher(text);
      return title.find() ? title.group(1) : "";
    }
    return text.startsWith("{") || text.startsWith("[") || text.startsWith("\"") ? "" : text;
  }

  private static String sanitise(String said, LivyCredential credential) {
    String text = firstLine(said);
    for (Matcher name = EXCEPTION_NAME.matcher(text); name.find(); name.reset(text)) {
      String rest = text.substring(name.end()).strip();
      if (rest.isEmpty()) {
        text = name.group(1);
        break;
      }
      text = rest;
    }
    text = withoutOwnSecret(Entities.decode(text), credential);
    text = SECRET.matcher(text).replaceAll("***");
    text = text.replaceAll("<[^>]{0,200}>", " ").replace('<', ' ').replace('>', ' ');
    text = text.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
    return Excerpt.shortened(text, LENGTH);
  }

  private static String firstLine(String text) {
    boolean coloured = text.indexOf('\u001B') >= 0 || text.indexOf('\u009B') >= 0;
    return (coloured ? TerminalText.plain(Excerpt.start(text, MAX_READ)) : text)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("at "))
        .findFirst()
        .map(line -> Excerpt.start(line, 4 * LENGTH))
        .orElse("");
  }

  /** A server may echo what it was sent. */
  private static String withoutOwnSecret(String text, LivyCredential credential) {
    String secret = "";
    if (credential instanceof LivyCredential.Basic basic) {
      secret = basic.password();
    } else if (credential instanceof LivyCredential.Bearer bearer) {
      secret = bearer.token();
    }
    return secret.length() < 4 ? text : text.replace(secret, "***");
  }
}
