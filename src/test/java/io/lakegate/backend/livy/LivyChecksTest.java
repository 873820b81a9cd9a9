package io.lakegate.backend.livy;

import static io.lakegate.backend.Finding.Aspect.ADDRESS_ALLOWED;
import static io.lakegate.backend.Finding.Aspect.ANSWERS;
import static io.lakegate.backend.Finding.Aspect.CREDENTIALS_ACCEPTED;
import static io.lakegate.backend.Finding.Aspect.KIND;
import static io.lakegate.backend.Finding.Aspect.NAME_RESOLVES;
import static io.lakegate.backend.Finding.Aspect.SESSIONS_READABLE;
import static io.lakegate.backend.Finding.Aspect.VERSION;
import static io.lakegate.backend.Finding.Result.FAILED;
import static io.lakegate.backend.Finding.Result.OK;
import static io.lakegate.backend.Finding.Result.SKIPPED;
import static io.lakegate.backend.Finding.Result.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.Finding;
import io.lakegate.backend.Finding.Aspect;
import io.lakegate.backend.Finding.Result;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyCredential;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivySessions;
import io.lakegate.client.livy.LivyVersion;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivyChecksTest {
  private final Server server = new Server();
  private final LivyChecks checks = new LivyChecks(server, AllowedHosts.of("livy.example"));

  /** Answers what a test says. */
  private static final class Server extends LivyClient {
    Supplier<LivyVersion> version = () -> version("0.10.0-incubating");
    Supplier<LivySessions> sessions = () -> new LivySessions(0, 3, List.of());
    final List<Duration> timeouts = new ArrayList<>();

    static LivyVersion version(String version) {
      return new LivyVersion(version, null, null, null);
    }

    @Override
    public LivyVersion version(LivyEndpoint endpoint) {
      timeouts.add(endpoint.requestTimeout());
      return version.get();
    }

    @Override
    public LivySessions listSessions(LivyEndpoint endpoint, int from, int size) {
      timeouts.add(endpoint.requestTimeout());
      return sessions.get();
    }
  }

  private static LivyEndpoint endpoint(LivyCredential credential) {
    return new LivyEndpoint(
        URI.create("http://livy.example:8998"), credential, Duration.ofMinutes(5));
  }

  private List<Finding> run() {
    return checks.of(endpoint(LivyCredential.bearer("token")));
  }

  private Map<Aspect, Result> results() {
    return results(run());
  }

  private static Map<Aspect, Result> results(List<Finding> findings) {
    Map<Aspect, Result> results = new EnumMap<>(Aspect.class);
    findings.forEach(check -> results.put(check.aspect(), check.result()));
    return results;
  }

  private Finding check(Aspect subject) {
    return run().stream().filter(one -> one.aspect() == subject).findFirst().orElseThrow();
  }

  private static LakegateException failing(Throwable cause, ErrorCode code) {
    return new LakegateException(cause, code, "livy.example:8998", "reason");
  }

  private void bothFail(Throwable cause, ErrorCode code) {
    versionFails(cause, code);
    sessionsFail(cause, code);
  }

  private void versionFails(Throwable cause, ErrorCode code) {
    server.version =
        () -> {
          throw failing(cause, code);
        };
  }

  private void sessionsFail(Throwable cause, ErrorCode code) {
    server.sessions =
        () -> {
          throw failing(cause, code);
        };
  }

  @Test
  void finds_nothing_wrong_with_a_server_that_works() {
    assertThat(run())
        .extracting(Finding::aspect)
        .containsExactly(
            ADDRESS_ALLOWED,
            NAME_RESOLVES,
            ANSWERS,
            KIND,
            CREDENTIALS_ACCEPTED,
            VERSION,
            SESSIONS_READABLE);
    assertThat(run()).allSatisfy(check -> assertThat(check.result()).isEqualTo(OK));
    assertThat(check(SESSIONS_READABLE).finding()).contains("3 sessions");
  }

  @Test
  void asks_nothing_of_a_host_that_is_not_allowed() {
    LivyChecks elsewhere = new LivyChecks(server, AllowedHosts.of("other.example"));

    assertThat(results(elsewhere.of(endpoint(LivyCredential.none()))))
        .containsEntry(ADDRESS_ALLOWED, FAILED)
        .containsEntry(NAME_RESOLVES, SKIPPED)
        .containsEntry(SESSIONS_READABLE, SKIPPED);
    assertThat(server.timeouts).isEmpty();
  }

  @Test
  void tells_a_name_that_leads_to_a_private_address() {
    bothFail(null, ErrorCode.HOST_NOT_ALLOWED);

    assertThat(results()).containsEntry(ADDRESS_ALLOWED, FAILED).containsEntry(ANSWERS, SKIPPED);
  }

  @Test
  void tells_a_name_that_leads_nowhere() {
    bothFail(
        new IllegalStateException(new UnknownHostException("livy.example")),
        ErrorCode.LIVY_UNREACHABLE);

    assertThat(results())
        .containsEntry(ADDRESS_ALLOWED, OK)
        .containsEntry(NAME_RESOLVES, FAILED)
        .containsEntry(ANSWERS, SKIPPED);
  }

  @Test
  void tells_a_closed_port() {
    bothFail(new ConnectException("refused"), ErrorCode.LIVY_UNREACHABLE);

    assertThat(results())
        .containsEntry(NAME_RESOLVES, OK)
        .containsEntry(ANSWERS, FAILED)
        .containsEntry(KIND, SKIPPED);
    assertThat(check(ANSWERS).remedy()).contains("port");
  }

  @Test
  void tells_a_certificate_that_is_not_trusted() {
    bothFail(new SSLHandshakeException("unknown authority"), ErrorCode.LIVY_UNREACHABLE);

    assertThat(check(ANSWERS).result()).isEqualTo(FAILED);
    assertThat(check(ANSWERS).remedy()).contains("lakegate.ca-certificates");
  }

  @Test
  void tells_a_server_that_does_not_answer_and_asks_only_once() {
    bothFail(null, ErrorCode.LIVY_NO_ANSWER);

    assertThat(results()).containsEntry(ANSWERS, FAILED).containsEntry(KIND, SKIPPED);
    assertThat(server.timeouts).hasSize(1);
  }

  @Test
  void waits_ten_seconds_at_most_whatever_the_workspace_allows() {
    run();

    assertThat(server.timeouts).containsOnly(Duration.ofSeconds(10));
  }

  @Test
  void tells_a_server_that_speaks_something_else() {
    bothFail(null, ErrorCode.LIVY_BAD_RESPONSE);

    assertThat(results())
        .containsEntry(ANSWERS, OK)
        .containsEntry(KIND, FAILED)
        .containsEntry(CREDENTIALS_ACCEPTED, SKIPPED)
        .containsEntry(SESSIONS_READABLE, FAILED);
  }

  @Test
  void tells_credentials_that_are_refused() {
    bothFail(null, ErrorCode.LIVY_UNAUTHORIZED);

    assertThat(results())
        .containsEntry(ANSWERS, OK)
        .containsEntry(KIND, SKIPPED)
        .containsEntry(CREDENTIALS_ACCEPTED, FAILED)
        .containsEntry(SESSIONS_READABLE, SKIPPED);
  }

  @Test
  void tells_that_credentials_are_missing() {
    sessionsFail(null, ErrorCode.LIVY_UNAUTHORIZED);

    assertThat(checks.of(endpoint(LivyCredential.none())))
        .filteredOn(check -> check.aspect() == CREDENTIALS_ACCEPTED)
        .singleElement()
        .satisfies(check -> assertThat(check.finding()).contains("asks for credentials"));
  }

  @Test
  void warns_of_a_server_that_asks_nobody_who_they_are() {
    assertThat(checks.of(endpoint(LivyCredential.none())))
        .filteredOn(check -> check.aspect() == CREDENTIALS_ACCEPTED)
        .singleElement()
        .satisfies(check -> assertThat(check.result()).isEqualTo(WARNING));
  }

  @Test
  void goes_on_with_a_server_that_does_not_say_its_version() {
    versionFails(null, ErrorCode.LIVY_REFUSED);

    assertThat(results())
        .containsEntry(KIND, OK)
        .containsEntry(VERSION, WARNING)
        .containsEntry(SESSIONS_READABLE, OK);
  }

  @Test
  void tells_a_list_of_sessions_that_fails() {
    sessionsFail(null, ErrorCode.LIVY_FAILED);

    assertThat(results()).containsEntry(KIND, OK).containsEntry(SESSIONS_READABLE, FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "0.6.0-incubating, WARNING, older",
    "0.7.1-incubating, WARNING, no idleTimeout",
    "0.8.0-incubating, WARNING, no idleTimeout",
    "0.9.0-incubating, OK, Livy 0.9.",
    "0.10.0-incubating-SNAPSHOT, OK, Livy 0.10.",
    "1.0.0, OK, Livy 1.0.",
    "unknown, WARNING, cannot read",
    "99999.1, WARNING, cannot read"
  })
  void says_what_the_version_implies(String version, Result result, String finding) {
    server.version = () -> Server.version(version);

    assertThat(check(VERSION).result()).isEqualTo(result);
    assertThat(check(VERSION).finding()).contains(finding);
  }

  @Test
  void gives_the_startup_statement_old_servers_need() {
    server.version = () -> Server.version("0.8.0-incubating");

    assertThat(check(VERSION).remedy()).contains("java_import");
  }

  @Test
  void finds_that_it_is_not_Livy_whatever_an_answer_does_to_its_reader() {
    server.version =
        () -> {
          throw new IllegalArgumentException("Input is too deeply nested");
        };
    server.sessions =
        () -> {
          throw new StackOverflowError();
        };

    assertThat(results()).containsEntry(KIND, FAILED);
    assertThat(checks.ofIdentity(endpoint(LivyCredential.none()))).isPresent();
  }
}
