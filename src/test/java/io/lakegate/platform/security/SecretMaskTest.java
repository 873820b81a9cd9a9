package io.lakegate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private static final int MIB = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl",
        "dapi0123456789abcdef0123456789abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_0123456789abcdefghij0123456789abcdef"
      })
  void hides_the_whole_of_what_is_a_secret_by_its_shape(String secret) {
    assertThat(SecretMask.of("x = '" + secret + "'")).isEqualTo("x = '••••••'");
  }

  @Test
  void leaves_what_says_which_kind_of_secret_it_was() {
    assertThat(SecretMask.of("Authorization: Bearer abc.def-ghi_jkl"))
        .isEqualTo("Authorization: Bearer ••••••");
    assertThat(SecretMask.of("?sv=2024&sig=aBcDeFgHiJkLmNoPqRsTuVwXyZ%3D&x=1"))
        .isEqualTo("?sv=2024&sig=••••••&x=1");
    assertThat(SecretMask.of("AccountName=a;AccountKey=c2VjcmV0;End=b"))
        .isEqualTo("AccountName=a;AccountKey=••••••;End=b");
    assertThat(SecretMask.of("jdbc:x?user=ada&password=hunter2&ssl=true"))
        .isEqualTo("jdbc:x?user=ada&password=••••••&ssl=true");
    assertThat(SecretMask.of("connect(password = \"hunter2\")"))
        .isEqualTo("connect(password = \"••••••\")");
    assertThat(SecretMask.of("{\"password\": \"hunter2\"}"))
        .isEqualTo("{\"password\": \"••••••\"}");
  }

  @Test
  void hides_a_private_key_over_all_its_lines() {
    assertThat(
            SecretMask.of(
                "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nb"))
        .startsWith("a\n-----BEGIN RSA PRIVATE KEY-----••••••")
        .doesNotContain("MIIE", "abc=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select password, bearer from accounts",
        "the bearer of this letter",
        "password = getpass()",
        "config = load('sig')",
        "eyJ is how a token begins",
        "DAPI and AKIA",
        "class Ghp_x"
      })
  void leaves_code_that_only_speaks_of_secrets(String code) {
    assertThat(SecretMask.of(code)).isEqualTo(code);
  }

  @Test
  void hides_the_value_of_a_setting_by_its_name() {
    assertThat(SecretMask.ofSetting("fs.azure.account.key", "x")).isEqualTo("••••••");
    assertThat(SecretMask.ofSetting("spark.executor.memory", "2g")).isEqualTo("2g");
    assertThat(SecretMask.ofSetting("url", "jdbc:x?password=y1"))
        .isEqualTo("jdbc:x?password=••••••");
    assertThat(SecretMask.ofSetting("password", null)).isNull();
  }

  @Test
  void hides_each_of_many() {
    assertThat(SecretMask.of("password=a1 password=b2"))
        .isEqualTo("password=•••••• password=••••••");
  }

  /** Whoever goes back in such a text is not done before the test is stopped. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ",
        "eyJa.",
        "Bearer ",
        "bearer\t\t",
        "sig=",
        "sig=a",
        "password",
        "password = ",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN ",
        "ghp_",
        "a",
        " "
      })
  void is_done_with_the_worst_text(String piece) {
    String text = piece.repeat(MIB / piece.length());

    assertThat(SecretMask.of(text)).isNotNull();
  }

  @Test
  void is_done_with_the_largest_output() {
    assertThat(SecretMask.of("x, password = \n".repeat(MIB))).hasSize(15 * MIB);
  }
}
