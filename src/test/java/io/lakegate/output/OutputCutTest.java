package io.lakegate.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.RemoteOutput;
import io.lakegate.backend.RowLimit;
import io.lakegate.platform.json.BoundedJson;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputCutTest {
  private static final int ROOMY = 16 << 20;

  private static RemoteOutput text(String text) {
    return new RemoteOutput(
        "ok", 0, Json.createObjectBuilder().add("text/plain", text).build(), null, null, List.of());
  }

  private static RowLimit rows(int limit) {
    return new RowLimit("livy.rsc.sql.num-rows", limit);
  }

  private static RemoteOutput table(int rows) {
    JsonArrayBuilder data = Json.createArrayBuilder();
    for (int row = 0; row < rows; row++) {
      data.add(Json.createArrayBuilder().add(row).add("name of " + row));
    }
    JsonObject table =
        Json.createObjectBuilder()
            .add("schema", Json.createObjectBuilder().add("type", "struct"))
            .add("data", data)
            .build();
    return new RemoteOutput(
        "ok",
        0,
        Json.createObjectBuilder().add("application/json", table).build(),
        null,
        null,
        List.of());
  }

  private static JsonObject parsed(OutputCut cut) {
    return BoundedJson.object(cut.json());
  }

  @Test
  void keeps_a_small_output_whole_and_in_livys_words() {
    OutputCut cut = OutputCut.of(text("2"), rows(1000), ROOMY);

    assertThat(cut.limit()).isNull();
    assertThat(cut.json())
        .isEqualTo("{\"status\":\"ok\",\"execution_count\":0,\"data\":{\"text/plain\":\"2\"}}");
  }

  @Test
  void keeps_an_error_with_its_traceback() {
    RemoteOutput error =
        new RemoteOutput("error", 3, null, "NameError", "no x", List.of("a\n", "b"));

    OutputCut cut = OutputCut.of(error, rows(1000), ROOMY);

    assertThat(parsed(cut).getString("ename")).isEqualTo("NameError");
    assertThat(parsed(cut).getJsonArray("traceback")).hasSize(2);
  }

  @Test
  void exactly_the_backends_row_limit_was_probably_cut_there() {
    OutputCut cut = OutputCut.of(table(1000), rows(1000), ROOMY);

    assertThat(cut.limit()).isEqualTo("livy.rsc.sql.num-rows");
    assertThat(cut.kept()).isEqualTo(1000);
  }

  @Test
  void one_row_less_is_the_whole_result() {
    assertThat(OutputCut.of(table(999), rows(1000), ROOMY).limit()).isNull();
  }

  @Test
  void a_text_beyond_our_limit_keeps_its_beginning_and_says_so() {
    OutputCut cut = OutputCut.of(text("a".repeat(100_000)), rows(1000), 20_000);

    assertThat(cut.limit()).isEqualTo("lakegate.statement.max-output");
    assertThat(cut.json()).hasSizeLessThanOrEqualTo(20_000);
    assertThat(parsed(cut).getJsonObject("data").getString("text/plain")).startsWith("aaaa");
  }

  @Test
  void a_text_of_nothing_but_escapes_still_fits() {
    OutputCut cut = OutputCut.of(text("\u0001".repeat(100_000)), rows(1000), 20_000);

    assertThat(cut.json()).hasSizeLessThanOrEqualTo(20_000);
  }

  @Test
  void a_table_beyond_our_limit_keeps_its_first_rows() {
    OutputCut cut = OutputCut.of(table(5000), rows(10_000), 50_000);

    JsonObject table = parsed(cut).getJsonObject("data").getJsonObject("application/json");
    assertThat(cut.limit()).isEqualTo("lakegate.statement.max-output");
    assertThat(cut.json()).hasSizeLessThanOrEqualTo(50_000);
    assertThat(table.getJsonArray("data")).hasSizeBetween(500, 4999);
    assertThat(table.getJsonArray("data").getJsonArray(0).getInt(0)).isZero();
  }

  @Test
  void an_image_beyond_our_limit_is_left_out_rather_than_broken() {
    RemoteOutput image =
        new RemoteOutput(
            "ok",
            0,
            Json.createObjectBuilder().add("image/png", "A".repeat(100_000)).build(),
            null,
            null,
            List.of());

    OutputCut cut = OutputCut.of(image, rows(1000), 20_000);

    assertThat(cut.limit()).isEqualTo("lakegate.statement.max-output");
    assertThat(parsed(cut).getJsonObject("data")).isEmpty();
  }

  private static RemoteOutput data(String type, JsonValue value) {
    return new RemoteOutput(
        "ok", 0, Json.createObjectBuilder().add(type, value).build(), null, null, List.of());
  }

  private static int bytes(OutputCut cut) {
    return cut.json().getBytes(StandardCharsets.UTF_8).length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ž", "日", "🐘", "\"", "\n", "\u0001", "\u0085", "a🐘"})
  void a_text_keeps_nearly_as_many_bytes_as_the_limit_says_and_whole_characters(String piece) {
    String text = piece.repeat(100_000);

    OutputCut cut = OutputCut.of(text(text), rows(1000), 50_000);

    String kept = parsed(cut).getJsonObject("data").getString("text/plain");
    assertThat(bytes(cut)).isBetween(47_000, 50_000);
    assertThat(text).startsWith(kept);
    assertThat(kept.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    assertThat(cut.kept()).isEqualTo(kept.codePointCount(0, kept.length()));
  }

  @Test
  void the_limit_counts_bytes_and_not_characters() {
    assertThat(OutputCut.of(text("日".repeat(10_000)), rows(1000), 25_000).limit()).isNotNull();
    assertThat(OutputCut.of(text("日".repeat(10_000)), rows(1000), 31_000).limit()).isNull();
    assertThat(OutputCut.of(text("a".repeat(24_000)), rows(1000), 25_000).limit()).isNull();
  }

  @Test
  void the_size_of_a_value_is_that_of_its_json_in_utf_8() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x3000; c++) {
      all.append((char) c);
    }
    String text = all.append("🐘").toString();

    String json = Json.createValue(text).toString();

    assertThat(JsonSize.of(text)).isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/vnd.livy.table.v1+json", "x/table"})
  void a_table_of_every_media_type_keeps_its_first_whole_rows(String type) {
    JsonObject table =
        Json.createObjectBuilder(table(5000).data().getJsonObject("application/json"))
            .remove("schema")
            .add("headers", Json.createArrayBuilder().add("a").add("b"))
            .build();

    OutputCut cut = OutputCut.of(data(type, table), rows(10_000), 50_000);

    JsonObject kept = parsed(cut).getJsonObject("data").getJsonObject(type);
    assertThat(bytes(cut)).isBetween(47_000, 50_000);
    assertThat(kept.getJsonArray("headers")).hasSize(2);
    assertThat(kept.getJsonArray("data"))
        .isEqualTo(table.getJsonArray("data").subList(0, kept.getJsonArray("data").size()));
    assertThat(cut.kept()).isGreaterThan(40_000);
  }

  @Test
  void a_table_with_labels_beside_its_rows_keeps_as_many_of_both() {
    JsonArrayBuilder labels = Json.createArrayBuilder();
    for (int i = 0; i < 5000; i++) {
      labels.add("label " + i);
    }
    JsonObject split =
        Json.createObjectBuilder(table(5000).data().getJsonObject("application/json"))
            .add("index", labels)
            .build();

    JsonObject kept =
        parsed(OutputCut.of(data("application/json", split), rows(10_000), 50_000))
            .getJsonObject("data")
            .getJsonObject("application/json");

    assertThat(kept.getJsonArray("data")).hasSizeGreaterThan(800);
    assertThat(kept.getJsonArray("index")).hasSameSizeAs(kept.getJsonArray("data"));
  }

  @Test
  void a_json_list_keeps_its_first_whole_items() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    for (int i = 0; i < 200; i++) {
      items.add("x".repeat(1000));
    }

    OutputCut cut = OutputCut.of(data("application/json", items.build()), rows(1000), 50_000);

    assertThat(parsed(cut).getJsonObject("data").getJsonArray("application/json")).hasSize(47);
  }

  @Test
  void other_json_keeps_its_beginning_as_text() {
    JsonObject object = Json.createObjectBuilder().add("a", "x".repeat(100_000)).build();

    OutputCut cut = OutputCut.of(data("application/json", object), rows(1000), 50_000);

    assertThat(parsed(cut).getJsonObject("data").getString("application/json"))
        .startsWith("{\"a\":\"xxx")
        .hasSizeGreaterThan(47_000);
  }

  @Test
  void a_table_whose_first_row_is_too_large_keeps_its_beginning_as_text() {
    JsonObject table =
        Json.createObjectBuilder()
            .add("headers", Json.createArrayBuilder().add("a"))
            .add(
                "data",
                Json.createArrayBuilder().add(Json.createArrayBuilder().add("x".repeat(100_000))))
            .build();

    OutputCut cut = OutputCut.of(data("application/json", table), rows(1000), 50_000);

    assertThat(parsed(cut).getJsonObject("data").getString("application/json")).contains("xxx");
  }

  @Test
  void a_long_error_keeps_nearly_as_much_of_its_message_or_traceback() {
    RemoteOutput message =
        new RemoteOutput("error", 1, null, "E", "🐘".repeat(50_000), List.of("a\n", "b"));
    List<String> lines = Collections.nCopies(5000, "  File \"x\", line 1\n");
    RemoteOutput traceback = new RemoteOutput("error", 1, null, "E", "v", lines);

    assertThat(bytes(OutputCut.of(message, rows(1000), 50_000))).isBetween(47_000, 50_000);
    assertThat(bytes(OutputCut.of(traceback, rows(1000), 50_000))).isBetween(47_000, 50_000);
  }
}
