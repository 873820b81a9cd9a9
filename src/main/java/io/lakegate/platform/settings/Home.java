package io.lakegate.platform.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The directory {@code lakegate.home}: everything in it is for the portal's own user alone, who
 * keeps secrets there. On file systems without such permissions nothing is done.
 */
public final class Home {
  private static final Logger LOG = Logger.getLogger(Home.class.getName());
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  /** Mode bit of directories that belong to everybody, such as {@code /tmp}. */
  private static final int STICKY = 01000;

  private Home() {}

  public static Path directory() {
    return Path.of(Setting.HOME.get()).toAbsolutePath();
  }

  /**
   * Makes the directory when it is missing, and takes from others what an older version, a copy or
   * H2 left open to them.
   */
  public static void close() {
    Path home = directory();
    try {
      createDirectories(home);
      if (!isPosix(home)) {
        return;
      }
      if (isShared(home)) {
        LOG.warning(
            () ->
                home
                    + " is a directory of everybody's. Give lakegate.home one of its own; the files"
                    + " in it stay readable to others.");
        return;
      }
      Files.walkFileTree(home, new Closing());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use lakegate.home, which is " + home, e);
    }
  }

  /** Makes it and what is missing above it, for the portal's user alone where it is new. */
  public static Path createDirectories(Path directory) throws IOException {
    Path there = directory.toAbsolutePath();
    while (there != null && Files.notExists(there)) {
      there = there.getParent();
    }
    return Files.createDirectories(directory, attributes(there, DIRECTORY));
  }

  /** Returns the attributes with which a new file in that directory is created. */
  public static FileAttribute<?>[] newFile(Path directory) {
    return attributes(directory, FILE);
  }

  private static FileAttribute<?>[] attributes(Path there, Set<PosixFilePermission> permissions) {
    return isPosix(there)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path there) {
    try {
      return there != null && Files.getFileStore(there).supportsFileAttributeView("posix");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isShared(Path directory) {
    try {
      return ((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Does what it can: a file of somebody else's is said, and keeps nobody from starting. */
  private static final class Closing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      set(directory, DIRECTORY);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      // The target of a link is not in this directory.
      if (attributes.isRegularFile()) {
        set(file, FILE);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE; // It has gone meanwhile, or is not ours.
    }

    private static void set(Path path, Set<PosixFilePermission> wanted) {
      try {
        if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(wanted)) {
          Files.setPosixFilePermissions(path, wanted);
        }
      } catch (IOException | UnsupportedOperationException e) {
        LOG.log(Level.WARNING, "{0} stays open to others: {1}", new Object[] {path, e});
      }
    }
  }
}
