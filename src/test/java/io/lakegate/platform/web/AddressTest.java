package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressTest {
  private static final Address LIST =
      Address.of("/demo/history").with("q", "a & b").with("kind", "sql");

  @Test
  void values_are_encoded() {
    assertThat(LIST).hasToString("/demo/history?q=a+%26+b&kind=sql");
  }

  @Test
  void a_link_changes_one_word_and_keeps_the_others() {
    assertThat(LIST.with("kind", "spark")).hasToString("/demo/history?q=a+%26+b&kind=spark");
  }

  @Test
  void nothing_takes_a_word_out() {
    assertThat(LIST.with("q", null).with("kind", " ")).hasToString("/demo/history");
  }

  @Test
  void a_menu_marks_the_present_choice_whatever_its_case() {
    FilterMenu menu =
        new FilterMenu.Builder("state", "State", LIST, "LOST")
            .choice("Any", null)
            .choice("Lost", "lost")
            .build();

    assertThat(menu.chosen()).isEqualTo("Lost");
    assertThat(menu.active()).isTrue();
    assertThat(menu.choices().get(0).href()).isEqualTo(LIST.toString());
    assertThat(menu.choices().get(1).href()).endsWith("&state=lost");
  }

  @Test
  void a_value_no_menu_offers_is_still_shown() {
    FilterMenu menu =
        new FilterMenu.Builder("submittedBy", "Person", LIST, "ada").choice("Any", null).build();

    assertThat(menu.chosen()).isEqualTo("ada");
  }
}
