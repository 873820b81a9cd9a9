package io.lakegate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  private static final Java OLD = new Java(Path.of("/jdk"), 24);
  private static final Java NEW = new Java(Path.of("/jdk"), 25);

  @TempDir Path directory;
  private Path jar;

  @BeforeEach
  void makeJar() throws IOException {
    jar = Files.writeString(directory.resolve("some.jar"), "jar");
  }

  private ClassArchive written(Java java, int exitCode) throws IOException {
    ClassArchive archive = new ClassArchive(directory, java);
    String option = archive.write().get(0);
    Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "classes");
    archive.keep(exitCode);
    return archive;
  }

  @Test
  void is_an_AOT_cache_from_Java_25_on() throws IOException {
    assertThat(new ClassArchive(directory, OLD).write())
        .containsExactly("-XX:ArchiveClassesAtExit=" + directory.resolve("new-portal.jsa"));
    assertThat(new ClassArchive(directory, OLD).use())
        .containsExactly(
            "-Xshare:auto", "-XX:SharedArchiveFile=" + directory.resolve("portal.jsa"));
    assertThat(new ClassArchive(directory, NEW).write())
        .containsExactly("-XX:AOTCacheOutput=" + directory.resolve("new-portal.aot"));
    assertThat(new ClassArchive(directory, NEW).use())
        .containsExactly("-XX:AOTMode=auto", "-XX:AOTCache=" + directory.resolve("portal.aot"));
  }

  @Test
  void is_kept_when_the_JVM_ended_by_itself_or_was_asked_to() throws IOException {
    assertThat(written(OLD, 0).isFresh(List.of(jar))).isTrue();
    assertThat(written(NEW, 128 + 15).isFresh(List.of(jar))).isTrue();
  }

  @Test
  void is_not_kept_when_the_JVM_was_killed() throws IOException {
    assertThat(written(OLD, 128 + 9).isFresh(List.of(jar))).isFalse();
  }

  @Test
  void is_not_fresh_when_a_jar_is_newer_or_nothing_was_written() throws IOException {
    ClassArchive archive = written(OLD, 0);
    FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 10_000);
    Files.setLastModifiedTime(jar, later);

    assertThat(archive.isFresh(List.of(jar))).isFalse();
    assertThat(new ClassArchive(directory, NEW).isFresh(List.of())).isFalse();
  }
}
