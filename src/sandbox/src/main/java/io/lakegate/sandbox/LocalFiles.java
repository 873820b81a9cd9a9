package io.lakegate.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The files of this machine that a request may name: those below the allowed directories. */
record LocalFiles(List<Path> directories) {

  void check(String file) {
    if (isLocal(file) && directories.stream().noneMatch(path(file)::startsWith)) {
      throw new IllegalArgumentException(
          "requirement failed: Local path " + path(file) + " cannot be added to user sessions.");
    }
  }

  private static boolean isLocal(String file) {
    return file.startsWith("/") || file.startsWith("file:");
  }

  static Path path(String file) {
    return (file.startsWith("file:") ? Path.of(URI.create(file).getPath()) : Path.of(file))
        .toAbsolutePath()
        .normalize();
  }
}
