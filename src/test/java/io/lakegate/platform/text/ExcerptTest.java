package io.lakegate.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void a_text_is_cut_between_characters() {
    assertThat(Excerpt.start("ab🐘", 3)).isEqualTo("ab");
    assertThat(Excerpt.start("ab🐘", 4)).isEqualTo("ab🐘");
    assertThat(Excerpt.start("a🐘b", 3)).isEqualTo("a🐘");
    assertThat(Excerpt.start("🐘", 0)).isEmpty();
    assertThat(Excerpt.start(null, 3)).isNull();
  }

  @Test
  void a_shortened_text_says_that_it_is_one() {
    assertThat(Excerpt.shortened("abcdef", 4)).isEqualTo("abc…");
    assertThat(Excerpt.shortened("a🐘cdef", 3)).isEqualTo("a…");
    assertThat(Excerpt.shortened("abcd", 4)).isEqualTo("abcd");
  }

  @Test
  void half_of_a_pair_that_came_alone_stays() {
    assertThat(Excerpt.start("a\uD83Dbc", 2)).isEqualTo("a\uD83D");
  }
}
