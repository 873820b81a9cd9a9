package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an interpreter made of a piece of code. */
sealed interface Execution {

  /** The {@code output} of a statement that ended so. */
  ObjectNode output(int executionCount);

  /** Results by MIME type. */
  record Ok(Map<String, JsonNode> data) implements Execution {

    static Ok text(String text) {
      return new Ok(Map.of("text/plain", JsonNodeFactory.instance.textNode(text)));
    }

    static Ok of(String mimeType, JsonNode value) {
      return new Ok(Map.of(mimeType, value));
    }

    boolean isText() {
      return data.containsKey("text/plain");
    }

    String text() {
      return isText() ? data.get("text/plain").asText() : "";
    }

    @Override
    public ObjectNode output(int executionCount) {
      ObjectNode output = JsonNodeFactory.instance.objectNode();
      output.put("status", "ok").put("execution_count", executionCount);
      output.putObject("data").setAll(new LinkedHashMap<>(data));
      return output;
    }
  }

  record Failed(String ename, String evalue, List<String> traceback) implements Execution {

    @Override
    public ObjectNode output(int executionCount) {
      ObjectNode output = JsonNodeFactory.instance.objectNode();
      output.put("status", "error").put("execution_count", executionCount);
      output.put("ename", ename).put("evalue", evalue);
      traceback.forEach(output.putArray("traceback")::add);
      return output;
    }
  }

  /** Code that ends in the middle of something. */
  record Incomplete() implements Execution {

    @Override
    public ObjectNode output(int executionCount) {
      return new Failed("Error", "incomplete statement", List.of()).output(executionCount);
    }
  }

  /**
   * The interpreter is gone, and with it the session's state: the session goes to {@code error}.
   */
  record Aborted(String message) implements Execution {

    @Override
    public ObjectNode output(int executionCount) {
      return new Failed("Error", "Interpreter died:\n" + message, List.of()).output(executionCount);
    }
  }
}
