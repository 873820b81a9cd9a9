package io.lakegate.workspace;

import static io.lakegate.workspace.WorkspaceCheck.Subject.ADDRESS_ALLOWED;
import static io.lakegate.workspace.WorkspaceCheck.Subject.ANSWERS;
import static io.lakegate.workspace.WorkspaceCheck.Subject.AUTOMATION;
import static io.lakegate.workspace.WorkspaceCheck.Subject.CREDENTIALS_ACCEPTED;
import static io.lakegate.workspace.WorkspaceCheck.Subject.NAME_RESOLVES;
import static io.lakegate.workspace.WorkspaceCheck.Subject.SESSIONS_READABLE;
import static io.lakegate.workspace.WorkspaceCheck.Subject.SPEAKS_LIVY;
import static io.lakegate.workspace.WorkspaceCheck.Subject.VERSION;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.OutboundProxy;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyCredential;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivySessions;
import io.lakegate.client.livy.LivyVersion;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.workspace.WorkspaceCheck.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Looks at a Livy server with two reading calls, the version and an empty page of sessions, and
 * says what each of them shows. Changes nothing there, takes at most twice {@link #MAX_CALL}.
 */
@ApplicationScoped
class WorkspaceChecks {
  static final Duration MAX_CALL = Duration.ofSeconds(10);

  private static final Pattern NUMBERS = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})");
  private static final int TESTED_FROM = 7;

  @Inject LivyClient livy;
  @Inject AllowedHosts allowedHosts;

  /** What came of a call: a value or a problem. */
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

  List<WorkspaceCheck> of(LivyEndpoint endpoint) {
    List<WorkspaceCheck> checks = new ArrayList<>();
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
    checks.add(WorkspaceCheck.ok(ADDRESS_ALLOWED, host(endpoint) + " is allowed."));
    checks.add(nameResolves(endpoint));
    checks.add(WorkspaceCheck.ok(ANSWERS, "Something answers there."));
    checks.add(speaksLivy(version, sessions));
    checks.add(credentials(endpoint, sessions));
    checks.add(version(version));
    checks.add(readable(sessions));
    return checks;
  }

  /** Whether the other credential is taken, too; the server itself has been looked at before. */
  WorkspaceCheck ofAutomation(LivyEndpoint endpoint) {
    LivyEndpoint quick = quick(endpoint);
    Attempt<LivySessions> sessions = Attempt.of(quick, () -> livy.listSessions(quick, 0, 0));
    if (sessions.succeeded()) {
      return WorkspaceCheck.ok(AUTOMATION, "The credential was not refused.");
    }
    return WorkspaceCheck.failed(
        AUTOMATION,
        sessions.problem().getMessage(),
        "Give what the server expects of automation, or use the same credential as for people.");
  }

  private WorkspaceCheck nameResolves(LivyEndpoint endpoint) {
    return allowedHosts.proxyTo(endpoint.url().getHost()) == null
        ? WorkspaceCheck.ok(NAME_RESOLVES, "The name leads to an address.")
        : WorkspaceCheck.ok(NAME_RESOLVES, "The proxy looks the name up.");
  }

  private static LivyEndpoint quick(LivyEndpoint endpoint) {
    Duration timeout =
        endpoint.requestTimeout().compareTo(MAX_CALL) < 0 ? endpoint.requestTimeout() : MAX_CALL;
    return new LivyEndpoint(endpoint.url(), endpoint.credential(), timeout);
  }

  private static WorkspaceCheck notAllowed(LivyEndpoint endpoint) {
    return WorkspaceCheck.failed(
        ADDRESS_ALLOWED,
        "Requests to " + host(endpoint) + " are not allowed.",
        "Ask the operator to add the host to lakegate.allowed-hosts; a private address must be"
            + " listed by its own name or range.");
  }

  private List<WorkspaceCheck> unreached(Attempt<?> attempt, LivyEndpoint endpoint) {
    List<WorkspaceCheck> checks = new ArrayList<>();
    if (attempt.failedWith(ErrorCode.HOST_NOT_ALLOWED)) {
      checks.add(notAllowed(endpoint));
      return withSkipped(checks, NAME_RESOLVES);
    }
    checks.add(WorkspaceCheck.ok(ADDRESS_ALLOWED, host(endpoint) + " is allowed."));
    if (attempt.causedBy(UnknownHostException.class)) {
      OutboundProxy proxy = allowedHosts.proxyTo(endpoint.url().getHost());
      checks.add(
          WorkspaceCheck.failed(
              NAME_RESOLVES,
              "No name server knows " + (proxy == null ? host(endpoint) : proxy.host()) + ".",
              "Check the spelling, and that this machine uses the right name servers."));
      return withSkipped(checks, ANSWERS);
    }
    checks.add(nameResolves(endpoint));
    if (attempt.failedWith(ErrorCode.LIVY_NO_ANSWER)) {
      checks.add(
          WorkspaceCheck.failed(
              ANSWERS,
              "There was no complete answer within "
                  + endpoint.requestTimeout().toSeconds()
                  + " seconds.",
              "Look at the server's load and log; check that the port is Livy's (8998 by"
                  + " default)."));
    } else if (attempt.causedBy(SSLException.class)) {
      checks.add(
          WorkspaceCheck.failed(
              ANSWERS,
              "No encrypted connection could be made.",
              "Check http or https in the address, and that the server's certificate is valid. A"
                  + " company's own authority belongs into lakegate.ca-certificates."));
    } else {
      checks.add(
          WorkspaceCheck.failed(
              ANSWERS,
              "Nothing takes connections there.",
              "Check that Livy runs, that the port is right (8998 by default), and that no firewall"
                  + " is in between."));
    }
    return withSkipped(checks, SPEAKS_LIVY);
  }

  private static WorkspaceCheck speaksLivy(
      Attempt<LivyVersion> version, Attempt<LivySessions> sessions) {
    if (sessions.succeeded() || version.succeeded()) {
      return WorkspaceCheck.ok(SPEAKS_LIVY, "What answers is a Livy server.");
    }
    if (sessions.failedWith(ErrorCode.LIVY_UNAUTHORIZED)) {
      return WorkspaceCheck.skipped(SPEAKS_LIVY);
    }
    return WorkspaceCheck.failed(
        SPEAKS_LIVY,
        sessions.problem().getMessage(),
        "Give the address without /sessions and with the path of the gateway, if there is one."
            + " A sign-in page or proxy may be in between.");
  }

  private static WorkspaceCheck credentials(LivyEndpoint endpoint, Attempt<LivySessions> sessions) {
    boolean anonymous = endpoint.credential() instanceof LivyCredential.None;
    if (sessions.failedWith(ErrorCode.LIVY_UNAUTHORIZED)) {
      return WorkspaceCheck.failed(
          CREDENTIALS_ACCEPTED,
          anonymous ? "The server asks for credentials." : "The server refuses the credentials.",
          anonymous
              ? "Choose BASIC or BEARER and give what the server expects."
              : "Give the user and secret again; a token may have expired.");
    }
    if (!sessions.succeeded()) {
      return WorkspaceCheck.skipped(CREDENTIALS_ACCEPTED);
    }
    return anonymous
        ? WorkspaceCheck.warning(
            CREDENTIALS_ACCEPTED,
            "The server asks nobody who they are.",
            "Whoever reaches it can run code. Let it ask for credentials, or let only Lakegate"
                + " reach it.")
        : WorkspaceCheck.ok(CREDENTIALS_ACCEPTED, "The credentials were not refused.");
  }

  private static WorkspaceCheck version(Attempt<LivyVersion> attempt) {
    if (!attempt.succeeded()) {
      return WorkspaceCheck.warning(
          VERSION,
          "The server does not say its version: " + attempt.problem().getMessage(),
          "Lakegate works with Apache Livy 0.7 to 0.10. If sessions fail, compare the version.");
    }
    String version = attempt.value().version();
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.find()) {
      return WorkspaceCheck.warning(
          VERSION,
          "The server has a version Lakegate cannot read.",
          "Lakegate works with Apache Livy 0.7 to 0.10. If sessions fail, compare the version.");
    }
    String plain = numbers.group();
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    if (major == 0 && minor < TESTED_FROM) {
      return WorkspaceCheck.warning(
          VERSION,
          "Livy " + plain + " is older than what Lakegate was tried with.",
          "Update to Apache Livy 0.7 or newer.");
    }
    if (major == 0 && minor < 9) {
      return WorkspaceCheck.warning(
          VERSION,
          "Livy " + plain + ": it has no idleTimeout; Lakegate ends idle sessions itself.",
          "With Spark 3 and Python, add startup statements to the profiles: from py4j.java_gateway"
              + " import java_import; java_import(spark._sc._jvm,"
              + " \"org.apache.spark.sql.api.python.*\").");
    }
    return WorkspaceCheck.ok(VERSION, "Livy " + plain + ".");
  }

  private static WorkspaceCheck readable(Attempt<LivySessions> sessions) {
    if (sessions.succeeded()) {
      return WorkspaceCheck.ok(
          SESSIONS_READABLE, "The server holds " + count(sessions.value().total()) + ".");
    }
    if (sessions.failedWith(ErrorCode.LIVY_UNAUTHORIZED)) {
      return WorkspaceCheck.skipped(SESSIONS_READABLE);
    }
    return WorkspaceCheck.failed(
        SESSIONS_READABLE,
        sessions.problem().getMessage(),
        "Look at the Livy server's log, and check again.");
  }

  private static String count(int sessions) {
    return sessions == 1 ? "1 session" : sessions + " sessions";
  }

  /** Completes the list from that subject on. */
  private static List<WorkspaceCheck> withSkipped(List<WorkspaceCheck> checks, Subject from) {
    for (Subject subject : Subject.values()) {
      if (subject.compareTo(from) >= 0 && subject.compareTo(SESSIONS_READABLE) <= 0) {
        checks.add(WorkspaceCheck.skipped(subject));
      }
    }
    return checks;
  }

  private static String host(LivyEndpoint endpoint) {
    return endpoint.url().getHost();
  }
}
