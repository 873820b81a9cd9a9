package io.lakegate.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/**
 * The portal's classes as a JVM keeps them in memory (class data sharing): with them a start takes
 * a third less processor time. A JVM writes them as it ends; one they do not fit starts without.
 */
final class ClassArchive {
  /** Of who ended by itself, by Ctrl-C or when asked to; killed, it may have written half of it. */
  private static final Set<Integer> WHOLE = Set.of(0, 128 + 2, 128 + 15);

  private final Path file;
  private final Path written;
  private final List<Path> jars;

  /** The archive of a portal with these jars on its class path. */
  ClassArchive(Path directory, List<Path> jars) {
    this.file = directory.resolve("portal.jsa");
    this.written = directory.resolve("portal.jsa.new");
    this.jars = jars;
  }

  /** False when there is none for these very jars. */
  boolean isFresh() throws IOException {
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

  /** Options of a JVM that uses it, else of one that goes without. */
  List<String> use() throws IOException {
    return isFresh()
        ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file, "-Xlog:cds=off,cds+dynamic=off")
        : List.of();
  }

  /** Options of a JVM that writes it at its end. */
  List<String> write() throws IOException {
    Files.deleteIfExists(written);
    return List.of("-XX:ArchiveClassesAtExit=" + written, "-Xlog:cds=off,cds+dynamic=off");
  }

  /** Takes what the JVM has written that ended with this code. */
  void keep(int exitCode) throws IOException {
    if (WHOLE.contains(exitCode) && Files.exists(written)) {
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
