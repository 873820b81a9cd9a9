package io.lakegate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {
  @ParameterizedTest(name = "{0} includes {1}: {2}; the lesser is {3}")
  @CsvSource({
    "VIEWERS,        VIEWERS,        true,  VIEWERS",
    "VIEWERS,        EDITORS,        false, VIEWERS",
    "VIEWERS,        ADMINISTRATORS, false, VIEWERS",
    "VIEWERS,        OPERATORS,      false, ",
    "EDITORS,        VIEWERS,        true,  VIEWERS",
    "EDITORS,        EDITORS,        true,  EDITORS",
    "EDITORS,        ADMINISTRATORS, false, EDITORS",
    "EDITORS,        OPERATORS,      false, ",
    "ADMINISTRATORS, VIEWERS,        true,  VIEWERS",
    "ADMINISTRATORS, EDITORS,        true,  EDITORS",
    "ADMINISTRATORS, ADMINISTRATORS, true,  ADMINISTRATORS",
    "ADMINISTRATORS, OPERATORS,      false, ",
    "OPERATORS,      VIEWERS,        false, ",
    "OPERATORS,      EDITORS,        false, ",
    "OPERATORS,      ADMINISTRATORS, false, ",
    "OPERATORS,      OPERATORS,      true,  OPERATORS"
  })
  void includes_the_roles_before_it_and_operators_stand_apart(
      Role role, Role other, boolean includes, Role lesser) {
    assertThat(role.includes(other)).isEqualTo(includes);
    assertThat(role.and(other).orElse(null)).isEqualTo(lesser);
  }

  @Test
  void names_itself_and_what_it_includes_in_tokens() {
    assertThat(Role.VIEWERS.titles()).containsExactly("Viewers");
    assertThat(Role.EDITORS.titles()).containsExactly("Viewers", "Editors");
    assertThat(Role.ADMINISTRATORS.titles())
        .containsExactly("Viewers", "Editors", "Administrators");
    assertThat(Role.OPERATORS.titles()).containsExactly("Operators");
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void is_found_by_its_title(Role role) {
    assertThat(Role.ofTitle(role.title())).contains(role);
  }

  @Test
  void is_not_found_by_any_other_word() {
    assertThat(Role.ofTitle("VIEWERS")).isEmpty();
    assertThat(Role.ofTitle("")).isEmpty();
    assertThat(Role.ofTitle(null)).isEmpty();
  }
}
