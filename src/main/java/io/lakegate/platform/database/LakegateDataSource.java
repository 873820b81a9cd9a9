package io.lakegate.platform.database;

import io.lakegate.platform.settings.Home;
import io.lakegate.platform.settings.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The class Payara's connection pool is given in {@code web.xml}: reads {@code lakegate.db.*}, so
 * one WAR runs on H2 and PostgreSQL.
 */
public class LakegateDataSource implements DataSource {
  /**
   * Options of H2. Without {@code WRITE_DELAY=0} a killed JVM lost 14 of 200 committed rows
   * (tried); the kill-after-commit test checks this. Failures are in our log; H2's own file of them
   * would only grow, beside the database, while the disk is full.
   */
  static final String H2_OPTIONS = ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0";

  private static final String H2_FILE = "jdbc:h2:file:";
  private static final long MIN_ROOM = 4L * 1024 * 1024;

  /** The JDBC URL in use: the configured one, else an H2 file in {@code lakegate.home}. */
  public static String url() {
    String url =
        Setting.DB_URL
            .find()
            .orElseGet(() -> "jdbc:h2:file:" + Path.of(Setting.HOME.get(), "db").toAbsolutePath());
    return isH2(url)
        ? url.replaceAll("(?i);(WRITE_DELAY|TRACE_LEVEL_FILE)=[^;]*", "") + H2_OPTIONS
        : url;
  }

  /** Whether nodes can tell each other of changes through the database. */
  public static boolean isPostgreSql() {
    return url().startsWith("jdbc:postgresql:");
  }

  /** Whether the database is a file that H2 locks for one process. */
  public static boolean isOfOneProcess() {
    String url = url();
    return url.startsWith(H2_FILE) && !url.toUpperCase(Locale.ROOT).contains("AUTO_SERVER");
  }

  /** False when the disk of an H2 file is full, though the file may have some room inside. */
  public static boolean hasRoom() throws IOException {
    return hasRoom(directory -> Files.getFileStore(directory).getUsableSpace());
  }

  static boolean hasRoom(FreeSpace space) throws IOException {
    Path file = fileOf(url());
    return file == null || space.of(file.getParent()) >= MIN_ROOM;
  }

  /** Free bytes of the disk that a directory is on. */
  interface FreeSpace {
    long of(Path directory) throws IOException;
  }

  /** Whom the portal itself works as; the owner of the schema may be another. */
  static String user() {
    return Setting.DB_USER.find().orElse("lakegate");
  }

  static boolean isH2(String url) {
    return url.startsWith("jdbc:h2:");
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(user(), Setting.DB_PASSWORD.find().orElse(""));
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return connect(url(), user, password);
  }

  static Connection connect(String url, String user, String password) throws SQLException {
    load(isH2(url) ? "org.h2.Driver" : "org.postgresql.Driver");
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    if (!isH2(url)) {
      // EclipseLink sends the null of a UUID as a text's; so PostgreSQL looks at the column.
      properties.setProperty("stringtype", "unspecified");
    }
    try {
      createForOurselves(url);
      return DriverManager.getConnection(url, properties);
    } catch (SQLException e) {
      if (!isH2(url) || !Outage.isBehind(e)) {
        throw e;
      }
      // After H2 could not write, the first who opens the database only finds out that it is
      // closed; the second opens it again.
      return DriverManager.getConnection(url, properties);
    }
  }

  /** H2 creates its file for everybody to read, and takes an empty one that is there. */
  private static void createForOurselves(String url) throws SQLException {
    Path file = fileOf(url);
    boolean onlyIfThere = url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=TRUE");
    if (file == null || onlyIfThere || Files.exists(file)) {
      return;
    }
    try {
      Home.createDirectories(file.getParent());
      Files.createFile(file, Home.newFile(file.getParent()));
    } catch (FileAlreadyExistsException e) {
      // Another thread was first.
    } catch (IOException e) {
      throw new SQLException("The database's file " + file + " cannot be created: " + e, e);
    }
  }

  /** Null for a database that is no file of this machine, or is named relative to something. */
  private static Path fileOf(String url) {
    if (!url.startsWith(H2_FILE)) {
      return null;
    }
    Path name = Path.of(url.substring(H2_FILE.length()).split(";", 2)[0]);
    return name.isAbsolute() ? name.resolveSibling(name.getFileName() + ".mv.db") : null;
  }

  /** DriverManager finds a driver inside a WAR only after its class was loaded from there. */
  private static void load(String driver) throws SQLException {
    try {
      Class.forName(driver, true, LakegateDataSource.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new SQLException("The driver " + driver + " is missing.", e);
    }
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // Payara logs for us.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    DriverManager.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return DriverManager.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(LakegateDataSource.class.getName());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("Not a wrapper of " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
