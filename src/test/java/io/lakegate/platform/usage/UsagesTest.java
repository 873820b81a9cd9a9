package io.lakegate.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsagesTest {
  @Test
  void names_one_two_and_several() {
    assertThat(Usages.inWords(List.of("a"))).isEqualTo("a");
    assertThat(Usages.inWords(List.of("a", "b"))).isEqualTo("a and b");
    assertThat(Usages.inWords(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }

  @Test
  void says_that_there_are_more_than_it_names() {
    assertThat(Usages.inWords(List.of("a", "b", "c", "d", "e", "f", "g")))
        .isEqualTo("a, b, c, d, e and more");
  }
}
