package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.client.livy.LivyProblems;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of a session that dies its reason stays, though its backend forgets it. */
class LastLogTest extends RepositoryTest {
  private Ledger ledger;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
  }

  private static List<String> log(String first) {
    List<String> log = new ArrayList<>(List.of(first));
    log.addAll(Collections.nCopies(60, "\tat java.base/java.lang.Thread.run(Thread.java:840)"));
    return log;
  }

  private UUID dying(String state, List<String> log) {
    UUID id = ledger.launch();
    ledger.step(id);
    ledger.livy.only().state = state;
    ledger.livy.only().log = log;
    return id;
  }

  private List<String> kept(UUID id) {
    return ledger.sessions.findLog(ACME, id).map(SessionLog::getLines).orElse(List.of());
  }

  @Test
  void a_session_that_does_not_start_keeps_its_whole_log_and_says_the_line_that_explains() {
    UUID id = dying("dead", log("java.io.FileNotFoundException: File file:/nope.py is missing"));

    ledger.step(id);

    assertThat(kept(id)).hasSize(61);
    assertThat(ledger.session(id).getMessage())
        .isEqualTo(
            "The session did not start: FileNotFoundException: File file:/nope.py is missing");
    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.livy.calls.subList(ledger.livy.calls.size() - 3, ledger.livy.calls.size()))
        .containsExactly("log", "find id", "delete");
  }

  @Test
  void a_driver_that_was_killed_keeps_its_log_and_says_why_if_it_says_so() {
    UUID id = ledger.running();
    ledger.livy.only().state = "error";
    ledger.livy.only().log = log("26/11/21 22:47:27 ERROR PythonInterpreter: Process has died");

    ledger.clock.passes(Duration.ofSeconds(30));
    ledger.steps(id, 3);

    assertThat(kept(id)).hasSize(61);
    assertThat(ledger.session(id).getMessage())
        .isEqualTo(
            "The backend reports the session as 'error'. Its log says: PythonInterpreter: Process"
                + " has died");
  }

  static List<RuntimeException> failures() {
    return List.of(
        LivyProblems.noAnswer(),
        LivyProblems.serverError(),
        new IllegalStateException("a parser's"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_log_that_cannot_be_read_keeps_the_last_lines_and_never_prevents_the_delete(
      RuntimeException failure) {
    UUID id = dying("dead", log("Invalid maximum heap size: -Xmxabc"));
    ledger.livy.logFailure = failure;

    ledger.step(id);

    assertThat(kept(id)).hasSize(10);
    assertThat(ledger.session(id).isEnded()).isTrue();
    assertThat(ledger.livy.sessions).isEmpty();
  }

  @Test
  void a_longer_log_that_somebody_has_read_is_not_replaced_by_the_last_lines() {
    UUID id = dying("dead", log("x"));
    ledger.sessions.saveLog(
        ACME, id, log("Invalid maximum heap size: -Xmxabc"), ledger.clock.instant());
    ledger.livy.logFailure = LivyProblems.noAnswer();

    ledger.step(id);

    assertThat(kept(id)).hasSize(61);
    assertThat(ledger.session(id).getMessage())
        .isEqualTo("The session did not start: Invalid maximum heap size: -Xmxabc");
  }

  @Test
  void a_log_of_as_many_lines_as_are_stored_is_the_newer_one() {
    UUID id = dying("dead", List.of("new"));
    ledger.sessions.saveLog(ACME, id, List.of("old"), ledger.clock.instant());

    ledger.step(id);

    assertThat(kept(id)).containsExactly("new");
  }

  @Test
  void a_log_that_cannot_be_stored_still_says_why() {
    UUID id = dying("dead", log("Invalid maximum heap size: -Xmxabc"));
    LastLog lastLog = new LastLog();
    lastLog.clock = ledger.clock;
    lastLog.sessions =
        new SessionRepository() {
          @Override
          Optional<SessionLog> findLog(TenantId tenant, UUID session) {
            throw new IllegalStateException("The disk is full.");
          }
        };

    List<String> lines =
        lastLog.keep(ledger.watch(id), () -> ledger.open(null), List.of("the last line"));

    assertThat(lines).hasSize(61);
  }

  @Test
  void a_window_of_as_many_lines_as_the_session_carries_is_the_newer_one() {
    UUID id = dying("dead", List.of("new"));
    LastLog lastLog = ledger.check.lastLog;

    assertThat(lastLog.keep(ledger.watch(id), () -> ledger.open(null), List.of("old")))
        .containsExactly("new");
    assertThat(lastLog.keep(ledger.watch(id), () -> ledger.open(null), List.of("old", "older")))
        .containsExactly("old", "older");
  }
}
