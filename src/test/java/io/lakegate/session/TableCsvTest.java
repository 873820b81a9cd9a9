package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableCsvTest {
  @Test
  void a_sql_result_is_written_with_its_columns_and_null_as_nothing() {
    String output =
        """
        {"status":"ok","data":{"application/json":{
          "schema":{"type":"struct","fields":[{"name":"a","type":"integer"},{"name":"b","type":"string"}]},
          "data":[[1,"x, y"],[2,null]]}}}
        """;

    assertThat(TableCsv.of(output)).contains("a,b\r\n1,\"x, y\"\r\n2,\r\n");
  }

  @Test
  void a_table_of_the_table_magic_is_written_with_its_headers() {
    String output =
        """
        {"data":{"application/vnd.livy.table.v1+json":{
          "headers":[{"name":"n","type":"BIGINT_TYPE"}],"data":[[-7]]}}}
        """;

    assertThat(TableCsv.of(output)).contains("n\r\n-7\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"text/plain\":\"42\"}}",
        "{\"ename\":\"Error\"}",
        "{\"data\":{\"application/json\":{\"data\":7}}}",
        "no json"
      })
  void what_has_no_table_gives_none(String output) {
    assertThat(TableCsv.of(output)).isEmpty();
  }
}
