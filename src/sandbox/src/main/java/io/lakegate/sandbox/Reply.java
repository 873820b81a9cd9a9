package io.lakegate.sandbox;

import java.util.Map;

/**
 * One answer: a status, a body to be written as JSON unless it is written already (null for none),
 * further headers.
 */
record Reply(int status, Object body, Map<String, String> headers) {

  byte[] bytes() {
    if (body instanceof byte[] written) {
      return written;
    }
    return body == null ? new byte[0] : Json.bytes(body);
  }

  static Reply ok(Object body) {
    return new Reply(200, body, Map.of());
  }

  static Reply created(Object body, String location) {
    return new Reply(201, body, Map.of("Location", location));
  }

  static Reply noContent() {
    return new Reply(204, null, Map.of());
  }

  static Reply message(String message) {
    return ok(Map.of("msg", message));
  }

  /** Neither Livy's 404 for an unknown path nor its 405 has a body. */
  static Reply unknownPath() {
    return new Reply(404, null, Map.of("Content-Type", "text/html;charset=utf-8"));
  }

  static Reply notAllowed(String allowed) {
    return new Reply(405, null, Map.of("Allow", allowed));
  }
}
