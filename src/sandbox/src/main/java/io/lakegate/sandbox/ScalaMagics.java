package io.lakegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.tools.nsc.interpreter.IMain;

/** Livy's magics for Scala, {@code %json} and {@code %table}: a variable as data, not as text. */
class ScalaMagics {

  /** Livy shows only so much of an RDD. */
  private static final int RDD_ROWS = 10;

  private final IMain scala;

  ScalaMagics(IMain scala) {
    this.scala = scala;
  }

  Execution execute(String magic, String name) {
    if (!magic.equals("json") && !magic.equals("table")) {
      return failed("UnknownMagic", "Unknown magic command " + magic);
    }
    Option<Object> value = scala.valueOfTerm(name);
    if (value.isEmpty()) {
      return failed("NameError", "Value " + name + " does not exist");
    }
    JsonNode json;
    try {
      json =
          ScalaJson.decompose(value.get() instanceof RDD<?> rdd ? rdd.take(RDD_ROWS) : value.get());
    } catch (RuntimeException e) {
      return failed("ValueError", "Failed to convert value into a JSON value");
    }
    return magic.equals("json") ? Execution.Ok.of("application/json", json) : table(json);
  }

  private static Execution table(JsonNode value) {
    Map<String, String> headers = new LinkedHashMap<>();
    ArrayNode data = JsonNodeFactory.instance.arrayNode();
    for (JsonNode row : value.isArray() ? value : List.of(value)) {
      ArrayNode cells = data.addArray();
      for (Map.Entry<String, JsonNode> column : columns(row).entrySet()) {
        String type = type(column.getValue());
        String known = headers.putIfAbsent(column.getKey(), type);
        if (type == null || known != null && !known.equals(type)) {
          return failed("TypeError", "table rows have different types");
        }
        cells.add(column.getValue());
      }
    }
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    ArrayNode header = table.putArray("headers");
    headers.forEach((name, type) -> header.addObject().put("type", type).put("name", name));
    table.set("data", data);
    return Execution.Ok.of("application/vnd.livy.table.v1+json", table);
  }

  private static Map<String, JsonNode> columns(JsonNode row) {
    Map<String, JsonNode> columns = new LinkedHashMap<>();
    if (row.isObject()) {
      row.properties().forEach(field -> columns.put(field.getKey(), field.getValue()));
    } else if (row.isArray()) {
      for (int i = 0; i < row.size(); i++) {
        columns.put(Integer.toString(i), row.get(i));
      }
    } else {
      columns.put("0", row);
    }
    return columns;
  }

  /** Livy's name of a cell's type, or null when its parts are of several types. */
  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> "BOOLEAN_TYPE";
      case STRING -> "STRING_TYPE";
      case NUMBER -> value.isIntegralNumber() ? "BIGINT_TYPE" : "DOUBLE_TYPE";
      case ARRAY -> ofOneType(value) ? "ARRAY_TYPE" : null;
      case OBJECT -> ofOneType(value) ? "MAP_TYPE" : null;
      default -> "NULL_TYPE";
    };
  }

  private static boolean ofOneType(JsonNode parts) {
    return parts.valueStream().map(part -> String.valueOf(type(part))).distinct().count() <= 1;
  }

  private static Execution failed(String ename, String evalue) {
    return new Execution.Failed(ename, evalue, List.of());
  }
}
