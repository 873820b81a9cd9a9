package io.lakegate.session;

import static io.lakegate.session.ObservedTracker.next;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backend that answers slowly holds up its own sessions and nobody else's. */
class PlacesTest {
  private static final int PLACES = 8;
  private static final UUID SLOW = new UUID(0x51, 0);

  private final ObservedTracker observed = new ObservedTracker();
  private final CountDownLatch answered = new CountDownLatch(1);

  @AfterEach
  void end() {
    answered.countDown();
    observed.close();
  }

  /** All places of the slow workspace are taken when this returns. */
  private void takeAllPlaces() throws InterruptedException {
    observed.step =
        watch -> {
          if (watch.session.getWorkspaceId().equals(SLOW)) {
            awaitAnswer();
          }
          return null;
        };
    for (int i = 0; i < PLACES; i++) {
      observed.wake(observed.session(SLOW));
      next(observed.stepped);
    }
  }

  private void awaitAnswer() {
    try {
      answered.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_ninth_session_of_a_workspace_that_does_not_answer_takes_no_thread() throws Exception {
    takeAllPlaces();
    UUID ninth = observed.session(SLOW);
    observed.read.clear();

    observed.wake(ninth);
    assertThat(next(observed.read)).isEqualTo(ninth);
    observed.wake(ninth);

    // Read a second time: so the first step is over, and it was not held by the backend.
    assertThat(next(observed.read)).isEqualTo(ninth);
    assertThat(observed.stepped).isEmpty();
  }

  @Test
  void a_ninth_session_has_its_turn_when_a_place_is_free() throws Exception {
    takeAllPlaces();
    UUID ninth = observed.session(SLOW);
    observed.read.clear();
    observed.wake(ninth);
    next(observed.read);
    observed.wake(ninth);
    next(observed.read);

    answered.countDown();

    assertThat(next(observed.stepped)).isEqualTo(ninth);
  }

  @Test
  void sessions_of_other_workspaces_go_on() throws Exception {
    takeAllPlaces();
    UUID elsewhere = observed.session(UUID.randomUUID());

    observed.wake(elsewhere);

    assertThat(next(observed.stepped)).isEqualTo(elsewhere);
  }

  @Test
  void a_session_that_is_to_be_stopped_takes_none_of_them() throws Exception {
    takeAllPlaces();
    UUID stopped = observed.session(SLOW);
    observed.row(stopped).requestStop(EndCause.USER, LedgerRows.NOW);

    observed.wake(stopped);

    assertThat(next(observed.stepped)).isEqualTo(stopped);
  }

  @Test
  void a_step_that_fails_gives_its_place_back() throws Exception {
    observed.step =
        watch -> {
          throw new IllegalStateException("for the test");
        };
    for (int i = 0; i < PLACES + 1; i++) {
      observed.wake(observed.session(SLOW));
      next(observed.stepped);
    }
    observed.step = watch -> Duration.ofSeconds(1);
    UUID after = observed.session(SLOW);

    observed.wake(after);

    assertThat(next(observed.stepped)).isEqualTo(after);
  }
}
