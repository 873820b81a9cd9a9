package io.lakegate.system;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * Keycloak's own main class, in a JVM that ends when its standard input does: whatever becomes of
 * the test that started it, nothing stays behind.
 */
public final class KeycloakProcess {
  private KeycloakProcess() {}

  public static void main(String[] arguments)
      throws ReflectiveOperationException, InterruptedException {
    Thread reader = new Thread(KeycloakProcess::endWithInput, "end with input");
    reader.setDaemon(true);
    reader.start();
    try {
      Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // Nobody has anything to tell us but that it is over.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    // All it knows is in memory: there is nothing to put in order.
    Runtime.getRuntime().halt(0);
  }
}
