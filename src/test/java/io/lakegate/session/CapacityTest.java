package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivyProblems;
import io.lakegate.client.livy.LivySession;
import io.lakegate.client.livy.LivySessionRequest;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.LakegateException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a backend's own refusal of a launch means. */
class CapacityTest extends RepositoryTest {
  private Ledger ledger;
  private LakegateException refusal;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    ledger.talkWith(
        new FakeLivy() {
          @Override
          public LivySession createSession(LivyEndpoint endpoint, LivySessionRequest request) {
            calls.add("create");
            throw refusal;
          }
        });
  }

  private static LakegateException refused(String reason) {
    return LivyProblems.rejected(reason);
  }

  private Session launched(LakegateException answer) {
    refusal = answer;
    UUID id = ledger.launch();
    ledger.step(id);
    return ledger.session(id);
  }

  @Test
  void a_backend_that_is_full_ends_the_launch_for_want_of_capacity() {
    Session session = launched(refused("Rejected, Reason: Too many sessions are open"));

    assertThat(session.getEndCause()).isEqualTo(EndCause.CAPACITY);
    assertThat(session.getMessage()).contains("Too many sessions");
  }

  @Test
  void a_backend_that_will_not_start_it_fails_the_launch_for_its_reason() {
    Session session = launched(refused("Rejected, Reason: local path /x cannot be added"));

    assertThat(session.getEndCause()).isEqualTo(EndCause.START_FAILED);
    assertThat(session.getMessage()).contains("/x cannot be added");
  }

  @Test
  void a_backend_that_has_a_session_of_that_name_is_asked_for_it() {
    Session session = launched(refused("Rejected, Reason: Duplicate session name: Some(x)"));

    assertThat(session.getState()).isEqualTo(SessionState.LAUNCHING);
    assertThat(session.getAttemptedAt()).isNotNull();
  }

  @Test
  void a_backend_that_is_busy_is_asked_again_when_it_said_and_nothing_is_in_doubt() {
    refusal = LivyProblems.busy(Duration.ofSeconds(7));
    UUID id = ledger.launch();

    Duration rest = ledger.step(id);

    assertThat(rest).isEqualTo(Duration.ofSeconds(7));
    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.LAUNCHING);
    assertThat(ledger.session(id).getAttemptedAt()).isNull();
  }

  @Test
  void credentials_that_the_backend_refuses_fail_the_launch() {
    Session session = launched(LivyProblems.refused(401));

    assertThat(session.getEndCause()).isEqualTo(EndCause.START_FAILED);
  }
}
