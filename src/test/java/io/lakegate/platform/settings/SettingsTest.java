package io.lakegate.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  private static final Pattern ROW =
      Pattern.compile("\\| `(lakegate[^`]*)` \\| (none|`[^`]*`) \\| (.*) \\|");

  @Test
  void stand_in_the_table_with_their_defaults_and_nothing_else_does() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    rows().forEach(row -> documented.put(row.group(1), row.group(2).replace("`", "")));
    Map<String, String> real = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      real.put(setting.key(), setting.defaultValue() == null ? "none" : setting.defaultValue());
    }

    assertThat(documented).isEqualTo(real);
  }

  @Test
  void are_used_or_marked_as_being_for_later() throws IOException {
    String code = code();
    List<String> later =
        rows().stream()
            .filter(row -> row.group(3).contains("(for a later issue)"))
            .map(row -> row.group(1))
            .toList();

    List<String> unused =
        Arrays.stream(Setting.values())
            .filter(
                setting ->
                    !Pattern.compile("Setting\\s*\\.\\s*" + setting.name() + "\\b")
                        .matcher(code)
                        .find())
            .map(Setting::key)
            .toList();

    assertThat(unused).containsExactlyInAnyOrderElementsOf(later);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${java.home}",
        "a${",
        "${lakegate.db.password}",
        "${ENV=PATH}",
        "${MPCONFIG=java.home:x}",
        "${ALIAS=x}",
        "$${x}",
        "a$$b",
        "\\${x}",
        "\\$\\{\\}",
        "#{1+1}",
        "%PATH% $PATH \\n, ü 💥",
        " blank at both ends "
      })
  void are_taken_to_the_letter(String value) {
    SETTINGS.set(Setting.DB_PASSWORD, value);
    assertThat(Setting.DB_PASSWORD.find()).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/lakegate",
        "https://example.com/lakegate/",
        "https://example.com//",
        "https://example.com?a=b",
        "https://example.com/#a",
        "https://user@example.com",
        "https://user:password@example.com/"
      })
  void refuse_a_public_address_that_is_more_than_a_host(String address) {
    SETTINGS.set(Setting.PUBLIC_URL, address);
    assertThatThrownBy(Setting.PUBLIC_URL::check)
        .hasMessageContaining("lakegate.public-url must be an address without a path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.com", "http://example.com:8443/", "https://[2001:db8::1]:8443"})
  void take_a_public_address_that_is_a_host(String address) {
    SETTINGS.set(Setting.PUBLIC_URL, address);
    assertThat(Setting.PUBLIC_URL.address()).contains(URI.create(address));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SESSION_QUOTA          | many        | a whole number from 1 to 100000
          SESSION_QUOTA          | 0           | a whole number from 1 to 100000
          SESSION_QUOTA          | 100001      | a whole number from 1 to 100000
          PORT                   | -1          | a whole number from 0 to 65535
          PORT                   | 65536       | a whole number from 0 to 65535
          DEMO                   | yes         | true or false
          GRAPH_URL              | graph       | an address such as
          ENTRA_URL              | ftp://a.com | an address such as
          """)
  void refuse_a_value_of_another_type(Setting setting, String value, String demand) {
    SETTINGS.set(setting, value);

    assertThatThrownBy(setting::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(setting.key() + " must be " + demand);
  }

  @ParameterizedTest
  @CsvSource({"SESSION_QUOTA, ' 7 '", "PORT, 0", "DEMO, TRUE", "GRAPH_URL, http://localhost:8080"})
  void take_a_value_of_their_type(Setting setting, String value) {
    SETTINGS.set(setting, value);

    assertThatCode(setting::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void have_a_default_of_their_type(Setting setting) {
    assertThatCode(setting::check).doesNotThrowAnyException();
  }

  @Test
  void are_read_once() {
    SETTINGS.set(Setting.SESSION_QUOTA, "7");
    int first = Setting.SESSION_QUOTA.number();

    System.setProperty(Setting.SESSION_QUOTA.key(), "8");

    assertThat(first).isEqualTo(7);
    assertThat(Setting.SESSION_QUOTA.number()).isEqualTo(7);
  }

  private static List<Matcher> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/configuration.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .toList();
  }

  private static String code() throws IOException {
    StringBuilder code = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        code.append(Files.readString(file));
      }
    }
    return code.toString();
  }
}
