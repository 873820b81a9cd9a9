package io.lakegate.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonException;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {
  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  @Test
  void reads_objects_arrays_and_values() {
    assertThat(BoundedJson.object("{\"a\":1}").getInt("a")).isEqualTo(1);
    assertThat(BoundedJson.array("[\"a\",\"b\"]").getValuesAs(JsonString::getString))
        .containsExactly("a", "b");
    assertThat(BoundedJson.value(" true ").toString()).isEqualTo("true");
    assertThat(BoundedJson.value("\"—\"".getBytes(StandardCharsets.UTF_8)).toString())
        .isEqualTo("\"—\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{]", "nul", "[1,2", "\"\\x\"", "1e", "{\"a\"}"})
  void refuses_what_is_no_json(String text) {
    assertThatThrownBy(() -> BoundedJson.value(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void refuses_no_text_at_all() {
    assertThatThrownBy(() -> BoundedJson.object(null)).isInstanceOf(JsonException.class);
  }

  @Test
  void refuses_a_value_of_another_type() {
    assertThatThrownBy(() -> BoundedJson.object("[]")).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> BoundedJson.array("{}")).isInstanceOf(JsonException.class);
  }

  @Test
  void reads_what_is_nested_as_deep_as_is_allowed_and_no_deeper() {
    assertThat(BoundedJson.array(nested(BoundedJson.MAX_DEPTH))).hasSize(1);
    assertThatThrownBy(() -> BoundedJson.array(nested(BoundedJson.MAX_DEPTH + 1)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("500");
    assertThatThrownBy(
            () ->
                BoundedJson.value(
                    nested(BoundedJson.MAX_DEPTH + 1).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void counts_no_bracket_within_a_text() {
    String brackets = "[".repeat(BoundedJson.MAX_DEPTH + 1);

    assertThat(BoundedJson.array("[\"" + brackets + "\"]").getString(0)).isEqualTo(brackets);
    assertThat(BoundedJson.array("[\"\\\"" + brackets + "\\\\\"]").getString(0))
        .isEqualTo("\"" + brackets + "\\");
  }

  @Test
  void counts_a_bracket_after_a_text_that_ends_with_an_escape() {
    String text = "[\"\\\\\"," + nested(BoundedJson.MAX_DEPTH) + "]";

    assertThatThrownBy(() -> BoundedJson.array(text))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("500");
  }

  @Test
  void forgets_what_is_closed() {
    assertThat(BoundedJson.array("[" + "[],".repeat(BoundedJson.MAX_DEPTH) + "1]"))
        .hasSize(BoundedJson.MAX_DEPTH + 1);
  }
}
