package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private static final List<String> NAMES =
      List.of("contoso", "Contoso Data & Söhne", "ada.lovelace@contoso.com", "Ada Lovelace");

  private static String problem(String password) {
    return PasswordRules.problem(password, NAMES).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "elevenchars", "ﬀﬀﬀﬀﬀ", "🐋🐋🐋🐋🐋🐋🐋🐋🐋🐋🐋"})
  void refuses_what_is_shorter_than_twelve_characters(String password) {
    assertThat(problem(password)).isEqualTo("Use 12 to 200 characters.");
  }

  @Test
  void refuses_what_is_longer_than_two_hundred_characters_however_it_is_written() {
    assertThat(problem("correct horse ".repeat(15))).isEqualTo("Use 12 to 200 characters.");
    assertThat(problem("\uFDFA".repeat(100))).isEqualTo("Use 12 to 200 characters.");
    assertThat(problem("x".repeat(1_000_000))).isEqualTo("Use 12 to 200 characters.");
  }

  @Test
  void refuses_control_characters_and_half_a_character() {
    assertThat(problem("correct\nhorse battery")).isEqualTo("Use no control characters.");
    assertThat(problem("correct\uD83Dhorse battery")).isEqualTo("Use no control characters.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaa",
        "abababababab",
        "abcabcabcabc",
        "123412341234",
        "xyzzy!xyzzy!xyzzy!",
        "qzjvwqzjvwqzjvw",
        "kqzjvwxhfbmkqzjvwxhfbm",
        "123456789012",
        "098765432109",
        "abcdefghijkl",
        "zyxwvutsrqponm",
        "qwertyuiop123",
        "QWERTYUIOPasdfghjkl",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "111122223333",
        "123456789183",
        "asdfghjklqwerty"
      })
  void refuses_repeated_characters_and_rows(String password) {
    assertThat(problem(password)).startsWith("This repeats");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234", "Password2026!", "P@ssw0rd1234!", "passwordpassword1", "passw0rdpassw0rd!",
        "ADMINISTRATOR", "administrator1", "letmein12345", "LetMeIn!LetMeIn?", "welcome-welcome2",
        "Welcome2Summer!", "changeme1234", "changeme.changeme.1", "iloveyou1234", "!!!iloveyou!!!",
        "qwerty123456!", "Willkommen2026", "Sommer2026!!", "december-2026", "trustno1trustno2",
        "manchester2026", "ｐａｓｓｗｏｒｄ１２３４", "1234password5678", "baseballbaseball1"
      })
  void refuses_common_passwords_in_their_many_forms(String password) {
    assertThat(problem(password)).as(password).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lakegate1234",
        "Lakegate-2026!",
        "1a2lakegate99",
        "L4k3g4t3-2026",
        "contoso-12345",
        "Contoso2026!!",
        "ContosoContoso1",
        "contoso.lakegate",
        "lovelace!!2026",
        "AdaLovelace12",
        "ada.lovelace@contoso.com",
        "sohne-sohne-sohne1",
        "SÖHNE_2026_SÖHNE",
        "contoso password",
        "lakegatepassword"
      })
  void refuses_the_names_of_person_organisation_and_product(String password) {
    assertThat(problem(password)).as(password).isNotEmpty();
  }

  @Test
  void says_which_name_it_is() {
    assertThat(problem("Lakegate-2026!")).contains("(lakegate)");
    assertThat(problem("contoso.lakegate")).contains("a name that others know");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery",
        "another password",
        "canary-password-2",
        "x7#kQ9!2mZ$w4",
        "7391056288437",
        "viele kleine blaue wale",
        "鯨は海を渡る夜の星と風と歌",
        "пять белых китов в море",
        "three contoso whales sing",
        "kQ9zpassword7mXw",
        "tinker tailor soldier",
        "elevenchars and more"
      })
  void takes_any_other_of_whatever_characters(String password) {
    assertThat(problem(password)).as(password).isEmpty();
  }

  @Test
  void takes_a_very_common_short_name_for_no_reason_to_refuse() {
    assertThat(PasswordRules.problem("blue whale adventure", List.of("al", "a", ""))).isEmpty();
  }
}
