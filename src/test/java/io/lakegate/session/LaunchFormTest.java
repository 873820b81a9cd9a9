package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.form.TestForms;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchFormTest {
  private static LaunchForm named(String name) {
    LaunchForm form = new LaunchForm();
    form.setProfileId(new UUID(0, 1));
    form.setName(name);
    return form;
  }

  @Test
  void leaves_out_the_spaces_around_a_name() {
    assertThat(named("  nightly run\u3000").getName()).isEqualTo("nightly run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\u3000"})
  void a_blank_name_is_none_so_that_the_session_is_called_as_its_profile(String name) {
    assertThat(named(name).getName()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00A0", "run\u00A0", "nightly\u00A0run", "nightly\u200Brun"})
  void refuses_a_character_that_nobody_sees_or_tells_from_a_space(String name) {
    assertThat(TestForms.problems(named(name))).containsOnlyKeys("name");
  }
}
