package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PacedBodyTest {
  private static final String ADDRESS = "203.0.113.9";

  private final SlowBodies slow = new SlowBodies(2, 1, 0);
  private final Sender sender = new Sender();
  private final PacedBody body = new PacedBody(sender, slow, ADDRESS, () -> sender.now);

  /** Sends pieces of a body, each after a pause. */
  private static final class Sender extends ServletInputStream {
    private final Deque<Integer> sizes = new ArrayDeque<>();
    private final Deque<Duration> pauses = new ArrayDeque<>();
    private long now = 1_000_000_000_000L;
    private IOException failure;

    Sender after(Duration pause, int size) {
      pauses.add(pause);
      sizes.add(size);
      return this;
    }

    @Override
    public int available() {
      boolean there = !sizes.isEmpty() && pauses.getFirst().isZero();
      return there ? sizes.getFirst() : 0;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (sizes.isEmpty()) {
        if (failure != null) {
          throw failure;
        }
        return -1;
      }
      now += pauses.remove().toNanos();
      return sizes.remove();
    }

    @Override
    public boolean isFinished() {
      return sizes.isEmpty() && failure == null;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private void readAll() throws IOException {
    byte[] buffer = new byte[65536];
    while (body.read(buffer, 0, buffer.length) >= 0) {
      // To the end.
    }
  }

  private boolean hasPlace() throws InterruptedException {
    boolean entered = slow.enter(ADDRESS, Duration.ZERO);
    if (entered) {
      slow.leave(ADDRESS);
    }
    return entered;
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void a_body_that_is_there_takes_no_place() throws Exception {
    slow.enter(ADDRESS, Duration.ZERO);
    sender.after(Duration.ZERO, 100).after(Duration.ZERO, 100);

    readAll();
  }

  @Test
  void a_body_that_is_waited_for_takes_a_place_until_it_is_read() throws Exception {
    sender.after(Duration.ofSeconds(1), 100).after(Duration.ZERO, 100);
    byte[] buffer = new byte[1000];

    body.read(buffer, 0, 1000);
    assertThat(hasPlace()).isFalse();

    readAll();
    assertThat(hasPlace()).isTrue();
  }

  @Test
  void a_request_that_ends_gives_its_place_back_once() throws Exception {
    sender.after(Duration.ofSeconds(1), 100).after(Duration.ZERO, 100);
    body.read(new byte[1000], 0, 1000);

    body.release();
    body.release();

    assertThat(slow.enter(ADDRESS, Duration.ZERO)).isTrue();
    assertThat(slow.enter(ADDRESS, Duration.ZERO)).isFalse();
  }

  @Test
  void without_a_place_a_body_that_must_be_waited_for_is_refused() throws Exception {
    slow.enter(ADDRESS, Duration.ZERO);
    sender.after(Duration.ofSeconds(1), 100);

    assertRefused(this::readAll, ErrorCode.TOO_MANY_SLOW_BODIES);
  }

  @Test
  void one_caller_does_not_take_the_places_of_others() throws Exception {
    slow.enter("203.0.113.1", Duration.ZERO);
    sender.after(Duration.ofSeconds(1), 100);

    readAll();
  }

  @Test
  void a_body_of_hours_passes_at_the_least_rate() throws Exception {
    for (int second = 0; second < 3 * 3600; second++) {
      sender.after(Duration.ofSeconds(1), PacedBody.MIN_BYTES_PER_SECOND);
    }

    readAll();
  }

  @Test
  void a_short_pause_is_allowed() throws Exception {
    sender.after(PacedBody.ALLOWANCE, 1).after(Duration.ZERO, 1);

    readAll();
  }

  @Test
  void a_body_that_trickles_is_cut_soon_after_the_allowance() {
    for (int i = 0; i < 1000; i++) {
      sender.after(Duration.ofSeconds(2), 1);
    }

    assertRefused(this::readAll, ErrorCode.BODY_TOO_SLOW);
    assertThat(sender.sizes).hasSizeGreaterThan(990);
  }

  @Test
  void a_body_that_stops_is_too_slow_and_no_failure_of_ours() {
    sender.after(Duration.ZERO, 5);
    sender.failure = new IOException(new TimeoutException());

    assertRefused(this::readAll, ErrorCode.BODY_TOO_SLOW);
  }

  @Test
  void the_time_we_take_ourselves_does_not_count() throws Exception {
    sender.after(Duration.ofSeconds(1), 100).after(Duration.ofSeconds(1), 100);
    body.read(new byte[1000], 0, 1000);
    sender.now += Duration.ofHours(1).toNanos();

    readAll();
  }
}
