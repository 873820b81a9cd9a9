package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowBodiesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void all_callers_together_get_so_many_places_and_one_that_is_given_back_is_free()
      throws Exception {
    SlowBodies slow = new SlowBodies(2, 2, 0);

    assertThat(slow.enter("a", Duration.ZERO)).isTrue();
    assertThat(slow.enter("b", Duration.ZERO)).isTrue();
    assertThat(slow.enter("c", Duration.ZERO)).isFalse();
    slow.leave("a");
    assertThat(slow.enter("c", Duration.ZERO)).isTrue();
  }

  @Test
  void more_than_may_wait_are_refused_at_once() throws Exception {
    SlowBodies slow = new SlowBodies(1, 1, 0);
    slow.enter("a", Duration.ZERO);

    assertThat(assertTimeoutPreemptively(SOON, () -> slow.enter("b", LONG))).isFalse();
  }

  @Test
  void who_waits_gets_the_next_place_as_soon_as_it_is_free() throws Exception {
    SlowBodies slow = new SlowBodies(1, 1, 1);
    slow.enter("a", Duration.ZERO);
    FutureTask<Boolean> entering = new FutureTask<>(() -> slow.enter("b", LONG));
    Thread waiting = new Thread(entering);
    waiting.setDaemon(true);
    waiting.start();
    assertTimeoutPreemptively(
        SOON,
        () -> {
          while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
        });

    slow.leave("a");

    assertThat(entering.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }
}
