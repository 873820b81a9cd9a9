package io.lakegate.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * SQL as Livy's SQLInterpreter runs it: one statement, its first rows by position, and no word
 * about rows that were left out.
 */
class SqlInterpreter implements Interpreter {

  private final SparkWork work;
  private final SparkSession spark;
  private final int maxRows;

  SqlInterpreter(SparkWork work, SparkSession spark, int maxRows) {
    this.work = work;
    this.spark = spark;
    this.maxRows = maxRows;
  }

  @Override
  public Execution execute(int statementId, String code) {
    work.enter(statementId);
    try {
      Dataset<Row> result = spark.sql(code);
      ObjectNode table = Json.MAPPER.createObjectNode();
      table.set("schema", Json.MAPPER.readTree(result.schema().json()));
      ArrayNode data = table.putArray("data");
      Row[] rows = (Row[]) result.take(maxRows);
      for (Row row : rows) {
        data.add(cells(row));
      }
      return Execution.Ok.of("application/json", table);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (Throwable e) {
      List<String> trace = Arrays.stream(e.getStackTrace()).map(Object::toString).toList();
      return new Execution.Failed("Error", e.getMessage(), trace);
    }
  }

  private static JsonNode cells(Row row) {
    Object[] cells = new Object[row.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(row.get(i));
    }
    return ScalaJson.decompose(cells);
  }

  /** The two types Livy converts itself; all others are left to json4s. */
  private static Object cell(Object value) {
    if (value instanceof BigDecimal decimal) {
      return new scala.math.BigDecimal(decimal);
    }
    return value instanceof Date date ? date.toString() : value;
  }

  @Override
  public boolean cancelJobs(int statementId) {
    return work.cancelJobs(statementId);
  }

  @Override
  public double progress(int statementId) {
    return work.progress(statementId);
  }

  @Override
  public void close() {
    // The Spark session is the Livy session's, which closes it.
  }
}
