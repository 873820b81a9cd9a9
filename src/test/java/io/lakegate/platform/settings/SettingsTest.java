package io.lakegate.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
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
    System.setProperty(Setting.DB_PASSWORD.key(), value);
    try {
      assertThat(Setting.DB_PASSWORD.find()).contains(value);
    } finally {
      System.clearProperty(Setting.DB_PASSWORD.key());
    }
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
    System.setProperty(Setting.PUBLIC_URL.key(), address);
    try {
      assertThatThrownBy(Setting.PUBLIC_URL::origin)
          .hasMessageContaining("lakegate.public-url must be an address without a path");
    } finally {
      System.clearProperty(Setting.PUBLIC_URL.key());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.com", "http://example.com:8443/", "https://[2001:db8::1]:8443"})
  void take_a_public_address_that_is_a_host(String address) {
    System.setProperty(Setting.PUBLIC_URL.key(), address);
    try {
      assertThat(Setting.PUBLIC_URL.origin()).contains(URI.create(address));
    } finally {
      System.clearProperty(Setting.PUBLIC_URL.key());
    }
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
