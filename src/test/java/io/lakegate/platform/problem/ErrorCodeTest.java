package io.lakegate.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
  @Test
  void have_a_sentence_each_and_there_is_no_other() {
    ResourceBundle sentences =
        ResourceBundle.getBundle("io.lakegate.platform.problem.errors", Locale.ENGLISH);

    assertThat(sentences.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
  }

  @Test
  void are_refusals_or_failures() {
    assertThat(ErrorCode.values()).allMatch(code -> code.status() >= 400 && code.status() < 600);
  }
}
