package io.lakegate.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/**
 * The portal's classes as a JVM keeps them in memory: with them a start takes a third less
 * processor time. A JVM writes them as it ends. One they do not fit, because the Java or a jar is
 * another, starts without them. From Java 25 on it is an AOT cache (JEP 483, 514, 515), before that
 * a dynamic archive of class data sharing (JEP 350).
 */
final class ClassArchive {
  private static final int FIRST_WITH_AOT_CACHE = 25;

  /**
   * Exit codes of a JVM that ended by itself, by Ctrl-C or when asked to. One that was killed may
   * have written half of it.
   */
  private static final Set<Integer> WHOLE = Set.of(0, 128 + 2, 128 + 15);

  private final Path file;
  private final Path written;
  private final boolean aot;

  /** The archive in this directory, for portals on this Java. */
  ClassArchive(Path directory, Java java) {
    this.aot = java.feature() >= FIRST_WITH_AOT_CACHE;
    this.file = directory.resolve(aot ? "portal.aot" : "portal.jsa");
    this.written = directory.resolve("new-" + file.getFileName());
  }

  /** Whether there is one that is newer than all of these jars. */
  boolean isFresh(List<Path> jars) throws IOException {
    if (Files.notExists(file)) {
      return false;
    }
    for (Path jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(file)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Options of a JVM that uses it if it fits. */
  List<String> use() {
    return aot
        ? List.of("-XX:AOTMode=auto", "-XX:AOTCache=" + file)
        : List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file);
  }

  /** Options of a JVM that writes it at its end. */
  List<String> write() throws IOException {
    Files.deleteIfExists(written);
    return List.of((aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + written);
  }

  /** Takes what the JVM has written that ended with this code. False when that is nothing. */
  boolean keep(int exitCode) throws IOException {
    if (!WHOLE.contains(exitCode) || Files.notExists(written)) {
      return false;
    }
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }
}
