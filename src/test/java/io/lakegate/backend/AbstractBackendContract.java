package io.lakegate.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lakegate.backend.BackendFailure.Symptom;
import io.lakegate.backend.BackendFailure.Verdict;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Backend} promises, whatever stands behind it. A new adapter passes this or says
 * by its capabilities what it cannot.
 */
public abstract class AbstractBackendContract {
  /** Code that gives a result, as the recorded answers have it. */
  protected static final String ONE = "1+1";

  /** Other code that gives a result. */
  protected static final String TWO =
      "val df = spark.range(5).selectExpr(\"id\",\"id*2 as d\"); df.show()";

  /** Code that fails. */
  protected static final String FAILING = "val s: String = 1";

  /** As somebody opens it whom it knows. */
  protected abstract Backend backend();

  /** The same place, as somebody opens it whom it does not know. */
  protected abstract Backend backendForStranger();

  /** A place where nothing listens. */
  protected abstract Backend nowhere();

  /** A place that takes a request and does not answer. */
  protected abstract Backend silent();

  /** A name that no session has before this test. */
  protected abstract String name();

  /** Returns when the session is ready. */
  protected abstract void awaitReady(String sessionId);

  /** Returns when the statement has ended. */
  protected abstract void awaitEnd(String sessionId, String statementId);

  private RemoteSession created() {
    return backend().create(request());
  }

  private String ready() {
    String id = created().id();
    awaitReady(id);
    return id;
  }

  private SessionRequest request() {
    return SessionRequest.builder().kind("spark").name(name()).build();
  }

  private RemoteStatement ended(String session, String code) {
    String id = backend().submit(session, code, "spark").id();
    awaitEnd(session, id);
    return backend().findStatement(session, id).orElseThrow();
  }

  private boolean can(Capability capability) {
    return backend().capabilities().contains(capability);
  }

  private static BackendFailure failure(ThrowingCallable call) {
    return catchThrowableOfType(BackendFailure.class, call);
  }

  @Test
  void a_session_is_found_by_its_id_under_the_name_it_was_asked_for() {
    RemoteSession asked = created();

    RemoteSession found = backend().find(asked.id()).orElseThrow();

    assertThat(asked.name()).isEqualTo(name());
    assertThat(found.id()).isEqualTo(asked.id());
    assertThat(found.name()).isEqualTo(name());
    assertThat(found.state()).isNotEqualTo(RemoteSession.State.ENDED);
  }

  @Test
  void a_session_that_nobody_asked_for_is_not_found() {
    assertThat(backend().find("99")).isEmpty();
  }

  @Test
  void a_launch_in_doubt_is_found_by_its_name_or_is_absent_or_cannot_be_known() {
    Recovery before = backend().recover(name());
    RemoteSession asked = created();

    Recovery after = backend().recover(name());

    if (can(Capability.FINDS_BY_NAME)) {
      assertThat(before.outcome()).isEqualTo(Recovery.Outcome.ABSENT);
      assertThat(after.outcome()).isEqualTo(Recovery.Outcome.FOUND);
      assertThat(after.session().orElseThrow().id()).isEqualTo(asked.id());
    } else {
      assertThat(before.outcome()).isEqualTo(Recovery.Outcome.UNKNOWABLE);
      assertThat(after.outcome()).isEqualTo(Recovery.Outcome.UNKNOWABLE);
    }
  }

  @Test
  void a_second_session_of_one_name_is_refused() {
    assumeTrue(can(Capability.REFUSES_DOUBLED_NAME));
    created();

    BackendFailure failure = failure(this::created);

    assertThat(failure.verdict()).isEqualTo(Verdict.NAME_TAKEN);
    assertThat(failure.isAmbiguous()).isFalse();
  }

  @Test
  void all_sessions_are_listed() {
    assumeTrue(can(Capability.LISTS_ALL));
    String id = created().id();

    assertThat(backend().list())
        .anySatisfy(
            listed -> {
              assertThat(listed.id()).isEqualTo(id);
              assertThat(listed.name()).isEqualTo(name());
            });
  }

  @Test
  void a_ready_session_can_be_kept_alive() {
    assumeTrue(can(Capability.KEEPS_ALIVE));
    String session = ready();

    backend().keepAlive(session);

    assertThat(backend().find(session)).isPresent();
  }

  @Test
  void the_end_of_a_log_has_at_most_as_many_lines_as_are_asked_for() {
    assumeTrue(can(Capability.HAS_LOG));
    String session = ready();

    // Livy counts for each stream, and sends a heading for each.
    assertThat(backend().log(session, 3)).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void code_gives_its_result_under_ids_that_count_up_by_one() {
    String session = ready();

    RemoteStatement one = ended(session, ONE);
    RemoteStatement two = ended(session, TWO);

    assertThat(one.state()).isEqualTo(RemoteStatement.State.ENDED);
    assertThat(one.code()).isIn(ONE, null);
    assertThat(one.output().status()).isEqualTo("ok");
    assertThat(one.output().data()).containsKey("text/plain");
    assertThat(Long.parseLong(two.id())).isEqualTo(Long.parseLong(one.id()) + 1);
    assertThat(backend().findStatement(session, one.id()).orElseThrow().code()).isIn(ONE, null);
  }

  @Test
  void code_that_fails_has_ended_with_an_error() {
    RemoteStatement failed = ended(ready(), FAILING);

    assertThat(failed.state()).isEqualTo(RemoteStatement.State.ENDED);
    assertThat(failed.output().status()).isEqualTo("error");
    assertThat(failed.output().ename()).isNotEmpty();
  }

  @Test
  void a_statement_that_was_never_sent_is_not_found() {
    assertThat(backend().findStatement(ready(), "9999")).isEmpty();
  }

  @Test
  void cancelling_what_has_ended_is_no_failure() {
    String session = ready();
    RemoteStatement ended = ended(session, ONE);

    backend().cancel(session, ended.id());

    assertThat(backend().findStatement(session, ended.id())).isPresent();
  }

  @Test
  void code_for_a_session_that_is_not_there_was_not_taken() {
    BackendFailure failure = failure(() -> backend().submit("99", ONE, "spark"));

    assertThat(failure.verdict()).isEqualTo(Verdict.GONE);
    assertThat(failure.isAmbiguous()).isFalse();
    assertThat(failure.isAnswered()).isTrue();
  }

  @Test
  void a_deleted_session_is_gone_and_deleting_it_again_says_so() {
    String session = ready();

    assertThat(backend().delete(session)).isTrue();
    assertThat(backend().find(session)).isEmpty();
    assertThat(backend().delete(session)).isFalse();
  }

  @Test
  void a_stranger_is_refused_and_nothing_is_done() {
    BackendFailure failure = failure(() -> backendForStranger().create(request()));

    assertThat(failure.verdict()).isEqualTo(Verdict.UNAUTHORIZED);
    assertThat(failure.isAmbiguous()).isFalse();
    assumeTrue(can(Capability.FINDS_BY_NAME));
    assertThat(backend().recover(name()).outcome()).isEqualTo(Recovery.Outcome.ABSENT);
  }

  @Test
  void what_cannot_be_reached_was_not_sent() {
    BackendFailure failure = failure(() -> nowhere().create(request()));

    assertThat(failure.verdict()).isEqualTo(Verdict.NOT_SENT);
    assertThat(failure.symptom()).isEqualTo(Symptom.UNREACHABLE);
    assertThat(failure.isAnswered()).isFalse();
    assertThat(failure.isPassing()).isTrue();
  }

  @Test
  void what_is_not_answered_may_have_been_done() {
    List<BackendFailure> failures =
        List.of(
            failure(() -> silent().create(request())),
            failure(() -> silent().submit("0", ONE, "spark")));

    assertThat(failures)
        .allSatisfy(
            failure -> {
              assertThat(failure.verdict()).isEqualTo(Verdict.MAYBE_DONE);
              assertThat(failure.symptom()).isEqualTo(Symptom.SILENT);
              assertThat(failure.isAmbiguous()).isTrue();
              assertThat(failure.isAnswered()).isFalse();
            });
  }

  @Test
  void another_time_out_changes_nothing_else() {
    Backend quick = backend().within(Duration.ofSeconds(3));

    assertThat(quick.access()).isEqualTo(backend().access().within(Duration.ofSeconds(3)));
    assertThat(quick.capabilities()).isEqualTo(backend().capabilities());
  }

  @Test
  void a_check_tells_what_works_and_never_fails() {
    assertThat(backend().check())
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.result()).isNotEqualTo(Finding.Result.FAILED));
    assertThat(nowhere().check())
        .anySatisfy(found -> assertThat(found.result()).isEqualTo(Finding.Result.FAILED));
    assertThat(backend().checkIdentity()).isEmpty();
    assertThat(backendForStranger().checkIdentity()).isPresent();
  }
}
