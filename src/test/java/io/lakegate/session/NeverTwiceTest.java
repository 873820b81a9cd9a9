package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.client.livy.LivyProblems;
import io.lakegate.client.livy.LivyStatement;
import io.lakegate.ledger.Limits;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.session.FaultyLivy.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong at whatever call: nothing runs twice, nothing is stuck, nothing is untrue.
 */
class NeverTwiceTest {
  private static final String JSON = "application/json";

  /** What is told there of each failure is read by nobody here. */
  private static final Logger LOG = Logger.getLogger("io.lakegate.session");

  private final TenantId tenant = new TenantId(UUID.randomUUID());
  private Ledger ledger;
  private FaultyLivy livy;
  private UUID session;

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @BeforeEach
  void start() throws Exception {
    // A tenant of its own for each test is quicker than an empty database.
    TestDatabase database = TestDatabase.H2;
    database.run(
        entityManager ->
            entityManager
                .createNativeQuery(
                    "insert into tenant (id, version, slug, name, created_at)"
                        + " values (?1, 0, ?2, 'acme', current_timestamp)")
                .setParameter(1, tenant.value())
                .setParameter(2, "t" + tenant.value())
                .executeUpdate());
    ledger = new Ledger(database, tenant);
    livy = new FaultyLivy(ledger.livy);
    ledger.talkWith(livy);
    session = ledger.ready();
  }

  private Statement sent(String code) {
    Statement statement = ledger.submit(session, code);
    ledger.sendNow(session, statement);
    return statement;
  }

  private Statement running(String code) {
    Statement statement = sent(code);
    ledger.step(session);
    return statement;
  }

  private Statement now(Statement statement) {
    return ledger.statement(statement.getId());
  }

  private Instant time() {
    return ledger.clock.instant();
  }

  /** Steps and the rests between them, until so much time has gone by. */
  private void pass(Duration time) {
    Instant end = time().plus(time);
    for (int step = 0; step < 2_000 && time().isBefore(end); step++) {
      Duration rest = ledger.step(session);
      if (rest == null) {
        return;
      }
      Duration left = Duration.between(time(), end);
      ledger.clock.passes(rest.compareTo(left) > 0 ? left : rest.plusMillis(1));
    }
  }

  private void requestStop() {
    ledger.sessions.update(tenant, session, found -> found.requestStop(EndCause.USER, time()));
  }

  private void cancel(Statement statement) {
    ledger.statements.update(tenant, statement.getId(), found -> found.requestCancel(time()));
  }

  private void remote(int number, String state) {
    LivyStatement before = ledger.livy.only().statements.get(number);
    ledger
        .livy
        .only()
        .statements
        .set(number, new LivyStatement(before.id(), before.code(), state, null, 0, 1000L, null));
  }

  /** Every way in which a call may fail. */
  static final Map<String, Supplier<Throwable>> PROBLEMS =
      Map.ofEntries(
          problem("nothing written", LivyProblems::notSent),
          problem("no answer", LivyProblems::noAnswer),
          problem("400 of a gateway", () -> LivyProblems.answered(400, "text/html", "<html>")),
          problem("403 of a gateway", () -> LivyProblems.answered(403, "text/html", "<html>")),
          problem("404 of a gateway", () -> LivyProblems.answered(404, "text/html", "")),
          problem("408", () -> LivyProblems.answered(408, "text/html", "")),
          problem("429", () -> LivyProblems.answered(429, "text/html", "")),
          problem("500 of a gateway", () -> LivyProblems.answered(500, "text/html", "<html>")),
          problem("502", () -> LivyProblems.answered(502, "text/html", "<html>")),
          problem("503", () -> LivyProblems.answered(503, "text/html", "<html>")),
          problem("504", () -> LivyProblems.answered(504, JSON, "{\"msg\":\"late\"}")),
          problem("302", () -> LivyProblems.answered(302, "text/html", "")),
          problem("200 of a gateway", () -> LivyProblems.answered(200, "text/html", "<html>")),
          problem(
              "channel closed",
              () -> LivyProblems.answered(500, JSON, "\"RPC channel is closed.\"")),
          problem(
              "starting",
              () -> LivyProblems.answered(500, JSON, "\"Session is in state starting\"")),
          problem(
              "not active",
              () -> LivyProblems.answered(400, JSON, "{\"msg\":\"Session isn't active.\"}")),
          problem("too large", LivyProblems::tooLarge),
          problem("a parser's exception", () -> new IllegalStateException("parser")),
          problem("a number without end", () -> new ArithmeticException("scale")),
          problem("a deep answer", StackOverflowError::new),
          problem("a broken class", () -> new NoClassDefFoundError("for the test")));

  private static Map.Entry<String, Supplier<Throwable>> problem(
      String name, Supplier<Throwable> problem) {
    return Map.entry(name, problem);
  }

  static Stream<String> problems() {
    return PROBLEMS.keySet().stream().sorted();
  }

  /** One of each kind. */
  static Stream<String> kinds() {
    return Stream.of(
        "nothing written",
        "no answer",
        "500 of a gateway",
        "502",
        "channel closed",
        "a deep answer");
  }

  static Stream<Arguments> kindsDoneOrNot() {
    return kinds().flatMap(name -> Stream.of(Arguments.of(name, true), Arguments.of(name, false)));
  }

  static Stream<Arguments> problemsDoneOrNot() {
    return problems()
        .flatMap(name -> Stream.of(Arguments.of(name, true), Arguments.of(name, false)));
  }

  @ParameterizedTest(name = "{0}, done: {1}")
  @MethodSource("problemsDoneOrNot")
  void code_whose_request_fails_runs_once_at_most_and_is_known_when_it_ran(
      String problem, boolean done) {
    livy.fail(Call.SUBMIT, PROBLEMS.get(problem), done, 1);
    Statement statement = sent("1+1");
    Statement next = ledger.submit(session, "2+2");
    pass(Duration.ofSeconds(30));
    boolean provesNothingRan = problem.matches("nothing written|starting|not active");
    if (done && provesNothingRan) {
      // Nobody does what was never written or was refused in Livy's own words.
      return;
    }
    ledger.livy.finish(ledger.livy.only(), 0, "2");
    pass(Duration.ofSeconds(30));

    assertThat(ledger.livy.submitted.stream().filter("1+1"::equals).count()).isLessThanOrEqualTo(1);
    assertThat(now(statement).getState().isEnded()).isTrue();
    assertThat(ledger.livy.submitted).contains("2+2").doesNotHaveDuplicates();
    if (done) {
      assertThat(now(statement).getOutcome()).isEqualTo(Statement.Outcome.OK);
    }
    assertThat(now(next).isSent()).isTrue();
  }

  @ParameterizedTest(name = "{0}, done: {1}")
  @MethodSource("kindsDoneOrNot")
  void a_launch_whose_request_fails_is_one_session_at_most_and_none_that_nobody_knows(
      String problem, boolean done) {
    ledger.livy.sessions.clear();
    session = ledger.launch();
    livy.fail(Call.CREATE, PROBLEMS.get(problem), done, 1);
    pass(Duration.ofSeconds(30));

    assertThat(ledger.livy.sessions.size()).isLessThanOrEqualTo(1);
    if (done && !problem.matches("nothing written|starting|not active")) {
      assertThat(ledger.session(session).getRemoteId()).isEqualTo(ledger.livy.only().id);
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void a_stop_deletes_its_session_within_a_minute_whatever_reading_does(String problem) {
    Statement statement = running("1+1");
    livy.fail(Call.STATEMENT, PROBLEMS.get(problem));
    pass(Duration.ofSeconds(20));
    requestStop();

    pass(Duration.ofSeconds(60));

    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.session(session).getEndCause()).isEqualTo(EndCause.USER);
    assertThat(now(statement).getState().isEnded()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_stop_in_doubt_deletes_its_session_too(String problem) {
    livy.fail(Call.SUBMIT, LivyProblems::noAnswer, false, 1);
    Statement statement = sent("1+1");
    livy.fail(Call.STATEMENT, PROBLEMS.get(problem));
    pass(Duration.ofSeconds(5));
    requestStop();

    pass(Duration.ofSeconds(60));

    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(now(statement).getState().isEnded()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_end_of_its_lifetime_deletes_a_session_too(String problem) {
    running("1+1");
    livy.fail(Call.STATEMENT, PROBLEMS.get(problem));
    ledger.clock.passes(Ledger.LIFETIME);

    pass(Duration.ofSeconds(60));

    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.session(session).getEndCause()).isEqualTo(EndCause.LIFETIME);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_stop_of_a_session_that_cannot_be_asked_about_alone_finds_it_in_the_list(String problem) {
    Statement statement = running("1+1");
    livy.fail(Call.SESSION, PROBLEMS.get(problem));
    livy.fail(Call.STATEMENT, PROBLEMS.get(problem));
    pass(Duration.ofMinutes(2));
    requestStop();

    pass(Duration.ofSeconds(60));

    boolean asked = !problem.matches("nothing written");
    assertThat(ledger.livy.sessions.isEmpty()).isEqualTo(asked);
    assertThat(now(statement).getState().isEnded()).isEqualTo(asked);
  }

  @Test
  void a_stop_in_doubt_of_a_backend_that_knows_no_names_finds_its_session_in_the_list() {
    ledger.livy.sessions.clear();
    session = ledger.launch();
    livy.fail(Call.CREATE, LivyProblems::noAnswer, true, 1);
    livy.fail(Call.SESSION, PROBLEMS.get("400 of a gateway"));
    ledger.step(session);
    requestStop();

    pass(Duration.ofSeconds(60));

    assertThat(ledger.livy.sessions).isEmpty();
    assertThat(ledger.session(session).isEnded()).isTrue();
  }

  /** Each call fails in each way for a while; then the backend is well again. */
  @ParameterizedTest
  @EnumSource(Call.class)
  void nothing_is_stuck_or_doubled_after_a_call_that_failed_for_a_while(Call call) {
    for (String problem : List.of("no answer", "500 of a gateway", "a deep answer")) {
      livy.heal();
      UUID fresh = ledger.launch();
      session = fresh;
      livy.fail(call, PROBLEMS.get(problem), false, 3);
      pass(Duration.ofSeconds(20));
      if (ledger.session(fresh).isEnded()) {
        assertThat(call).as(problem).isEqualTo(Call.CREATE);
        continue;
      }
      ledger.livy.sessions.values().forEach(remote -> remote.state = "idle");
      pass(Duration.ofSeconds(30));
      Statement statement = ledger.submit(fresh, problem + " at " + call);
      ledger.sendNow(fresh, statement);
      pass(Duration.ofSeconds(20));
      cancel(statement);
      pass(Duration.ofSeconds(60));
      requestStop();
      pass(Duration.ofSeconds(90));

      assertThat(ledger.session(fresh).isEnded()).as(problem).isTrue();
      assertThat(ledger.statement(statement.getId()).getState().isEnded()).as(problem).isTrue();
      String name = ledger.session(fresh).getRemoteName();
      assertThat(ledger.livy.sessions.values()).as(problem).noneMatch(s -> s.name.equals(name));
      assertThat(ledger.livy.submitted).as(problem).doesNotHaveDuplicates();
    }
  }

  @Nested
  class A_result_that_cannot_be_read {
    @ParameterizedTest
    @MethodSource("io.lakegate.session.NeverTwiceTest#problems")
    void ends_after_a_minute_if_it_is_an_error_that_stays_and_never_by_silence(String problem) {
      Statement statement = running("1+1");
      Statement next = ledger.submit(session, "2+2");
      livy.fail(Call.STATEMENT, PROBLEMS.get(problem));

      pass(Duration.ofSeconds(55));
      boolean tooLarge = problem.equals("too large");
      assertThat(now(statement).getState())
          .isEqualTo(tooLarge ? StatementState.LOST : StatementState.RUNNING);
      pass(Duration.ofSeconds(20));

      boolean passing = problem.matches("nothing written|no answer|408|429|502|503|504");
      assertThat(now(statement).getState())
          .isEqualTo(passing ? StatementState.RUNNING : StatementState.LOST);
      assertThat(now(statement).getMessage()).isNotBlank();
      assertThat(ledger.session(session).isReady()).isTrue();
      assertThat(ledger.livy.submitted.contains("2+2")).isEqualTo(!passing);
      assertThat(now(next).getState().isEnded()).isEqualTo(tooLarge);
    }

    @Test
    void says_its_true_reason() {
      Statement statement = running("print(os.fsdecode(b'caf\\xe9'))");
      livy.fail(
          Call.STATEMENT,
          () ->
              LivyProblems.answered(
                  500, "text/html", "<html><title>Incomplete surrogate pair</title></html>"));

      pass(Duration.ofSeconds(70));

      assertThat(now(statement).getMessage())
          .contains("Incomplete surrogate pair. If the next", "its result cannot be had");
    }

    @Test
    void is_read_as_soon_as_it_can_be_read_again() {
      Statement statement = running("1+1");
      ledger.livy.finish(ledger.livy.only(), 0, "2");
      livy.fail(Call.STATEMENT, LivyProblems::noAnswer);
      pass(Duration.ofMinutes(20));
      assertThat(now(statement).getMessage()).contains("its driver does not answer");
      assertThat(now(statement).getMessage()).doesNotContain("too large");
      livy.heal();

      pass(Duration.ofSeconds(10));

      assertThat(now(statement).getOutcome()).isEqualTo(Statement.Outcome.OK);
      assertThat(now(statement).getMessage()).isNull();
    }

    @Test
    void is_not_lost_while_the_whole_backend_answers_with_errors() {
      Statement statement = running("1+1");
      livy.fail(Call.STATEMENT, PROBLEMS.get("500 of a gateway"));
      livy.fail(Call.SESSION, PROBLEMS.get("500 of a gateway"));
      livy.fail(Call.LIST, PROBLEMS.get("500 of a gateway"));
      pass(Duration.ofMinutes(10));

      assertThat(now(statement).getState()).isEqualTo(StatementState.RUNNING);
      livy.heal();
      ledger.livy.finish(ledger.livy.only(), 0, "2");
      pass(Duration.ofSeconds(40));
      assertThat(now(statement).getOutcome()).isEqualTo(Statement.Outcome.OK);
    }

    @Test
    void of_a_driver_that_died_is_known_to_be_lost_at_once() {
      Statement statement = running("1+1");
      ledger.livy.only().state = "dead";
      livy.fail(Call.STATEMENT, PROBLEMS.get("not active"));

      pass(Duration.ofSeconds(2));

      assertThat(now(statement).getState()).isEqualTo(StatementState.LOST);
      assertThat(ledger.session(session).getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
    }

    @Test
    void keeps_its_minute_when_the_node_dies() {
      Statement statement = running("1+1");
      livy.fail(Call.STATEMENT, PROBLEMS.get("500 of a gateway"));
      pass(Duration.ofSeconds(40));
      ledger.crash();

      pass(Duration.ofSeconds(30));

      assertThat(now(statement).getState()).isEqualTo(StatementState.LOST);
    }
  }

  @Nested
  class A_session_whose_channel_is_closed {
    @Test
    void says_so_of_each_statement_and_never_lets_one_wait_for_ever() {
      livy.fail(Call.SUBMIT, PROBLEMS.get("channel closed"));
      livy.fail(Call.STATEMENT, PROBLEMS.get("channel closed"));
      Statement first = sent("1+1");
      Statement second = ledger.submit(session, "2+2");

      pass(Duration.ofMinutes(4));

      assertThat(now(first).getState()).isEqualTo(StatementState.LOST);
      assertThat(now(first).getMessage()).contains("RPC channel is closed");
      assertThat(now(second).getState()).isEqualTo(StatementState.LOST);
    }

    @Test
    void that_refuses_in_Livys_own_words_ends_its_statement_with_them() {
      livy.fail(Call.SUBMIT, PROBLEMS.get("starting"));
      Statement statement = sent("1+1");

      pass(Duration.ofMinutes(3));

      assertThat(now(statement).getOutcome()).isEqualTo(Statement.Outcome.ERROR);
      assertThat(ledger.statements.findOutput(tenant, Reach.all(), statement.getId()).orElseThrow())
          .contains("Session is in state starting");
      assertThat(ledger.livy.submitted).isEmpty();
    }
  }

  @Nested
  class A_look_before_the_request {
    @Test
    void that_gets_no_answer_has_sent_nothing_so_the_statements_wait_in_their_order() {
      livy.fail(Call.SESSION, LivyProblems::noAnswer);
      Statement first = sent("first");
      Statement second = ledger.submit(session, "second");
      pass(Duration.ofMinutes(3));
      assertThat(now(first).getState()).isEqualTo(StatementState.WAITING);
      livy.heal();

      pass(Duration.ofSeconds(40));
      assertThat(ledger.livy.submitted).containsExactly("first");
      ledger.livy.finish(ledger.livy.only(), 0, "1");
      pass(Duration.ofSeconds(10));

      assertThat(now(first).getOutcome()).isEqualTo(Statement.Outcome.OK);
      assertThat(ledger.livy.submitted).containsExactly("first", "second");
      assertThat(now(second).isSent()).isTrue();
    }

    @Test
    void that_takes_longer_than_the_lease_sends_nothing() {
      Statement statement = ledger.submit(session, "1+1");
      ledger.sendNow(session, statement);
      livy.fail(
          Call.SESSION,
          () -> {
            ledger.clock.passes(Limits.LEASE.plusSeconds(1));
            return LivyProblems.noAnswer();
          },
          false,
          1);
      ledger.step(session);

      assertThat(ledger.livy.submitted).isEmpty();
      assertThat(now(statement).getState()).isEqualTo(StatementState.WAITING);
    }

    @Test
    void does_not_send_what_was_cancelled_meanwhile() {
      Statement statement = sent("1+1");
      livy.fail(
          Call.SESSION,
          () -> {
            cancel(statement);
            return LivyProblems.noAnswer();
          },
          false,
          1);

      pass(Duration.ofSeconds(20));

      assertThat(ledger.livy.submitted).isEmpty();
      assertThat(now(statement).getState()).isEqualTo(StatementState.CANCELLED);
    }

    @Test
    void sends_nothing_into_a_session_that_starts_again() {
      ledger.livy.only().state = "starting";
      Statement statement = sent("1+1");
      pass(Duration.ofSeconds(10));
      assertThat(ledger.livy.calls).doesNotContain("submit");
      ledger.livy.only().state = "idle";

      pass(Duration.ofSeconds(10));

      assertThat(now(statement).getState()).isEqualTo(StatementState.RUNNING);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SESSION", "STATEMENT"})
  void ten_seconds_of_absence_run_only_while_the_backend_can_be_asked(Call call) {
    livy.fail(Call.SUBMIT, LivyProblems::noAnswer, false, 1);
    Statement statement = sent("1+1");
    pass(Duration.ofSeconds(1));
    livy.fail(call, LivyProblems::noAnswer);
    pass(Duration.ofMinutes(2));
    livy.heal();
    ledger.step(session);
    ledger.clock.passes(Duration.ofSeconds(5));
    ledger.step(session);
    assertThat(now(statement).getState().isEnded()).isFalse();
    // Livy takes up what it was sent before it was frozen.
    ledger.open(null).submit(ledger.livy.only().id, "1+1", "spark");

    pass(Duration.ofSeconds(5));

    assertThat(now(statement).getState()).isEqualTo(StatementState.RUNNING);
    assertThat(ledger.livy.submitted).containsExactly("1+1");
  }

  @Nested
  class A_cancel {
    @Test
    void that_meets_a_forgotten_session_finds_that_out() {
      Statement statement = running("1+1");
      ledger.livy.restart();
      cancel(statement);

      pass(Duration.ofSeconds(5));

      assertThat(now(statement).getState()).isEqualTo(StatementState.LOST);
      assertThat(ledger.session(session).getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
    }

    @Test
    void never_reaches_a_strangers_statement() {
      Statement statement = running("1+1");
      ledger.livy.restart();
      ledger.livy.stranger("somebody-elses");
      cancel(statement);

      pass(Duration.ofSeconds(5));

      assertThat(ledger.livy.calls).doesNotContain("cancel");
      assertThat(ledger.session(session).isEnded()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.lakegate.session.NeverTwiceTest#kinds")
    void that_does_not_get_through_keeps_nobody_from_the_result(String problem) {
      Statement statement = running("1+1");
      livy.fail(Call.CANCEL, PROBLEMS.get(problem));
      cancel(statement);
      pass(Duration.ofSeconds(20));
      ledger.livy.finish(ledger.livy.only(), 0, "2");

      pass(Duration.ofSeconds(10));

      assertThat(now(statement).getState()).isEqualTo(StatementState.AVAILABLE);
    }

    @Test
    void of_code_that_goes_on_says_so_and_keeps_what_comes_of_it_while_others_wait() {
      Statement statement = running("time.sleep(55)");
      Statement next = ledger.submit(session, "2+2");
      cancel(statement);
      ledger.livy.only().state = "busy";
      ledger.step(session);
      pass(Duration.ofSeconds(10));
      assertThat(now(statement).getState()).isEqualTo(StatementState.CANCELLING);
      assertThat(now(statement).getMessage()).contains("its code may still be running");
      assertThat(now(next).getState()).isEqualTo(StatementState.WAITING);

      LivyStatement asked = ledger.livy.only().statements.get(0);
      ledger
          .livy
          .only()
          .statements
          .set(
              0,
              new LivyStatement(
                  "0", asked.code(), "cancelled", FakeLivy.ok("slept"), 1, 1000L, 56_000L));
      ledger.livy.only().state = "idle";
      pass(Duration.ofSeconds(5));

      assertThat(now(statement).getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(now(statement).getMessage()).contains("ran to its end");
      assertThat(ledger.statements.findOutput(tenant, Reach.all(), statement.getId()).orElseThrow())
          .contains("slept");
      assertThat(now(next).isSent()).isTrue();
    }

    @Test
    void of_code_that_never_ends_is_not_waited_for_for_ever() {
      Statement statement = running("while True: pass");
      cancel(statement);
      ledger.livy.only().state = "busy";
      ledger.step(session);

      pass(Duration.ofMinutes(61));

      assertThat(now(statement).getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(now(statement).getMessage()).contains("its code may still be running");
    }
  }

  @Nested
  class What_the_backend_still_queues {
    @Test
    void behind_code_that_was_given_up_is_not_shown_as_running_until_it_runs() {
      Statement first = running("while True: pass");
      ledger.statements.complete(
          tenant,
          first.getId(),
          null,
          time(),
          found -> found.end(StatementState.LOST, null, "given up", time()));
      Statement statement = sent("1+1");
      ledger.livy.queueing = true;
      ledger.step(session);
      pass(Duration.ofSeconds(5));
      assertThat(now(statement).getState()).isEqualTo(StatementState.WAITING);
      assertThat(now(statement).getStartedAt()).isNull();
      assertThat(now(statement).getMessage()).contains("begins with it when");

      remote(1, "running");
      pass(Duration.ofSeconds(5));

      assertThat(now(statement).getState()).isEqualTo(StatementState.RUNNING);
      assertThat(now(statement).getMessage()).isNull();
      assertThat(ledger.session(session).isLeftRunning()).isFalse();
    }

    @Test
    void for_long_is_not_shown_as_running_whatever_runs_there() {
      ledger.livy.queueing = true;
      Statement statement = running("1+1");

      pass(Duration.ofSeconds(5));

      assertThat(now(statement).getState()).isEqualTo(StatementState.WAITING);
      assertThat(now(statement).getStartedAt()).isNull();
    }

    @Test
    void runs_in_a_moment_when_nothing_else_can_run_there() {
      ledger.livy.queueing = true;

      Statement statement = running("1+1");

      assertThat(now(statement).getState()).isEqualTo(StatementState.RUNNING);
    }

    @Test
    void and_is_cancelled_there_has_not_run() {
      Statement first = running("while True: pass");
      ledger.statements.complete(
          tenant,
          first.getId(),
          null,
          time(),
          found -> found.end(StatementState.LOST, null, "given up", time()));
      ledger.livy.queueing = true;
      ledger.livy.only().state = "busy";
      Statement statement = running("1+1");
      cancel(statement);
      LivyStatement asked = ledger.livy.only().statements.get(1);
      livy.fail(Call.CANCEL, LivyProblems::noAnswer, false, 1);
      ledger
          .livy
          .only()
          .statements
          .set(1, new LivyStatement("1", asked.code(), "cancelled", null, 1, null, 2000L));

      pass(Duration.ofSeconds(2));

      assertThat(now(statement).getState()).isEqualTo(StatementState.CANCELLED);
      assertThat(now(statement).getMessage()).isNull();
    }
  }

  @Test
  void a_session_that_cannot_be_kept_alive_is_still_read() {
    Statement statement = running("long");
    livy.fail(Call.CONNECT, PROBLEMS.get("500 of a gateway"));
    pass(Duration.ofMinutes(30));
    ledger.livy.finish(ledger.livy.only(), 0, "2");

    pass(Duration.ofSeconds(10));

    assertThat(now(statement).getOutcome()).isEqualTo(Statement.Outcome.OK);
    ledger.clock.passes(Duration.ofMinutes(26));
    pass(Duration.ofMinutes(2));
    assertThat(ledger.session(session).isReady()).isTrue();
  }
}
