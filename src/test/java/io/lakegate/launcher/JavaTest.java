package io.lakegate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaTest {
  @TempDir Path home;

  @Test
  void has_the_version_its_release_file_says() throws IOException {
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Some\"\nJAVA_VERSION=\"25.0.3\"\n");

    assertThat(Java.in(home)).isEqualTo(new Java(home, 25));
    assertThat(Java.in(home).command()).isEqualTo(home + "/bin/java");
  }

  @Test
  void is_not_where_no_release_file_says_a_version() throws IOException {
    assertThatThrownBy(() -> Java.in(home)).isInstanceOf(IOException.class);

    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Some\"\n");
    assertThatThrownBy(() -> Java.in(home)).isInstanceOf(IOException.class);
  }

  @Test
  void is_the_one_that_runs_this_test() throws IOException {
    assertThat(Java.in(Path.of(System.getProperty("java.home")))).isEqualTo(Java.running());
  }
}
