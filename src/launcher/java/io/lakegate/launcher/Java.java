package io.lakegate.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * An installed Java.
 *
 * @param home its directory
 * @param feature its version, such as 17
 */
public record Java(Path home, int feature) {
  /** The one that runs this program. */
  public static Java running() {
    return new Java(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /**
   * The one in that directory, whose version stands in its file {@code release}.
   *
   * @throws IOException when no Java is there
   */
  public static Java in(Path home) throws IOException {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(reader);
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    try {
      return new Java(home, Runtime.Version.parse(version).feature());
    } catch (IllegalArgumentException e) {
      throw new IOException("No version of Java stands in " + home.resolve("release"), e);
    }
  }

  /** The command that starts it. */
  public String command() {
    return home.resolve("bin").resolve("java").toString();
  }
}
