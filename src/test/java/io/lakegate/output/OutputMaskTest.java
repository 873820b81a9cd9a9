package io.lakegate.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputMaskTest {
  @Test
  void an_output_without_a_secret_stays_the_very_text() {
    String output = "{ \"data\" : {\"text/plain\" : \"a\\nb\"} }";

    assertThat(OutputMask.of(output)).isSameAs(output);
    assertThat(OutputMask.of(null)).isNull();
  }

  @Test
  void a_secret_in_a_text_is_hidden_and_the_output_stays_json() {
    assertThat(OutputMask.of("{\"data\":{\"text/plain\":\"a\\npassword='hunter2-x'\"}}"))
        .isEqualTo("{\"data\":{\"text/plain\":\"a\\npassword='••••••'\"}}");
  }

  @Test
  void the_name_of_a_member_makes_its_text_a_secret() {
    assertThat(OutputMask.of("{\"data\":{\"application/json\":{\"password\":\"hunter2-x\"}}}"))
        .isEqualTo("{\"data\":{\"application/json\":{\"password\":\"••••••\"}}}");
  }

  @Test
  void what_is_no_json_is_masked_as_text() {
    assertThat(OutputMask.of("password='hunter2-x'")).isEqualTo("password='••••••'");
  }
}
