package io.lakegate.platform.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {
  private record Form(@Name String name, @Visible String remark) {}

  private static String problem(String name) {
    return TestForms.problems(new Form(name, null)).getOrDefault("name", "");
  }

  @ParameterizedTest(name = "U+{0}")
  @ValueSource(
      strings = {
        "0000", "0007", "000A", "007F", "0085", "00A0", "00AD", "034F", "061C", "115F", "1160",
        "1680", "17B4", "2000", "2003", "2007", "2009", "200A", "202F", "205F", "180E", "180B",
        "200B", "200C", "200D", "200E", "200F", "2028", "2029", "202A", "202B", "202C", "202D",
        "202E", "2060", "2061", "2064", "2066", "2067", "2068", "2069", "206A", "206F", "2800",
        "3164", "D83D", "E000", "FE0F", "FEFF", "FFA0", "FFF9", "FFFE", "1D173", "E0001", "E0041",
        "E0100", "10FFFF"
      })
  void refuses_a_character_nobody_sees_and_says_which(String code) {
    String character = new String(Character.toChars(Integer.parseInt(code, 16)));

    assertThat(problem("ad" + character + "min")).contains("U+" + code).startsWith("Leave out");
    assertThat(TestForms.problems(new Form("admin", "a" + character + "b")).get("remark"))
        .contains("U+" + code);
  }

  @Test
  void says_what_the_character_is_called() {
    assertThat(problem("a\u202Eb")).contains("U+202E (right-to-left override)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sandbox",
        "x",
        "Müller & Söhne",
        "e\u0301tude",
        "山田　太郎",
        "مخزن البيانات",
        "עברית",
        "हिन्दी",
        "🐋 whales",
        "\uD83E\uDEE0",
        "a - b (2)",
        "${x} {y} \\"
      })
  void takes_names_of_all_scripts(String name) {
    assertThat(problem(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00A0", "\u3000", " a", "a ", "\u2003a", "a\u00A0"})
  void refuses_none_and_spaces_of_any_kind_around_it(String name) {
    assertThat(problem(name))
        .isEqualTo("Give a name of 1 to 100 characters on one line, without spaces around it.");
  }

  @ParameterizedTest
  @CsvSource({"100, true", "101, false"})
  void has_at_most_a_hundred_characters(int length, boolean taken) {
    assertThat(problem("x".repeat(length)).isEmpty()).isEqualTo(taken);
  }

  @Test
  void is_not_left_out() {
    assertThat(problem(null)).startsWith("Give a name");
  }
}
