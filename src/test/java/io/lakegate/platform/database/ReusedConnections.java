package io.lakegate.platform.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Connections that are used again after they were closed: PostgreSQL starts a process for each new
 * one, which costs more than most tests do.
 */
final class ReusedConnections {
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final Callable<Connection> connecting;

  ReusedConnections(Callable<Connection> connecting) {
    this.connecting = connecting;
  }

  Connection get() throws SQLException {
    Connection connection = idle.pollFirst();
    while (connection != null && connection.isClosed()) {
      connection = idle.pollFirst();
    }
    return handle(connection == null ? connect() : connection);
  }

  private Connection connect() throws SQLException {
    try {
      return connecting.call();
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection handle(Connection real) {
    boolean[] closed = {false};
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "close" -> {
                    if (!closed[0]) {
                      closed[0] = true;
                      giveBack(real);
                    }
                    yield null;
                  }
                  case "isClosed" -> closed[0] || real.isClosed();
                  default -> call(real, method, arguments);
                });
  }

  private static Object call(Connection real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void giveBack(Connection real) throws SQLException {
    if (real.isClosed()) {
      return;
    }
    if (!real.getAutoCommit()) {
      real.rollback();
      real.setAutoCommit(true);
    }
    idle.addFirst(real);
  }
}
