package io.lakegate.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lakegate.platform.database.LakegateDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  @TempDir Path directory;

  @BeforeEach
  void set() throws IOException {
    assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
    SETTINGS.set(Setting.HOME, directory.resolve("above/home").toString());
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path open(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    return file;
  }

  @Test
  void is_made_for_its_user_alone() {
    Home.close();

    assertThat(mode(Home.directory())).isEqualTo("rwx------");
  }

  @Test
  void of_an_older_version_is_closed_with_all_that_is_in_it() throws IOException {
    Path home = Home.directory();
    List<Path> files =
        List.of(
            open(home.resolve("db.mv.db")),
            open(home.resolve("secret-key")),
            open(home.resolve("logs/portal.log")),
            open(home.resolve("audit-heads/a.heads")));

    Home.close();

    assertThat(files).allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    assertThat(files).allSatisfy(file -> assertThat(mode(file.getParent())).isEqualTo("rwx------"));
  }

  @Test
  void does_not_close_what_a_link_leads_to() throws IOException {
    Path elsewhere = open(directory.resolve("elsewhere/shared"));
    Files.createDirectories(Home.directory());
    Files.createSymbolicLink(Home.directory().resolve("file"), elsewhere);
    Files.createSymbolicLink(Home.directory().resolve("directory"), elsewhere.getParent());

    Home.close();

    assertThat(mode(elsewhere)).isEqualTo("rw-rw-rw-");
    assertThat(mode(elsewhere.getParent())).isEqualTo("rwxrwxrwx");
  }

  @Test
  void leaves_a_directory_of_everybody_as_it_is() throws Exception {
    Path shared = Files.createDirectories(Home.directory());
    assertThat(new ProcessBuilder("chmod", "1777", shared.toString()).start().waitFor()).isZero();

    Home.close();

    assertThat(mode(shared)).isEqualTo("rwxrwxrwx");
  }

  @Test
  void holds_no_file_that_h2_made_for_others_too() throws Exception {
    Home.close();
    try (Connection connection = new LakegateDataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (id int)");
    }

    try (Stream<Path> files = Files.list(Home.directory())) {
      assertThat(files.toList())
          .isNotEmpty()
          .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }
  }
}
