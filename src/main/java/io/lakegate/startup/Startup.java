package io.lakegate.startup;

import io.lakegate.client.livy.LivyClient;
import io.lakegate.platform.database.Migrations;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.session.SessionTracker;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** What happens before the first request: schema, signing keys, first accounts. */
@ApplicationScoped
public class Startup {
  private static final Logger LOG = Logger.getLogger(Startup.class.getName());

  /** Told to the launcher, in the same JVM: Payara serves on when an application did not start. */
  private static final String STARTED = "lakegate.started";

  static {
    // The JDK's client repeats a POST once when the connection drops; nobody here may.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  @Resource(lookup = "java:app/jdbc/lakegate")
  DataSource dataSource;

  @Inject LivyClient livy;
  @Inject SigningKeys signingKeys;
  @Inject Seeding seeding;
  @Inject SessionTracker tracker;
  @Inject NodeTracker node;

  void start(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object event) {
    try {
      livy.begin();
      Migrations.run(dataSource);
      signingKeys.refresh();
      seeding.run();
      tracker.begin();
      node.begin();
    } catch (RuntimeException e) {
      LOG.severe(() -> "Lakegate cannot start: " + reason(e));
      throw e;
    }
    System.setProperty(STARTED, "true");
  }

  /** What a setting or the database lacks is said by the innermost exception. */
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
