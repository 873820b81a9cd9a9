package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.backend.Access;
import io.lakegate.backend.Backend;
import io.lakegate.client.livy.LivyProblems;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.session.FaultyLivy.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one look at a session finds out, writes down and asks of its backend. */
class SessionCheckTest extends RepositoryTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration SOON = Duration.ofMillis(20);

  private Ledger ledger;
  private FaultyLivy livy;
  private SessionCheck check;
  private UUID id;

  @BeforeEach
  void aReadySession() {
    ledger = new Ledger(database, ACME);
    livy = new FaultyLivy(ledger.livy);
    ledger.talkWith(livy);
    check = ledger.check;
    id = ledger.ready();
    forgetWhatWasDone();
  }

  private void forgetWhatWasDone() {
    ledger.livy.calls.clear();
    ledger.told.clear();
  }

  private Watch watch() {
    return ledger.watch(id);
  }

  private Session session() {
    return ledger.session(id);
  }

  private int version() {
    return session().getVersion();
  }

  private void requestStop() {
    ledger.sessions.update(
        ACME, id, session -> session.requestStop(EndCause.USER, ledger.clock.instant()));
  }

  /** Whether this writes the session's row, and tells those who watch it. */
  private boolean writes(Runnable look) {
    int before = version();
    ledger.told.clear();
    look.run();
    boolean written = version() != before;
    assertThat(ledger.told.contains(id)).isEqualTo(written);
    return written;
  }

  @Nested
  class A_session_that_is_there {
    @Test
    void is_written_down_again_only_after_five_seconds() {
      ledger.clock.passes(Duration.ofSeconds(10));
      check.step(watch());

      ledger.clock.passes(Duration.ofSeconds(5));
      assertThat(writes(() -> check.step(watch()))).isFalse();
      ledger.clock.passes(MOMENT);
      assertThat(writes(() -> check.step(watch()))).isTrue();

      assertThat(session().getCheckedAt()).isEqualTo(ledger.clock.instant());
    }

    @Test
    void is_written_down_at_once_when_its_state_is_another_one() {
      check.step(watch());
      ledger.livy.only().state = "busy";
      Watch watch = watch();

      assertThat(writes(() -> check.step(watch))).isTrue();

      assertThat(watch.session.getState()).isEqualTo(SessionState.BUSY);
    }

    @Test
    void is_written_down_at_once_when_a_list_put_it_in_doubt() {
      check.step(watch());
      ledger.sessions.update(ACME, id, Session::doubt);

      assertThat(writes(() -> check.step(watch()))).isTrue();

      assertThat(session().getCheckedAt()).isNotNull();
    }

    @Test
    void is_written_down_at_once_when_it_was_out_of_reach() {
      check.step(watch());
      check.unreachable(watch(), LivyProblems.noAnswer());
      Watch watch = watch();
      watch.failures = 7;

      assertThat(writes(() -> check.step(watch))).isTrue();

      assertThat(session().unreachableSince()).isNull();
      assertThat(watch.failures).isZero();
    }

    @Test
    void is_not_over() {
      assertThat(check.isGone(watch())).isFalse();
    }

    @Test
    void is_no_news_before_a_statement_is_read_unless_it_was_out_of_reach() {
      ledger.clock.passes(Duration.ofMinutes(1));
      assertThat(writes(() -> check.isGone(watch()))).isFalse();
      check.unreachable(watch(), LivyProblems.noAnswer());

      assertThat(writes(() -> check.isGone(watch()))).isTrue();

      assertThat(session().unreachableSince()).isNull();
    }

    @Test
    void and_was_in_a_state_that_nobody_knows_is_news_before_a_statement_is_read() {
      ledger.livy.only().state = "hibernating";
      check.step(watch());
      ledger.livy.only().state = "busy";
      Watch watch = watch();

      assertThat(writes(() -> check.isGone(watch))).isTrue();

      assertThat(session().getState()).isEqualTo(SessionState.BUSY);
      assertThat(watch.sessionCheckedAt).isEqualTo(ledger.clock.instant());
    }
  }

  @Nested
  class A_session_that_the_backend_forgot {
    private Watch forgotten(Duration quiet) {
      ledger.livy.restart();
      ledger.clock.passes(quiet);
      return watch();
    }

    @Test
    void ends_and_everybody_who_watches_it_is_told() {
      Watch watch = forgotten(Duration.ofMinutes(1));

      assertThat(check.step(watch)).isNull();

      assertThat(watch.session.isEnded()).isTrue();
      assertThat(session().getMessage()).contains("no longer knows this session");
      assertThat(ledger.told).contains(id);
    }

    @Test
    void is_over() {
      assertThat(check.isGone(forgotten(Duration.ofMinutes(1)))).isTrue();
    }

    @Test
    void within_fifty_five_minutes_was_lost() {
      check.step(forgotten(Duration.ofMinutes(55)));

      assertThat(session().getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
    }

    @Test
    void later_was_most_likely_idle_for_too_long() {
      check.step(forgotten(Duration.ofMinutes(55).plus(MOMENT)));

      assertThat(session().getEndCause()).isEqualTo(EndCause.BACKEND_IDLE);
    }

    @Test
    void with_a_statement_in_it_was_lost_however_late() {
      ledger.submit(id, "1+1");

      check.step(forgotten(Duration.ofMinutes(90)));

      assertThat(session().getEndCause()).isEqualTo(EndCause.BACKEND_LOST);
    }

    @Test
    void is_over_for_a_statement_that_runs_in_it_before_that_is_asked_about() {
      ledger.sendNow(id, ledger.submit(id, "1+1"));
      ledger.step(id);
      Watch watch = forgotten(Duration.ofSeconds(6));
      forgetWhatWasDone();

      assertThat(ledger.step(id)).isNull();

      assertThat(watch.session.isEnded()).isTrue();
      assertThat(ledger.livy.calls).doesNotContain("statement");
    }
  }

  @Nested
  class A_session_that_cannot_be_asked_about_alone {
    /** The backend's list begins with somebody else's session. */
    @BeforeEach
    void amongOthers() {
      FakeLivy.RemoteSession ours = ledger.livy.only();
      ours.state = "busy";
      ledger.livy.sessions.clear();
      ledger.livy.stranger("somebody-elses");
      ledger.livy.sessions.put(ours.id, ours);
    }

    @Test
    void is_found_in_the_list_by_its_id() {
      livy.fail(Call.SESSION, LivyProblems::serverError);

      check.step(watch());

      assertThat(session().getState()).isEqualTo(SessionState.BUSY);
    }

    @Test
    void is_found_in_the_list_by_its_name() {
      livy.fail(Call.SESSION, LivyProblems::serverError);

      assertThat(check.recover(watch()).session().orElseThrow().id())
          .isEqualTo(session().getRemoteId());
    }

    @Test
    void is_as_unknown_as_before_when_the_list_lacks_it() {
      ledger.livy.sessions.remove(session().getRemoteId());
      livy.fail(Call.SESSION, LivyProblems::serverError);

      assertThat(check.step(watch())).isPositive();

      assertThat(session().isEnded()).isFalse();
      assertThat(session().getMessage()).contains("Internal error");
    }

    @Test
    void is_as_unknown_as_before_when_the_list_does_not_come() {
      livy.fail(Call.SESSION, LivyProblems::serverError);
      livy.fail(Call.LIST, LivyProblems::noAnswer);

      assertThat(check.step(watch())).isPositive();

      assertThat(session().isEnded()).isFalse();
      assertThat(session().getMessage()).contains("Internal error");
    }

    @Test
    void is_not_looked_for_in_the_list_for_silence_alone() {
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      check.step(watch());

      assertThat(ledger.livy.calls).doesNotContain("list");
      assertThat(session().unreachableSince()).isEqualTo(ledger.clock.instant());
    }

    @Test
    void is_looked_for_in_the_list_for_silence_when_it_is_to_be_stopped() {
      requestStop();
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      assertThat(check.findOwn(watch())).isPresent();
    }

    @Test
    void is_not_looked_for_at_a_backend_that_cannot_be_reached() {
      requestStop();
      livy.fail(Call.SESSION, LivyProblems::notSent);

      check.step(watch());

      assertThat(ledger.livy.calls).doesNotContain("list");
    }
  }

  @Test
  void the_backend_is_opened_once_in_five_seconds_unless_the_rows_have_to_be_read() {
    List<UUID> opened = new ArrayList<>();
    Function<UUID, Access> opening = ledger.opening;
    ledger.opening =
        person -> {
          opened.add(person);
          return opening.apply(person);
        };
    ledger.clock.passes(Duration.ofMinutes(1));

    check.backend(watch());
    ledger.clock.passes(Duration.ofSeconds(5));
    check.backend(watch());
    assertThat(opened).hasSize(1);
    ledger.clock.passes(MOMENT);
    check.backend(watch());
    assertThat(opened).hasSize(2);

    Watch unread = watch();
    unread.readAt = null;
    check.backend(unread);
    assertThat(opened).hasSize(3);
  }

  @Test
  void whatever_a_call_throws_is_a_refusal_that_names_the_host() {
    livy.fail(Call.SESSION, StackOverflowError::new);

    LakegateException refusal =
        catchThrowableOfType(
            LakegateException.class, () -> check.asking(watch(), backend -> backend.find("0")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
    assertThat(refusal)
        .hasMessageContaining("livy")
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }

  @Nested
  class A_backend_out_of_reach {
    private final LakegateException problem = LivyProblems.noAnswer();

    private void unreachable() {
      check.unreachable(watch(), problem);
    }

    @Test
    void is_written_down_once_and_again_after_a_minute_when_the_state_is_no_longer_believed() {
      Watch watch = watch();
      assertThat(writes(() -> check.unreachable(watch, problem))).isTrue();
      assertThat(watch.session.unreachableSince()).isEqualTo(ledger.clock.instant());

      ledger.clock.passes(SessionCheck.PATIENCE);
      assertThat(writes(this::unreachable)).isFalse();
      ledger.clock.passes(MOMENT);
      assertThat(writes(this::unreachable)).isTrue();
      assertThat(session().getState()).isEqualTo(SessionState.UNKNOWN);

      ledger.clock.passes(Duration.ofHours(1));
      assertThat(writes(this::unreachable)).isFalse();
    }

    @Test
    void is_written_down_at_once_when_a_sign_in_is_what_it_needs_now() {
      unreachable();
      ledger.clock.passes(Duration.ofSeconds(1));

      assertThat(writes(() -> check.unreachable(watch(), expired()))).isTrue();
      assertThat(session().getSignInExpiredSince()).isEqualTo(ledger.clock.instant());
      assertThat(writes(() -> check.unreachable(watch(), expired()))).isFalse();

      assertThat(writes(this::unreachable)).isTrue();
      assertThat(session().getSignInExpiredSince()).isNull();
    }

    private static LakegateException expired() {
      return new LakegateException(ErrorCode.BACKEND_SIGN_IN_EXPIRED, "invalid_grant");
    }

    @Test
    void for_want_of_a_sign_in_is_waited_for_for_twelve_hours() {
      check.unreachable(watch(), expired());
      ledger.clock.passes(Duration.ofHours(12));
      assertThat(check.unreachable(watch(), expired())).isPositive();

      ledger.clock.passes(MOMENT);
      Watch watch = watch();

      assertThat(check.unreachable(watch, expired())).isNull();
      assertThat(watch.session.getEndCause()).isEqualTo(EndCause.SIGN_IN_EXPIRED);
    }

    @Test
    void is_asked_at_once_with_another_token_three_times_and_nobody_is_told() {
      ledger.replacing = (asked, refusal) -> true;
      Watch watch = watch();
      for (int i = 0; i < 3; i++) {
        check.backend(watch);
        assertThat(writes(() -> assertThat(check.unreachable(watch, problem)).isEqualTo(SOON)))
            .isFalse();
        assertThat(watch.backend).isNull();
      }

      check.backend(watch);
      Duration rest = check.unreachable(watch, problem);

      assertThat(rest).isEqualTo(Duration.ofSeconds(4));
      assertThat(session().unreachableSince()).isNotNull();
    }

    @Test
    void has_refused_no_token_when_none_was_asked_for() {
      ledger.replacing = (asked, refusal) -> true;
      Watch watch = watch();
      watch.backend = null;

      assertThat(check.replaceToken(watch, problem)).isFalse();
    }

    @Test
    void keeps_its_address_when_there_is_no_other_token() {
      Watch watch = watch();
      Backend asked = check.backend(watch);

      assertThat(check.replaceToken(watch, problem)).isFalse();
      assertThat(watch.backend).isSameAs(asked);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "It is gone, It is gone.",
    "It is gone., It is gone.",
    "Gone!, Gone!",
    "Why?, Why?",
    "Hm…, Hm…"
  })
  void what_a_server_said_ends_as_a_sentence(String said, String sentence) {
    LakegateException problem = new LakegateException(ErrorCode.LIVY_REFUSED, "livy", said);

    assertThat(SessionCheck.sentence(problem)).endsWith(": " + sentence);
  }

  @Nested
  class Keeping_a_session_alive {
    private Duration connect() {
      forgetWhatWasDone();
      return check.connect(watch());
    }

    @Test
    void is_one_call_for_a_session_seen_within_two_minutes() {
      ledger.clock.passes(Duration.ofMinutes(2).minus(MOMENT));
      Watch watch = watch();

      assertThat(check.connect(watch)).isZero();

      assertThat(ledger.livy.calls).containsExactly("connect");
      assertThat(session().connectedAt()).isEqualTo(ledger.clock.instant());
      assertThat(watch.session.connectedAt()).isEqualTo(ledger.clock.instant());
    }

    @Test
    void looks_first_at_whose_session_it_is_when_it_was_not_seen_for_two_minutes() {
      ledger.clock.passes(Duration.ofMinutes(2));

      assertThat(connect()).isZero();

      assertThat(ledger.livy.calls).containsExactly("find id", "connect");
    }

    @Test
    void looks_first_when_a_list_put_it_in_doubt() {
      ledger.sessions.update(ACME, id, Session::doubt);

      connect();

      assertThat(ledger.livy.calls).containsExactly("find id", "connect");
    }

    @Test
    void finds_out_that_the_session_is_gone() {
      ledger.livy.restart();
      ledger.clock.passes(Duration.ofMinutes(2));

      assertThat(connect()).isNull();

      assertThat(session().isEnded()).isTrue();
      assertThat(ledger.livy.calls).doesNotContain("connect");
    }

    @Test
    void waits_for_a_backend_that_does_not_answer_the_look() {
      ledger.clock.passes(Duration.ofMinutes(2));
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      assertThat(connect()).isEqualTo(Duration.ofMillis(500));

      assertThat(session().unreachableSince()).isNotNull();
      assertThat(ledger.livy.calls).doesNotContain("connect");
    }

    @Test
    void is_tried_again_after_a_minute_when_the_session_answers_and_does_not_take_it() {
      livy.fail(Call.CONNECT, LivyProblems::serverError);

      assertThat(connect()).isEqualTo(Duration.ofMinutes(1));

      assertThat(session().unreachableSince()).isNull();
      assertThat(session().connectedAt()).isNull();
    }

    @Test
    void that_fails_because_the_session_is_gone_ends_it() {
      livy.fail(
          Call.CONNECT,
          () -> {
            ledger.livy.restart();
            return LivyProblems.serverError();
          });

      assertThat(connect()).isNull();

      assertThat(session().isEnded()).isTrue();
    }

    @Test
    void is_tried_again_at_once_with_another_token() {
      ledger.replacing = (asked, refusal) -> true;
      livy.fail(Call.CONNECT, () -> LivyProblems.refused(401));

      assertThat(connect()).isEqualTo(SOON);

      assertThat(session().unreachableSince()).isNull();
    }

    @Test
    void waits_for_a_backend_that_answers_neither_call() {
      livy.fail(Call.CONNECT, LivyProblems::noAnswer);
      livy.fail(Call.SESSION, LivyProblems::noAnswer);

      assertThat(connect()).isEqualTo(Duration.ofMillis(500));

      assertThat(session().unreachableSince()).isNotNull();
    }
  }
}
