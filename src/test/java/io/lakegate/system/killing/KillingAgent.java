package io.lakegate.system.killing;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Registers the driver before any other; its argument is the file that arms it. */
public final class KillingAgent {
  private KillingAgent() {}

  public static void premain(String orders) throws SQLException {
    DriverManager.registerDriver(new KillingDriver(new Commits(Path.of(orders))));
  }
}
