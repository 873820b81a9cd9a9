package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.client.livy.LivyOutput;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputCutTest {
  private static final int ROOMY = 16 << 20;

  private static LivyOutput text(String text) {
    return new LivyOutput(
        "ok", 0, Json.createObjectBuilder().add("text/plain", text).build(), null, null, List.of());
  }

  private static LivyOutput table(int rows) {
    JsonArrayBuilder data = Json.createArrayBuilder();
    for (int row = 0; row < rows; row++) {
      data.add(Json.createArrayBuilder().add(row).add("name of " + row));
    }
    JsonObject table =
        Json.createObjectBuilder()
            .add("schema", Json.createObjectBuilder().add("type", "struct"))
            .add("data", data)
            .build();
    return new LivyOutput(
        "ok",
        0,
        Json.createObjectBuilder().add("application/json", table).build(),
        null,
        null,
        List.of());
  }

  private static JsonObject parsed(OutputCut cut) {
    return Json.createReader(new StringReader(cut.json())).readObject();
  }

  @Test
  void keeps_a_small_output_whole_and_in_livys_words() {
    OutputCut cut = OutputCut.of(text("2"), 1000, ROOMY);

    assertThat(cut.limit()).isNull();
    assertThat(cut.json())
        .isEqualTo("{\"status\":\"ok\",\"execution_count\":0,\"data\":{\"text/plain\":\"2\"}}");
  }

  @Test
  void keeps_an_error_with_its_traceback() {
    LivyOutput error = new LivyOutput("error", 3, null, "NameError", "no x", List.of("a\n", "b"));

    OutputCut cut = OutputCut.of(error, 1000, ROOMY);

    assertThat(parsed(cut).getString("ename")).isEqualTo("NameError");
    assertThat(parsed(cut).getJsonArray("traceback")).hasSize(2);
  }

  @Test
  void exactly_the_backends_row_limit_was_probably_cut_there() {
    OutputCut cut = OutputCut.of(table(1000), 1000, ROOMY);

    assertThat(cut.limit()).isEqualTo("livy.rsc.sql.num-rows");
    assertThat(cut.kept()).isEqualTo(1000);
  }

  @Test
  void one_row_less_is_the_whole_result() {
    assertThat(OutputCut.of(table(999), 1000, ROOMY).limit()).isNull();
  }

  @Test
  void a_text_beyond_our_limit_keeps_its_beginning_and_says_so() {
    OutputCut cut = OutputCut.of(text("a".repeat(100_000)), 1000, 20_000);

    assertThat(cut.limit()).isEqualTo("lakegate.statement.max-output");
    assertThat(cut.json()).hasSizeLessThanOrEqualTo(20_000);
    assertThat(parsed(cut).getJsonObject("data").getString("text/plain")).startsWith("aaaa");
  }

  @Test
  void a_text_of_nothing_but_escapes_still_fits() {
    OutputCut cut = OutputCut.of(text("\u0001".repeat(100_000)), 1000, 20_000);

    assertThat(cut.json()).hasSizeLessThanOrEqualTo(20_000);
  }

  @Test
  void a_table_beyond_our_limit_keeps_its_first_rows() {
    OutputCut cut = OutputCut.of(table(5000), 10_000, 50_000);

    JsonObject table = parsed(cut).getJsonObject("data").getJsonObject("application/json");
    assertThat(cut.limit()).isEqualTo("lakegate.statement.max-output");
    assertThat(cut.json()).hasSizeLessThanOrEqualTo(50_000);
    assertThat(table.getJsonArray("data")).hasSizeBetween(500, 4999);
    assertThat(table.getJsonArray("data").getJsonArray(0).getInt(0)).isZero();
  }

  @Test
  void an_image_beyond_our_limit_is_left_out_rather_than_broken() {
    LivyOutput image =
        new LivyOutput(
            "ok",
            0,
            Json.createObjectBuilder().add("image/png", "A".repeat(100_000)).build(),
            null,
            null,
            List.of());

    OutputCut cut = OutputCut.of(image, 1000, 20_000);

    assertThat(cut.limit()).isEqualTo("lakegate.statement.max-output");
    assertThat(parsed(cut).getJsonObject("data")).isEmpty();
  }
}
