package io.lakegate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class GivenTest {
  @Test
  void finds_a_setting_in_the_environment_as_MicroProfile_spells_it() {
    Given given = new Given(new Properties(), Map.of("LAKEGATE_DEMO_LIVY_URL", "http://livy:8998"));

    assertThat(given.find("lakegate.demo.livy-url")).contains("http://livy:8998");
  }

  @Test
  void prefers_the_command_line() {
    Given given = new Given(properties("lakegate.port", "9000"), Map.of("LAKEGATE_PORT", "8080"));

    assertThat(given.get("lakegate.port", "1")).isEqualTo("9000");
  }

  @Test
  void takes_a_blank_value_for_none() {
    Given given = new Given(properties("lakegate.port", " "), Map.of());

    assertThat(given.get("lakegate.port", "8080")).isEqualTo("8080");
  }

  @Test
  void hands_the_settings_of_the_command_line_on_as_variables() {
    Properties properties = properties("lakegate.statement.max-output", "1000");
    properties.setProperty("maven.home", "/opt/maven");

    assertThat(new Given(properties, Map.of("LAKEGATE_PORT", "1")).asVariables())
        .isEqualTo(Map.of("LAKEGATE_STATEMENT_MAX_OUTPUT", "1000"));
  }

  private static Properties properties(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    return properties;
  }
}
