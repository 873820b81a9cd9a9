package io.lakegate.platform.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets the server ignore the header {@code Upgrade}, as RFC 9110 §7.8 allows. The portal speaks no
 * other protocol than HTTP/1.1, but Grizzly takes whatever follows such a header for bytes of the
 * other protocol: it never finds the end of the body, and answers without type and length. Java's
 * own HTTP client and {@code curl --http2} send the header with each first request.
 */
@WebListener
public class IgnoredUpgrades implements ServletContextListener {
  private static final Logger LOG = Logger.getLogger(IgnoredUpgrades.class.getName());

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      for (Object listener : Grizzly.listeners()) {
        wrapFilter(listener);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "The server waits for the bodies of requests with Upgrade", e);
    }
  }

  /**
   * The codec, which reads headers, tells the filters behind it of upgrades. One of them is
   * replaced in its place: connections that are open already count the filters of the chain.
   */
  @SuppressWarnings("unchecked")
  private static void wrapFilter(Object listener) throws ReflectiveOperationException {
    Field field = Grizzly.type("config.GenericGrizzlyListener").getDeclaredField("rootFilterChain");
    field.setAccessible(true);
    List<Object> chain = (List<Object>) field.get(listener);
    Class<?> wrapped = Grizzly.type("http.server.FileCacheFilter");
    for (int i = 0; i < chain.size(); i++) {
      if (wrapped.isInstance(chain.get(i))) {
        chain.set(i, wrapper(chain.get(i)));
        return;
      }
    }
    throw new IllegalStateException("No filter to wrap in " + chain);
  }

  private static Object wrapper(Object filter) throws ReflectiveOperationException {
    Class<?> filterType = Grizzly.type("filterchain.Filter");
    Class<?> upgradeType = Grizzly.type("http.HttpEvents$IncomingHttpUpgradeEvent");
    Method header = upgradeType.getMethod("getHttpHeader");
    Method readAsUpgraded =
        Grizzly.type("http.HttpHeader").getMethod("setIgnoreContentModifiers", boolean.class);
    return Proxy.newProxyInstance(
        filterType.getClassLoader(),
        new Class<?>[] {filterType},
        (self, method, arguments) -> {
          if (method.getName().equals("handleEvent") && upgradeType.isInstance(arguments[1])) {
            readAsUpgraded.invoke(header.invoke(arguments[1]), false);
          }
          if (method.getName().equals("equals")) {
            return self == arguments[0];
          }
          try {
            return method.invoke(filter, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
