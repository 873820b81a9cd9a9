package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** An answer that is not what was asked for, in the two JSON shapes Livy's errors have. */
class Refusal extends RuntimeException {

  private final int status;
  private final transient JsonNode body;

  private Refusal(int status, String message, JsonNode body) {
    super(message);
    this.status = status;
    this.body = body;
  }

  /** An error that Livy handles itself: {@code {"msg": …}}. */
  static Refusal withMsg(int status, String message) {
    return new Refusal(status, message, JsonNodeFactory.instance.objectNode().put("msg", message));
  }

  /** An error that reaches Livy's servlet as an exception, or as a plain text: a JSON string. */
  static Refusal bare(int status, String message) {
    return new Refusal(status, message, JsonNodeFactory.instance.textNode(message));
  }

  /** What the driver refuses comes back through Livy's RPC as a 500 with its stack trace. */
  static Refusal fromDriver(RuntimeException cause) {
    StringBuilder text =
        new StringBuilder(
            "java.util.concurrent.ExecutionException: org.apache.livy.rsc.rpc.RpcException: "
                + cause);
    for (StackTraceElement element : cause.getStackTrace()) {
      text.append("\n\tat ").append(element);
    }
    return bare(500, text.append('\n').toString());
  }

  static Refusal notFound(String idOrName) {
    return withMsg(404, "Session '" + idOrName + "' not found.");
  }

  /** What Livy says to a parameter or a path that should be a number. */
  static Refusal notANumber(String text) {
    return withMsg(400, "For input string: \"" + text + "\"");
  }

  int status() {
    return status;
  }

  JsonNode body() {
    return body;
  }
}
