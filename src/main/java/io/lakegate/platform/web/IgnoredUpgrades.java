package io.lakegate.platform.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Field;
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
        addFilter(listener);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "The server waits for the bodies of requests with Upgrade", e);
    }
  }

  /** The filter stands behind the one that reads headers and tells those behind it of upgrades. */
  @SuppressWarnings("unchecked")
  private static void addFilter(Object listener) throws ReflectiveOperationException {
    Field field = Grizzly.type("config.GenericGrizzlyListener").getDeclaredField("rootFilterChain");
    field.setAccessible(true);
    List<Object> chain = (List<Object>) field.get(listener);
    Class<?> codec = Grizzly.type("http.HttpServerFilter");
    for (int i = 0; i < chain.size(); i++) {
      if (codec.isInstance(chain.get(i))) {
        chain.add(i + 1, filter());
        return;
      }
    }
    throw new IllegalStateException("No filter in " + chain + " reads headers.");
  }

  private static Object filter() throws ReflectiveOperationException {
    Class<?> filterType = Grizzly.type("filterchain.Filter");
    Class<?> upgradeType = Grizzly.type("http.HttpEvents$IncomingHttpUpgradeEvent");
    Method header = upgradeType.getMethod("getHttpHeader");
    Method ignore =
        Grizzly.type("http.HttpHeader").getMethod("setIgnoreContentModifiers", boolean.class);
    Method goOn = Grizzly.type("filterchain.FilterChainContext").getMethod("getInvokeAction");
    return Proxy.newProxyInstance(
        filterType.getClassLoader(),
        new Class<?>[] {filterType},
        (self, method, arguments) -> {
          String name = method.getName();
          if (name.equals("handleEvent") && upgradeType.isInstance(arguments[1])) {
            ignore.invoke(header.invoke(arguments[1]), false);
          }
          if (name.startsWith("handle")) {
            return goOn.invoke(arguments[0]);
          }
          return switch (name) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> IgnoredUpgrades.class.getSimpleName();
            default -> null;
          };
        });
  }
}
