package io.lakegate.platform.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends paths that could be read two ways, and hosts that are none, to our own refusal before the
 * server decodes them. It answers those it cannot decode before any filter is asked, without a page
 * and our headers, and some, such as half an escape or two dots at the end, even with 200 and a
 * stack trace in the log. Grizzly asks its probes before it reads a path; ours puts one in its
 * place that {@link AddressFilter} refuses. Grizzly belongs to the server and not to what we
 * compile with, hence the reflection; where it is another one, those answers stay the server's.
 */
@WebListener
public class UndecodablePaths implements ServletContextListener {
  private static final Logger LOG = Logger.getLogger(UndecodablePaths.class.getName());
  private static final String GRIZZLY = "org.glassfish.grizzly.";
  private static final String HOST = "Host";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      install();
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "The server answers paths it cannot decode by itself", e);
    }
  }

  private static void install() throws ReflectiveOperationException {
    Object locator =
        type("org.glassfish.internal.api.Globals").getMethod("getDefaultHabitat").invoke(null);
    Class<?> listenerType = type(GRIZZLY + "config.dom.NetworkListener");
    Object service = service(locator, type("com.sun.enterprise.v3.services.impl.GrizzlyService"));
    List<?> listeners =
        (List<?>)
            type("org.glassfish.hk2.api.ServiceLocator")
                .getMethod("getAllServices", Type.class, Annotation[].class)
                .invoke(locator, listenerType, new Annotation[0]);
    for (Object listener : listeners) {
      Object proxy =
          service
              .getClass()
              .getMethod("lookupNetworkProxy", listenerType)
              .invoke(service, listener);
      if (proxy != null) {
        watch(proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy));
      }
    }
  }

  private static Object service(Object locator, Class<?> wanted)
      throws ReflectiveOperationException {
    return type("org.glassfish.hk2.api.ServiceLocator")
        .getMethod("getService", Class.class, Annotation[].class)
        .invoke(locator, wanted, new Annotation[0]);
  }

  private static void watch(Object listener) throws ReflectiveOperationException {
    Class<?> filterType = type(GRIZZLY + "http.server.HttpServerFilter");
    List<?> filters =
        (List<?>)
            listener.getClass().getMethod("getFilters", Class.class).invoke(listener, filterType);
    for (Object filter : filters) {
      Object monitoring = filterType.getMethod("getMonitoringConfig").invoke(filter);
      Object probes = Array.newInstance(type(GRIZZLY + "http.server.HttpServerProbe"), 1);
      Array.set(probes, 0, probe());
      type(GRIZZLY + "monitoring.MonitoringConfig")
          .getMethod("addProbes", Object[].class)
          .invoke(monitoring, probes);
    }
  }

  private static Object probe() throws ReflectiveOperationException {
    Paths paths = new Paths();
    Class<?> probeType = type(GRIZZLY + "http.server.HttpServerProbe");
    return Proxy.newProxyInstance(
        probeType.getClassLoader(),
        new Class<?>[] {probeType},
        (self, method, arguments) ->
            switch (method.getName()) {
              case "onRequestReceiveEvent" -> {
                paths.replace(arguments[2]);
                yield null;
              }
              case "equals" -> self == arguments[0];
              case "hashCode" -> System.identityHashCode(self);
              default -> null;
            });
  }

  /** Reads and writes the path and the host of a request of Grizzly's. */
  private static final class Paths {
    private final Method packet = type(GRIZZLY + "http.server.Request").getMethod("getRequest");
    private final Method get = type(GRIZZLY + "http.HttpRequestPacket").getMethod("getRequestURI");
    private final Method set =
        type(GRIZZLY + "http.HttpRequestPacket").getMethod("setRequestURI", String.class);
    private final Method getHeader =
        type(GRIZZLY + "http.HttpHeader").getMethod("getHeader", String.class);
    private final Method setHeader =
        type(GRIZZLY + "http.HttpHeader").getMethod("setHeader", String.class, String.class);

    Paths() throws ReflectiveOperationException {}

    void replace(Object request) throws ReflectiveOperationException {
      Object asked = packet.invoke(request);
      String path = (String) get.invoke(asked);
      String host = (String) getHeader.invoke(asked, HOST);
      boolean strange = host != null && !RequestPath.isHost(host);
      if (strange) {
        // It fails at such a name before any filter is asked, and answers 200 with nothing.
        setHeader.invoke(asked, HOST, "localhost");
      }
      if (path != null && (strange || !RequestPath.isPlain(path))) {
        // Escaped twice: it can be decoded, and is refused all the same.
        set.invoke(asked, RequestPath.looksLikeApi(path) ? "/api/%2525" : "/%2525");
      }
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
  }
}
