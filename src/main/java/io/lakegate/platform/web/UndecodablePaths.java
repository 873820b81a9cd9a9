package io.lakegate.platform.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends paths that could be read two ways, and hosts that are none, to our own refusal before the
 * server decodes them. It answers those it cannot decode before any filter is asked, without a page
 * and our headers, and some, such as half an escape or two dots at the end, even with 200 and a
 * stack trace in the log. Grizzly asks its probes before it reads a path; ours puts one in its
 * place that {@link AddressFilter} refuses. On another server those answers stay the server's.
 */
@WebListener
public class UndecodablePaths implements ServletContextListener {
  private static final Logger LOG = Logger.getLogger(UndecodablePaths.class.getName());
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
    // A probe that is asked twice would take the path it put there for the one that was sent.
    Set<Object> watched = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Object listener : Grizzly.listeners()) {
      watch(listener, watched);
    }
  }

  private static void watch(Object listener, Set<Object> watched)
      throws ReflectiveOperationException {
    Class<?> filterType = Grizzly.type("http.server.HttpServerFilter");
    List<?> filters =
        (List<?>)
            listener.getClass().getMethod("getFilters", Class.class).invoke(listener, filterType);
    for (Object filter : filters) {
      if (!watched.add(filter)) {
        continue;
      }
      Object monitoring = filterType.getMethod("getMonitoringConfig").invoke(filter);
      Object probes = Array.newInstance(Grizzly.type("http.server.HttpServerProbe"), 1);
      Array.set(probes, 0, probe());
      Grizzly.type("monitoring.MonitoringConfig")
          .getMethod("addProbes", Object[].class)
          .invoke(monitoring, probes);
    }
  }

  private static Object probe() throws ReflectiveOperationException {
    Paths paths = new Paths();
    Class<?> probeType = Grizzly.type("http.server.HttpServerProbe");
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
    private final Method packet = Grizzly.type("http.server.Request").getMethod("getRequest");
    private final Method get = Grizzly.type("http.HttpRequestPacket").getMethod("getRequestURI");
    private final Method set =
        Grizzly.type("http.HttpRequestPacket").getMethod("setRequestURI", String.class);
    private final Method getHeader =
        Grizzly.type("http.HttpHeader").getMethod("getHeader", String.class);
    private final Method setHeader =
        Grizzly.type("http.HttpHeader").getMethod("setHeader", String.class, String.class);

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
        setHeader.invoke(asked, RequestPath.ASKED_HEADER, RequestPath.forLog(path));
        set.invoke(
            asked,
            RequestPath.looksLikeApi(path) ? RequestPath.REFUSED_OF_API : RequestPath.REFUSED);
      }
    }
  }
}
