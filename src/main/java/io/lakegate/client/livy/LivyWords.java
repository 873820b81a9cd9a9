package io.lakegate.client.livy;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells what Livy itself says from what stands between it and us. Livy speaks JSON, {@code
 * {"msg":…}} or a bare string, under {@code application/json}; a page, an empty or cut body, plain
 * text and every 502, 503 and 504 may come from a gateway that had passed the request on.
 */
final class LivyWords {
  /** InteractiveSession asks for its own state before anything goes to the driver. */
  private static final Pattern NOT_RUNNING =
      Pattern.compile("^(?:java\\.lang\\.IllegalStateException: )?Session is in state \\w{1,40}$");

  /** The driver looks at the kind before it takes a statement, and at every statement again. */
  private static final Pattern NO_SUCH_KIND =
      Pattern.compile(
          "RpcException: java\\.lang\\.IllegalArgumentException:"
              + " (?:Invalid kind: |Code type should be specified)");

  private LivyWords() {}

  /**
   * Whether nothing was done. A 401 says so by its definition (RFC 9110); whatever else does not
   * come from Livy itself proves nothing.
   */
  static boolean provesNotDone(LivyAnswer answer) {
    int status = answer.status();
    if (status == 401) {
      return true;
    }
    if (status == 429 || status == LivyErrors.TOO_MANY_REQUESTS_FOR_CAPACITY) {
      return isFabrics(answer);
    }
    if (status == 500) {
      String said = said(answer);
      return NOT_RUNNING.matcher(said).matches() || NO_SUCH_KIND.matcher(said).find();
    }
    return status >= 400 && status < 500 && status != 408 && isOwn(answer);
  }

  /** The same request will be refused again. */
  static boolean isRefusedForGood(LivyAnswer answer) {
    return answer.status() == 500 && NO_SUCH_KIND.matcher(said(answer)).find();
  }

  /** "Session '3' not found.", "Statement not found" and their likes. */
  static boolean isNotFound(LivyAnswer answer) {
    return said(answer).toLowerCase(Locale.ROOT).contains("not found");
  }

  private static boolean isOwn(LivyAnswer answer) {
    return !said(answer).isEmpty() || isFabrics(answer);
  }

  /** Fabric tells what it refuses as {@code {"errorCode":…}}. */
  private static boolean isFabrics(LivyAnswer answer) {
    return json(answer) instanceof JsonObject object && object.containsKey("errorCode");
  }

  private static String said(LivyAnswer answer) {
    JsonValue body = json(answer);
    if (body instanceof JsonString text) {
      return text.getString();
    }
    return body instanceof JsonObject object
            && object.get("msg") instanceof JsonString message
            && object.size() == 1
        ? message.getString()
        : "";
  }

  private static JsonValue json(LivyAnswer answer) {
    boolean whole = answer.isWhole() && answer.mediaType().equals("application/json");
    return whole ? LivyJson.parse(answer.body()).orElse(JsonValue.NULL) : JsonValue.NULL;
  }
}
