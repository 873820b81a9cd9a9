package io.lakegate.system.killing;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** H2's own driver, with an eye on what its transactions write. */
final class KillingDriver implements Driver {
  private static final String DATA_SOURCE = "io.lakegate.platform.database.LakegateDataSource";

  /** Sessions and statements; not the leases, which are renewed all the time. */
  private static final Pattern WRITES =
      Pattern.compile(
          "\\s*(insert\\s+into|update|delete\\s+from)\\s+(session|statement|statement_output)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Commits commits;

  KillingDriver(Commits commits) {
    this.commits = commits;
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    Optional<Driver> h2 = acceptsURL(url) ? h2() : Optional.empty();
    Connection connection = h2.isEmpty() ? null : h2.get().connect(url, properties);
    return connection == null ? null : watched(connection);
  }

  /** As the portal sees it, which has its own class loader. */
  private static Optional<Driver> h2() throws SQLException {
    Optional<ClassLoader> loader =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(
                frames ->
                    frames
                        .map(StackFrame::getDeclaringClass)
                        .filter(type -> type.getName().equals(DATA_SOURCE))
                        .map(Class::getClassLoader)
                        .findFirst());
    if (loader.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Class.forName("org.h2.Driver", true, loader.get())
              .asSubclass(Driver.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException e) {
      throw new SQLException(e);
    }
  }

  private Connection watched(Connection connection) {
    boolean[] written = {false};
    return (Connection)
        Proxy.newProxyInstance(
            KillingDriver.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "prepareStatement" -> {
                  written[0] |= WRITES.matcher((String) arguments[0]).matches();
                  return call(connection, method, arguments);
                }
                case "rollback" -> {
                  written[0] = false;
                  return call(connection, method, arguments);
                }
                case "commit" -> {
                  boolean counts = written[0];
                  written[0] = false;
                  return counts
                      ? commits.count(() -> call(connection, method, arguments))
                      : call(connection, method, arguments);
                }
                default -> {
                  return call(connection, method, arguments);
                }
              }
            });
  }

  private static Object call(Connection connection, Method method, Object[] arguments)
      throws Exception {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:h2:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(KillingDriver.class.getName());
  }
}
