package io.lakegate.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.settings.ChangedSettings;
import io.lakegate.platform.settings.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakegateDataSourceTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  private static String urlFor(String configured) {
    SETTINGS.set(Setting.DB_URL, configured);
    return LakegateDataSource.url();
  }

  @Test
  void an_h2_file_in_the_home_writes_each_commit_before_it_returns() {
    SETTINGS.set(Setting.HOME, "/srv/lakegate");

    assertThat(LakegateDataSource.url())
        .isEqualTo("jdbc:h2:file:/srv/lakegate/db;WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
  }

  @Test
  void a_configured_h2_database_does_so_too() {
    assertThat(urlFor("jdbc:h2:file:/x/db"))
        .isEqualTo("jdbc:h2:file:/x/db;WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
  }

  @Test
  void nobody_can_configure_it_away() {
    assertThat(urlFor("jdbc:h2:file:/x/db;write_delay=500;MODE=REGULAR"))
        .isEqualTo("jdbc:h2:file:/x/db;MODE=REGULAR;WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
  }

  @Test
  void another_database_gets_the_url_as_it_was_configured() {
    assertThat(urlFor("jdbc:postgresql://db/lakegate?ssl=true"))
        .isEqualTo("jdbc:postgresql://db/lakegate?ssl=true");
  }

  @ParameterizedTest
  @CsvSource({"4194304, true", "4194303, false", "0, false"})
  void a_disk_with_less_than_4_MiB_is_full_for_the_h2_file_on_it(long free, boolean room)
      throws IOException {
    SETTINGS.set(Setting.HOME, "/srv/lakegate");
    List<Path> asked = new ArrayList<>();

    boolean found =
        LakegateDataSource.hasRoom(
            directory -> {
              asked.add(directory);
              return free;
            });

    assertThat(found).isEqualTo(room);
    assertThat(asked).containsExactly(Path.of("/srv/lakegate"));
  }

  @Test
  void the_disk_of_another_database_is_not_ours_to_look_at() throws IOException {
    SETTINGS.set(Setting.DB_URL, "jdbc:postgresql://db/lakegate");

    assertThat(LakegateDataSource.hasRoom(directory -> 0)).isTrue();
  }
}
