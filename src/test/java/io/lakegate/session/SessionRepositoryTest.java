package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionRepositoryTest extends RepositoryTest {
  private static final SessionFilter ANY = new SessionFilter(null, null, null, null, null);

  private Ledger ledger;
  private SessionRepository sessions;
  private Instant now;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    sessions = ledger.sessions;
    now = ledger.clock.instant();
  }

  @Test
  void another_tenants_session_is_not_found() {
    UUID id = ledger.launch();

    assertThat(sessions.find(GLOBEX, id)).isEmpty();
    assertThat(sessions.lock(GLOBEX, id)).isEmpty();
    assertThat(sessions.find(ACME, id)).isPresent();
  }

  @Test
  void another_tenants_sessions_are_not_listed() {
    Session session = ledger.session(ledger.launch());

    assertThat(sessions.list(GLOBEX, Reach.all(), ANY, null, 10)).isEmpty();
    assertThat(sessions.listLiveIn(GLOBEX, session.getWorkspaceId(), 10)).isEmpty();
    assertThat(sessions.listLiveOf(GLOBEX, session.getProfileId(), 10)).isEmpty();
    assertThat(sessions.list(ACME, Reach.all(), ANY, null, 10)).hasSize(1);
    assertThat(sessions.listLiveIn(ACME, session.getWorkspaceId(), 10)).hasSize(1);
    assertThat(sessions.listLiveOf(ACME, session.getProfileId(), 10)).hasSize(1);
    assertThat(sessions.listLiveOf(ACME, session.getWorkspaceId(), 10)).hasSize(1);
  }

  @Test
  void another_tenants_session_is_neither_changed_nor_ended() {
    UUID id = ledger.launch("import a");

    assertThat(sessions.update(GLOBEX, id, session -> session.requestStop(EndCause.USER, now)))
        .isEmpty();
    assertThat(sessions.end(GLOBEX, id, EndCause.USER, null, StatementState.LOST, now)).isEmpty();
    sessions.seenIdle(GLOBEX, List.of(id), now);

    assertThat(ledger.session(id).getState()).isEqualTo(SessionState.LAUNCHING);
    assertThat(ledger.session(id).getStopRequestedAt()).isNull();
    assertThat(ledger.session(id).getCheckedAt()).isNull();
    assertThat(ledger.statements.listUnended(ACME, id, 10)).hasSize(1);
    sessions.seenIdle(ACME, List.of(id), now);
    assertThat(ledger.session(id).getCheckedAt()).isEqualTo(now);
  }

  @Test
  void another_tenants_log_is_neither_found_nor_written() {
    UUID id = ledger.launch();
    sessions.saveLog(ACME, id, List.of("ours"), now);

    sessions.saveLog(GLOBEX, id, List.of("theirs"), now);

    assertThat(sessions.findLog(GLOBEX, id)).isEmpty();
    assertThat(sessions.findLog(ACME, id).orElseThrow().getLines()).containsExactly("ours");
  }

  @Test
  void the_quota_counts_what_is_alive() {
    UUID first = ledger.launch(1, null);

    assertThatThrownBy(() -> ledger.launch(1, null))
        .asInstanceOf(InstanceOfAssertFactories.type(LakegateException.class))
        .extracting(LakegateException::code)
        .isEqualTo(ErrorCode.SESSION_QUOTA_REACHED);

    sessions.end(ACME, first, EndCause.USER, null, StatementState.CANCELLED, now);
    assertThat(ledger.launch(1, null)).isNotNull();
  }

  @Test
  void a_list_is_newest_first_and_goes_on_behind_its_cursor_without_a_gap() {
    List<UUID> launched = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      launched.add(0, ledger.launch());
      ledger.clock.passes(java.time.Duration.ofSeconds(i % 2));
    }

    List<Session> first = sessions.list(ACME, Reach.all(), ANY, null, 3);
    Session last = first.get(2);
    TimeCursor after =
        TimeCursor.parse(new TimeCursor(last.getCreatedAt(), last.getId()).toString());
    List<Session> second = sessions.list(ACME, Reach.all(), ANY, after, 3);

    List<UUID> seen = new ArrayList<>(first.stream().map(Session::getId).toList());
    seen.addAll(second.stream().map(Session::getId).toList());
    assertThat(seen).containsExactlyInAnyOrderElementsOf(launched).doesNotHaveDuplicates();
  }

  @Test
  void a_session_that_ends_takes_its_statements_and_its_lease_with_it() {
    UUID id = ledger.launch("import a");

    sessions.end(ACME, id, EndCause.USER, "why", StatementState.LOST, now);

    assertThat(ledger.statements.listUnended(ACME, id, 10)).isEmpty();
    ledger.clock.passes(Duration.ofHours(1));
    assertThat(ledger.takenByAnotherNode(id)).isFalse();
    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.USER);
  }
}
