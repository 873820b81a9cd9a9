package io.lakegate.backend.livy;

import static io.lakegate.backend.Finding.Aspect.ADDRESS_ALLOWED;
import static io.lakegate.backend.Finding.Aspect.ANSWERS;
import static io.lakegate.backend.Finding.Aspect.CREDENTIALS_ACCEPTED;
import static io.lakegate.backend.Finding.Aspect.KIND;
import static io.lakegate.backend.Finding.Aspect.NAME_RESOLVES;
import static io.lakegate.backend.Finding.Aspect.SESSIONS_READABLE;
import static io.lakegate.backend.Finding.Aspect.VERSION;

import io.lakegate.backend.Finding;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.OutboundProxy;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyCredential;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivySessions;
import io.lakegate.client.livy.LivyVersion;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Looks at a Livy server with two reading calls, the version and an empty page of sessions, and
 * says what each of them shows. Changes nothing there, takes at most twice {@link #MAX_CALL}.
 */
class LivyChecks {
  static final Duration MAX_CALL = Duration.ofSeconds(10);

  private static final Pattern NUMBERS = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})");
  private static final int TESTED_FROM = 7;

  private final LivyClient livy;
  private final AllowedHosts allowedHosts;

  LivyChecks(LivyClient livy, AllowedHosts allowedHosts) {
    this.livy = livy;
    this.allowedHosts = allowedHosts;
  }

  /** The outcome of a call: a value or a problem. */
  private record Attempt<T>(T value, LakegateException problem) {
    static <T> Attempt<T> of(LivyEndpoint endpoint, Supplier<T> call) {
      try {
        return new Attempt<>(call.get(), null);
      } catch (LakegateException e) {
        return new Attempt<>(null, e);
      } catch (RuntimeException | StackOverflowError e) {
        // Whatever an address answers is a finding about it, not a failure of the check.
        return new Attempt<>(
            null, new LakegateException(e, ErrorCode.LIVY_BAD_RESPONSE, host(endpoint)));
      }
    }

    boolean succeeded() {
      return problem == null;
    }

    boolean failedWith(ErrorCode code) {
      return problem != null && problem.code() == code;
    }

    boolean reached() {
      return !failedWith(ErrorCode.LIVY_UNREACHABLE)
          && !failedWith(ErrorCode.LIVY_NO_ANSWER)
          && !failedWith(ErrorCode.HOST_NOT_ALLOWED);
    }

    boolean causedBy(Class<? extends Throwable> type) {
      for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
        if (type.isInstance(cause)) {
          return true;
        }
      }
      return false;
    }
  }

  List<Finding> of(LivyEndpoint endpoint) {
    List<Finding> checks = new ArrayList<>();
    Attempt<Boolean> listed =
        Attempt.of(
            endpoint,
            () -> {
              allowedHosts.requireListed(endpoint.url());
              return true;
            });
    if (!listed.succeeded()) {
      checks.add(notAllowed(endpoint));
      return withSkipped(checks, NAME_RESOLVES);
    }
    LivyEndpoint quick = quick(endpoint);
    Attempt<LivyVersion> version = Attempt.of(quick, () -> livy.version(quick));
    if (!version.reached()) {
      return unreached(version, quick);
    }
    Attempt<LivySessions> sessions = Attempt.of(quick, () -> livy.listSessions(quick, 0, 0));
    if (!sessions.reached()) {
      return unreached(sessions, quick);
    }
    checks.add(Finding.ok(ADDRESS_ALLOWED, host(endpoint) + " is allowed."));
    checks.add(nameResolves(endpoint));
    checks.add(Finding.ok(ANSWERS, "Something answers there."));
    checks.add(speaksLivy(version, sessions));
    checks.add(credentials(endpoint, sessions));
    checks.add(version(version));
    checks.add(readable(sessions));
    return checks;
  }

  /** Why the server does not take this identity; empty if it does. */
  Optional<String> ofIdentity(LivyEndpoint endpoint) {
    LivyEndpoint quick = quick(endpoint);
    Attempt<LivySessions> sessions = Attempt.of(quick, () -> livy.listSessions(quick, 0, 0));
    return sessions.succeeded() ? Optional.empty() : Optional.of(sessions.problem().getMessage());
  }

  private Finding nameResolves(LivyEndpoint endpoint) {
    return allowedHosts.proxyTo(endpoint.url().getHost()) == null
        ? Finding.ok(NAME_RESOLVES, "The name leads to an address.")
        : Finding.ok(NAME_RESOLVES, "The proxy looks the name up.");
  }

  private static LivyEndpoint quick(LivyEndpoint endpoint) {
    Duration timeout =
        endpoint.requestTimeout().compareTo(MAX_CALL) < 0 ? endpoint.requestTimeout() : MAX_CALL;
    return new LivyEndpoint(endpoint.url(), endpoint.credential(), timeout);
  }

  private static Finding notAllowed(LivyEndpoint endpoint) {
    return Finding.failed(
        ADDRESS_ALLOWED,
        "Requests to " + host(endpoint) + " are not allowed.",
        "Ask the operator to add the host to lakegate.allowed-hosts; a private address must be"
            + " listed by its own name or range.");
  }

  private List<Finding> unreached(Attempt<?> attempt, LivyEndpoint endpoint) {
    List<Finding> checks = new ArrayList<>();
    if (attempt.failedWith(ErrorCode.HOST_NOT_ALLOWED)) {
      checks.add(notAllowed(endpoint));
      return withSkipped(checks, NAME_RESOLVES);
    }
    checks.add(Finding.ok(ADDRESS_ALLOWED, host(endpoint) + " is allowed."));
    if (attempt.causedBy(UnknownHostException.class)) {
      OutboundProxy proxy = allowedHosts.proxyTo(endpoint.url().getHost());
      checks.add(
          Finding.failed(
              NAME_RESOLVES,
              "No name server knows " + (proxy == null ? host(endpoint) : proxy.host()) + ".",
              "Check the spelling, and that this machine uses the right name servers."));
      return withSkipped(checks, ANSWERS);
    }
    checks.add(nameResolves(endpoint));
    if (attempt.failedWith(ErrorCode.LIVY_NO_ANSWER)) {
      checks.add(
          Finding.failed(
              ANSWERS,
              "There was no complete answer within "
                  + endpoint.requestTimeout().toSeconds()
                  + " seconds.",
              "Look at the server's load and log; check that the port is Livy's (8998 by"
                  + " default)."));
    } else if (attempt.causedBy(SSLException.class)) {
      checks.add(
          Finding.failed(
              ANSWERS,
              "No encrypted connection could be made.",
              "Check http or https in the address, and that the server's certificate is valid. A"
                  + " company's own authority belongs into lakegate.ca-certificates."));
    } else {
      checks.add(
          Finding.failed(
              ANSWERS,
              "Nothing takes connections there.",
              "Check that Livy runs, that the port is right (8998 by default), and that no firewall"
                  + " is in between."));
    }
    return withSkipped(checks, KIND);
  }

  private static Finding speaksLivy(Attempt<LivyVersion> version, Attempt<LivySessions> sessions) {
    if (sessions.succeeded() || version.succeeded()) {
      return Finding.ok(KIND, "What answers is a Livy server.");
    }
    if (sessions.failedWith(ErrorCode.LIVY_UNAUTHORIZED)) {
      return Finding.skipped(KIND);
    }
    return Finding.failed(
        KIND,
        sessions.problem().getMessage(),
        "Give the address without /sessions and with the path of the gateway, if there is one."
            + " A sign-in page or proxy may be in between.");
  }

  private static Finding credentials(LivyEndpoint endpoint, Attempt<LivySessions> sessions) {
    boolean anonymous = endpoint.credential() instanceof LivyCredential.None;
    if (sessions.failedWith(ErrorCode.LIVY_UNAUTHORIZED)) {
      return Finding.failed(
          CREDENTIALS_ACCEPTED,
          anonymous ? "The server asks for credentials." : "The server refuses the credentials.",
          anonymous
              ? "Choose BASIC or BEARER and give what the server expects."
              : "Give the user and secret again; a token may have expired.");
    }
    if (!sessions.succeeded()) {
      return Finding.skipped(CREDENTIALS_ACCEPTED);
    }
    return anonymous
        ? Finding.warning(
            CREDENTIALS_ACCEPTED,
            "The server asks nobody who they are.",
            "Whoever reaches it can run code. Let it ask for credentials, or let only Lakegate"
                + " reach it.")
        : Finding.ok(CREDENTIALS_ACCEPTED, "The credentials were not refused.");
  }

  private static Finding version(Attempt<LivyVersion> attempt) {
    if (!attempt.succeeded()) {
      return Finding.warning(
          VERSION,
          "The server does not say its version: " + attempt.problem().getMessage(),
          "Lakegate works with Apache Livy 0.7 to 0.10. If sessions fail, compare the version.");
    }
    String version = attempt.value().version();
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.find()) {
      return Finding.warning(
          VERSION,
          "The server has a version Lakegate cannot read.",
          "Lakegate works with Apache Livy 0.7 to 0.10. If sessions fail, compare the version.");
    }
    String plain = numbers.group();
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    if (major == 0 && minor < TESTED_FROM) {
      return Finding.warning(
          VERSION,
          "Livy " + plain + " is older than what Lakegate was tried with.",
          "Update to Apache Livy 0.7 or newer.");
    }
    if (major == 0 && minor < 9) {
      return Finding.warning(
          VERSION,
          "Livy " + plain + ": it has no idleTimeout; Lakegate ends idle sessions itself.",
          "With Spark 3 and Python, add startup statements to the profiles: from py4j.java_gateway"
              + " import java_import; java_import(spark._sc._jvm,"
              + " \"org.apache.spark.sql.api.python.*\").");
    }
    return Finding.ok(VERSION, "Livy " + plain + ".");
  }

  private static Finding readable(Attempt<LivySessions> sessions) {
    if (sessions.succeeded()) {
      return Finding.ok(
          SESSIONS_READABLE, "The server holds " + count(sessions.value().total()) + ".");
    }
    if (sessions.failedWith(ErrorCode.LIVY_UNAUTHORIZED)) {
      return Finding.skipped(SESSIONS_READABLE);
    }
    return Finding.failed(
        SESSIONS_READABLE,
        sessions.problem().getMessage(),
        "Look at the Livy server's log, and check again.");
  }

  private static String count(int sessions) {
    return sessions == 1 ? "1 session" : sessions + " sessions";
  }

  /** Completes the list from that aspect on. */
  private static List<Finding> withSkipped(List<Finding> checks, Finding.Aspect from) {
    for (Finding.Aspect aspect : Finding.Aspect.values()) {
      if (aspect.compareTo(from) >= 0) {
        checks.add(Finding.skipped(aspect));
      }
    }
    return checks;
  }

  private static String host(LivyEndpoint endpoint) {
    return endpoint.url().getHost();
  }
}
