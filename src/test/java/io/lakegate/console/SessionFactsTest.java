package io.lakegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.session.Session;
import io.lakegate.session.Statement;
import io.lakegate.session.StoredSessions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a console says of its session, and what each person may do there. */
class SessionFactsTest extends RepositoryTest {
  private StoredSessions stored;
  private UUID session;

  @BeforeEach
  void start() {
    stored = new StoredSessions(database, ACME);
    session = stored.ready();
  }

  @Test
  void phases_say_how_long_each_took_and_which_lasts() {
    stored.clock.passes(Duration.ofSeconds(90));

    SessionFacts facts =
        new SessionFacts(stored.session(session), stored.ada, Optional.empty(), List.of());

    assertThat(facts.getPhases())
        .extracting(SessionFacts.Phase::state)
        .containsExactly("done", "done", "now");
  }

  @Test
  void a_busy_session_has_no_idle_end_to_count_down_to() {
    assertThat(new SessionRow(stored.session(session), stored.ada).isCountingDown()).isTrue();

    Statement statement = stored.submit(session, "1");
    stored.accept(statement);

    assertThat(new SessionRow(stored.session(session), stored.ada).isCountingDown()).isFalse();
  }

  @Test
  void only_its_owner_uses_a_session_and_administrators_may_stop_it() {
    Session of = stored.session(session);
    Caller editor = new Caller(ACME, "acme", UUID.randomUUID(), "bob", Role.EDITORS);
    Caller administrator = new Caller(ACME, "acme", UUID.randomUUID(), "eve", Role.ADMINISTRATORS);

    assertThat(new SessionRow(of, stored.ada).isUsable()).isTrue();
    assertThat(new SessionRow(of, editor).isUsable()).isFalse();
    assertThat(new SessionRow(of, editor).isStoppable()).isFalse();
    assertThat(new SessionRow(of, administrator).isUsable()).isFalse();
    assertThat(new SessionRow(of, administrator).isStoppable()).isTrue();
  }

  @Test
  void a_colleague_it_is_shared_with_uses_it_with_the_rights_of_its_owner() {
    Caller bob = new Caller(ACME, "acme", UUID.randomUUID(), "bob", Role.EDITORS);

    SessionFacts facts =
        new SessionFacts(
            stored.session(session),
            bob,
            Optional.empty(),
            List.of(stored.sharedWith(session, bob.personId(), "bob")));

    assertThat(facts.getRow().isUsable()).isTrue();
    assertThat(facts.isActingForOwner()).isTrue();
    assertThat(facts.isShareable()).isFalse();
    assertThat(facts.getSharedWith()).isEqualTo("bob");
  }
}
