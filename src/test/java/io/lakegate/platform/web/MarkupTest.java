package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarkupTest {
  private final Markup markup = new Markup("/acme", "/acme/icons.svg?ln=lakegate&v=1");

  @Test
  void text_and_values_cannot_become_markup() {
    markup.open("a", "title", "\"><script>").text("<script> & \"'").close("a");

    assertThat(markup)
        .hasToString("<a title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt; &amp; &quot;'</a>");
  }

  @Test
  void what_has_no_value_is_left_out() {
    markup.open("a", "rel", null, "href", "/").text(null).close("a");

    assertThat(markup).hasToString("<a href=\"/\"></a>");
  }

  @Test
  void a_state_is_an_icon_and_a_word() {
    markup.stateChip("AVAILABLE", "ERROR");

    assertThat(markup)
        .hasToString(
            "<span class=\"chip\" data-state=\"AVAILABLE\" data-tone=\"failed\">"
                + "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\">"
                + "<use href=\"/acme/icons.svg?ln=lakegate&amp;v=1#error\"></use></svg>"
                + "Error</span>");
  }

  @Test
  void a_time_says_utc_and_carries_the_exact_moment() {
    Instant noon = Instant.parse("2026-11-22T12:00:00.5Z");

    markup.time(Texts.time(noon), "datetime", noon);

    assertThat(markup)
        .hasToString(
            "<time class=\"nowrap\" datetime=\"2026-11-22T12:00:00.500Z\">2026-11-22 12:00 UTC"
                + "</time>");
  }
}
