package io.lakegate.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be held against {@code docker/} where no Docker is: it starts nothing that is gone. */
class DockerTest {
  private static final Pattern VARIABLE = Pattern.compile("\\bLAKEGATE_[A-Z_]+");
  private static final Pattern CLASS = Pattern.compile("\\bio\\.lakegate\\.[A-Za-z.]+");

  private static String read(String name) throws IOException {
    return Files.readString(Path.of("docker", name));
  }

  @Test
  void sets_only_settings_there_are() throws IOException {
    List<String> known =
        Arrays.stream(Setting.values())
            .map(setting -> setting.key().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_"))
            .toList();

    assertThat(VARIABLE.matcher(read("Dockerfile") + read("compose.yaml")).results())
        .extracting(MatchResult::group)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(known).contains(name));
  }

  @Test
  void starts_a_class_of_the_launcher() throws IOException {
    List<String> named =
        CLASS.matcher(read("Dockerfile")).results().map(MatchResult::group).toList();

    assertThat(named).isNotEmpty();
    for (String name : named) {
      assertThat(Path.of("src/launcher/java", name.replace('.', '/') + ".java")).exists();
    }
  }
}
