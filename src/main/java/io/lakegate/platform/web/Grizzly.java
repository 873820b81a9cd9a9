package io.lakegate.platform.web;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the listeners of Grizzly, the part of Payara that speaks HTTP. Grizzly belongs to the
 * server and not to what we compile with, hence the reflection.
 */
final class Grizzly {
  private static final String PACKAGE = "org.glassfish.grizzly.";
  private static final String LOCATOR = "org.glassfish.hk2.api.ServiceLocator";

  private Grizzly() {}

  /** Returns each listener once: what is added to one twice would work twice. */
  static List<Object> listeners() throws ReflectiveOperationException {
    Object locator =
        load("org.glassfish.internal.api.Globals").getMethod("getDefaultHabitat").invoke(null);
    Class<?> listenerType = type("config.dom.NetworkListener");
    Object service =
        load(LOCATOR)
            .getMethod("getService", Class.class, Annotation[].class)
            .invoke(
                locator,
                load("com.sun.enterprise.v3.services.impl.GrizzlyService"),
                new Annotation[0]);
    List<?> configured =
        (List<?>)
            load(LOCATOR)
                .getMethod("getAllServices", Type.class, Annotation[].class)
                .invoke(locator, listenerType, new Annotation[0]);
    List<Object> listeners = new ArrayList<>();
    for (Object listener : configured) {
      Object proxy =
          service
              .getClass()
              .getMethod("lookupNetworkProxy", listenerType)
              .invoke(service, listener);
      if (proxy == null) {
        continue;
      }
      // Payara names the same listener in several places of its configuration.
      Object found = proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
      if (!listeners.contains(found)) {
        listeners.add(found);
      }
    }
    return listeners;
  }

  /** The class of that name below Grizzly's package. */
  static Class<?> type(String name) throws ClassNotFoundException {
    return load(PACKAGE + name);
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
  }
}
