package io.lakegate.startup;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.OutboundProxy;
import io.lakegate.client.TrustedCertificates;
import io.lakegate.ledger.Tracker;
import io.lakegate.ledger.WorkKind;
import io.lakegate.platform.database.Migrations;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.settings.Home;
import io.lakegate.platform.settings.Setting;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Prepares the node before the first request: schema, signing keys, first accounts. */
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

  @Inject SecretBox secrets;
  @Inject AllowedHosts allowedHosts;
  @Inject SigningKeys signingKeys;
  @Inject Seeding seeding;
  @Inject Tracker tracker;
  @Inject @Any Instance<WorkKind> kinds;
  @Inject NodeTracker node;

  void start(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object event) {
    try {
      refuseNonsense();
      Home.close();
      Migrations.run(dataSource);
      Migrations.warnWithoutRowSecurity(dataSource);
      signingKeys.refresh();
      seeding.run();
      kinds.forEach(tracker::register);
      tracker.begin();
      node.begin();
    } catch (RuntimeException e) {
      LOG.severe(() -> "Lakegate cannot start: " + reason(e));
      throw e;
    }
    System.setProperty(STARTED, "true");
  }

  /** Names every setting that makes no sense at once, before anything is touched. */
  private void refuseNonsense() {
    List<Runnable> readings = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      readings.add(setting::check);
    }
    readings.addAll(
        List.of(
            secrets::begin,
            OutboundProxy::configured,
            TrustedCertificates::configured,
            allowedHosts::begin));
    Set<String> refusals = new LinkedHashSet<>();
    for (Runnable reading : readings) {
      try {
        reading.run();
      } catch (RuntimeException e) {
        refusals.add(reason(e));
      }
    }
    if (!refusals.isEmpty()) {
      throw new IllegalStateException(String.join(" ", refusals));
    }
  }

  /** The innermost exception says what a setting or the database lacks. */
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
