package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivyLog;
import io.lakegate.client.livy.LivyProblems;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver's log: read from the backend for Editors, at most every two seconds. */
class DriverLogTest extends RepositoryTest {
  private final List<String> asked = new ArrayList<>();
  private List<String> lines = List.of("one", "two", "three");
  private LakegateException failure;
  private Services services;
  private SessionService service;
  private Session session;
  private Caller viewer;

  @BeforeEach
  void start() {
    services = new Services(database, ACME);
    service = services.sessions;
    services.ledger.talkWith(
        new FakeLivy() {
          @Override
          public LivyLog log(LivyEndpoint endpoint, String id, Integer from, Integer size) {
            asked.add(id + " " + from + " " + size);
            if (failure != null) {
              throw failure;
            }
            return new LivyLog(id, 0, lines.size(), lines);
          }
        });
    session = service.launch(ACME, services.ledger.ada, services.form(), null);
    viewer = new Caller(ACME, "acme", UUID.randomUUID(), "vi", Role.VIEWERS);
  }

  private SessionService.LogPage page(Caller caller, Integer from, Integer size) {
    return service.logPage(ACME, caller, session.getId(), from, size);
  }

  private List<String> log(Integer from, Integer size) {
    return page(services.ledger.ada, from, size).log();
  }

  @Test
  void is_read_from_the_backend_and_kept_with_its_time() {
    services.ready(session);
    services.told.clear();

    SessionService.LogPage page = page(services.ledger.ada, null, null);

    assertThat(page.log()).containsExactly("one", "two", "three");
    assertThat(page.from()).isZero();
    assertThat(page.total()).isEqualTo(3);
    assertThat(page.readAt()).isEqualTo(services.ledger.clock.instant());
    assertThat(asked).containsExactly("0 null 1000");
    assertThat(services.told).containsExactly(session.getId());
    assertThat(service.findLog(ACME, viewer, session.getId()).orElseThrow().getLines())
        .containsExactly("one", "two", "three");
  }

  @Test
  void is_not_read_again_within_two_seconds() {
    services.ready(session);
    log(null, null);
    services.ledger.clock.passes(Duration.ofMillis(1999));
    log(null, null);
    assertThat(asked).hasSize(1);

    services.ledger.clock.passes(Duration.ofMillis(1));
    log(null, null);

    assertThat(asked).hasSize(2);
  }

  @Test
  void is_shown_to_viewers_as_it_was_last_read_without_asking_a_backend() {
    services.ready(session);

    SessionService.LogPage page = page(viewer, null, null);

    assertThat(page.log()).isEmpty();
    assertThat(page.readAt()).isNull();
    assertThat(asked).isEmpty();
  }

  @Test
  void of_a_session_no_backend_knows_or_that_has_ended_is_not_asked_for() {
    assertThat(log(null, null)).isEmpty();
    services.ready(session);
    services.end(session);
    assertThat(log(null, null)).isEmpty();

    assertThat(asked).isEmpty();
  }

  @Test
  void stays_as_it_was_when_the_backend_does_not_answer() {
    services.ready(session);
    log(null, null);
    services.ledger.clock.passes(Duration.ofSeconds(5));
    failure = LivyProblems.refused(401);

    assertThat(log(null, null)).containsExactly("one", "two", "three");
    assertThat(services.replaced).containsExactly(ErrorCode.LIVY_UNAUTHORIZED);
  }

  @Test
  void stays_as_it_was_when_the_backend_is_closed_to_its_owner() {
    services.ready(session);
    services.closed = new LakegateException(ErrorCode.BACKEND_SIGN_IN_MISSING);

    assertThat(log(null, null)).isEmpty();
    assertThat(services.replaced).isEmpty();
  }

  @Test
  void is_given_in_pages() {
    services.ready(session);
    lines = IntStream.range(0, 300).mapToObj(String::valueOf).toList();

    assertThat(log(null, null)).hasSize(100).startsWith("200").endsWith("299");
    assertThat(log(null, 2)).containsExactly("298", "299");
    assertThat(log(5, 2)).containsExactly("5", "6");
    assertThat(log(-3, 2)).containsExactly("0", "1");
    assertThat(log(299, 2)).containsExactly("299");
    assertThat(log(900, 2)).isEmpty();
    assertThat(log(0, -1)).isEmpty();
    assertThat(log(0, 5000)).hasSize(300);
    assertThat(page(services.ledger.ada, 900, 2).from()).isEqualTo(300);
    assertThat(page(services.ledger.ada, 5, 2).total()).isEqualTo(300);
  }

  @Test
  void hides_what_looks_like_a_secret() {
    services.ready(session);
    lines = List.of("Authorization: Bearer canary-in-the-log-1234567890");

    assertThat(log(null, null).toString()).doesNotContain("canary");
  }

  @Test
  void is_refreshed_by_the_tracker_for_editors_only() {
    services.ready(session);

    service.refreshLog(ACME, viewer, session.getId());
    assertThat(services.work).isEmpty();
    service.refreshLog(ACME, services.ledger.ada, session.getId());
    assertThat(asked).isEmpty();
    services.work.get(0).run();

    assertThat(asked).hasSize(1);
    assertThat(service.findLog(ACME, viewer, session.getId())).isPresent();
  }

  @Test
  void is_not_there_for_who_does_not_reach_the_session() {
    TenantId other = GLOBEX;
    Caller theirs = new Caller(other, "globex", UUID.randomUUID(), "eve", Role.ADMINISTRATORS);

    for (Runnable reading :
        List.<Runnable>of(
            () -> service.logPage(other, theirs, session.getId(), null, null),
            () -> service.findLog(other, theirs, session.getId()),
            () -> service.refreshLog(other, theirs, session.getId()))) {
      assertThat(catchThrowableOfType(LakegateException.class, reading::run).code())
          .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }
  }
}
