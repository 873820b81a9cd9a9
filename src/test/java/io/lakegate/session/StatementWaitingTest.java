package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.output.OutputCut;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.LastingCaller;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.TimeoutHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits for a statement is answered once, with what is new. */
class StatementWaitingTest extends RepositoryTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Caller viewer = new Caller(ACME, "acme", UUID.randomUUID(), "vi", Role.VIEWERS);
  private final CompletableFuture<Object> answer = new CompletableFuture<>();
  private final CompletableFuture<TimeoutHandler> timeout = new CompletableFuture<>();
  private final CompletableFuture<Runnable> gathered = new CompletableFuture<>();
  private final CompletableFuture<BooleanSupplier> recognising = new CompletableFuture<>();
  private Caller present = viewer;
  private final CountDownLatch lookedTwice = new CountDownLatch(2);
  private final SessionChanges changes =
      new SessionChanges() {
        @Override
        void runAfter(Duration rest, Runnable work) {
          gathered.complete(work);
        }

        @Override
        void runEach(Duration period, BooleanSupplier work) {
          recognising.complete(work);
        }
      };
  private final StatementService service = new StatementService();
  private final StatementWaiting waiting = new StatementWaiting();
  private Ledger ledger;
  private UUID session;
  private Statement statement;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    session = ledger.ready();
    statement = ledger.submit(session, "1 + 1");
    service.repository =
        new StatementRepository() {
          @Override
          Optional<Statement> find(TenantId tenant, UUID id) {
            lookedTwice.countDown();
            return ledger.statements.find(tenant, id);
          }

          @Override
          Optional<String> findOutput(TenantId tenant, Reach reach, UUID id) {
            return ledger.statements.findOutput(tenant, reach, id);
          }
        };
    waiting.statements = service;
    waiting.changes = changes;
    changes.start();
  }

  @AfterEach
  void end() {
    changes.stop();
  }

  private final AsyncResponse response =
      (AsyncResponse)
          Proxy.newProxyInstance(
              AsyncResponse.class.getClassLoader(),
              new Class<?>[] {AsyncResponse.class},
              (proxy, method, given) ->
                  switch (method.getName()) {
                    case "resume" -> answer.complete(given[0]);
                    case "setTimeoutHandler" -> {
                      timeout.complete((TimeoutHandler) given[0]);
                      yield null;
                    }
                    case "setTimeout" -> true;
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  private void ask() {
    waiting.answer(
        new LastingCaller(viewer, () -> Optional.ofNullable(present)), statement, LONG, response);
  }

  private StatementView answered() throws Exception {
    return (StatementView) answer.get(10, TimeUnit.SECONDS);
  }

  private void runs() {
    ledger.statements.accepted(ACME, statement.getId(), "0", true, ledger.clock.instant());
    changes.changed(ACME, session);
  }

  private void ends() {
    ledger.statements.complete(
        ACME,
        statement.getId(),
        new OutputCut("{\"status\":\"ok\"}", null, 0),
        ledger.clock.instant(),
        done ->
            done.end(StatementState.AVAILABLE, Statement.Outcome.OK, null, ledger.clock.instant()));
    changes.changed(ACME, session);
  }

  @Test
  void nobody_is_answered_while_there_is_nothing_new() throws Exception {
    ask();
    changes.changed(ACME, session);

    assertThat(lookedTwice.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(gathered).isNotDone();
    assertThat(answer).isNotDone();
  }

  @Test
  void a_statement_that_begins_to_run_is_news_after_a_moment() throws Exception {
    ask();
    runs();
    Runnable aMomentLater = gathered.get(10, TimeUnit.SECONDS);
    assertThat(answer).isNotDone();

    aMomentLater.run();

    assertThat(answered().state()).isEqualTo(StatementState.RUNNING);
  }

  @Test
  void what_ends_in_that_moment_is_told_at_once_and_once_with_its_output() throws Exception {
    ask();
    runs();
    Runnable aMomentLater = gathered.get(10, TimeUnit.SECONDS);

    ends();
    answered();
    aMomentLater.run();

    assertThat(answered().state()).isEqualTo(StatementState.AVAILABLE);
    assertThat(answered().output()).isNotNull();
  }

  @Test
  void what_changed_between_reading_and_waiting_is_not_missed() throws Exception {
    ends();

    ask();

    assertThat(answered().state()).isEqualTo(StatementState.AVAILABLE);
  }

  @Test
  void whose_time_is_over_is_told_how_it_stands() throws Exception {
    ask();

    timeout.get(10, TimeUnit.SECONDS).handleTimeout(response);

    assertThat(answered().state()).isEqualTo(StatementState.WAITING);
  }

  @Test
  void who_may_wait_no_longer_is_told_so_and_waits_no_longer() throws Exception {
    ask();
    BooleanSupplier recognise = recognising.get(10, TimeUnit.SECONDS);
    assertThat(recognise.getAsBoolean()).isTrue();
    assertThat(answer).isNotDone();

    present = null;

    assertThat(recognise.getAsBoolean()).isFalse();
    assertThat(answer)
        .isCompletedWithValueMatching(
            refusal ->
                refusal instanceof LakegateException e && e.code() == ErrorCode.UNAUTHENTICATED);
    assertThat(LastingCaller.PERIOD).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whose_reach_has_lost_the_workspace_is_told_that_there_is_no_such_statement()
      throws Exception {
    ask();
    BooleanSupplier recognise = recognising.get(10, TimeUnit.SECONDS);

    present =
        new Caller(
            ACME,
            "acme",
            viewer.personId(),
            "vi",
            new Rights(null, Map.of(UUID.randomUUID(), Role.VIEWERS)));

    assertThat(recognise.getAsBoolean()).isFalse();
    assertThat(answer)
        .isCompletedWithValueMatching(
            refusal ->
                refusal instanceof LakegateException e
                    && e.code() == ErrorCode.STATEMENT_NOT_FOUND);
  }

  @Test
  void who_has_been_answered_is_not_recognised_any_more() throws Exception {
    ask();
    ends();
    answered();

    assertThat(recognising.get(10, TimeUnit.SECONDS).getAsBoolean()).isFalse();
  }

  @Test
  void who_cannot_be_told_is_told_that() {
    service.repository =
        new StatementRepository() {
          @Override
          Optional<Statement> find(TenantId tenant, UUID id) {
            throw new IllegalStateException("The database is gone.");
          }
        };

    ask();

    assertThat(answer).isCompletedWithValueMatching(IllegalStateException.class::isInstance);
  }

  @Test
  void a_wait_is_a_duration_of_at_most_a_minute() {
    assertThat(StatementWaiting.duration(null)).isNull();
    assertThat(StatementWaiting.duration("PT60S")).isEqualTo(LONG);
    for (String wrong : new String[] {"PT61S", "-PT1S", "soon"}) {
      assertThatThrownBy(() -> StatementWaiting.duration(wrong))
          .as(wrong)
          .isInstanceOf(LakegateException.class);
    }
  }
}
