package io.lakegate.client.livy;

import io.lakegate.platform.deadline.CallLimit;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.http.HttpClientConnection;

/**
 * One attempt of one call, on the thread that makes it: knows whether anything may have been
 * written, and is cut at its deadline whatever it is doing. The socket time-out alone would not do:
 * a server that drips a byte a second never trips it.
 */
final class LivyCall implements AutoCloseable {
  private static final ThreadLocal<LivyCall> CURRENT = new ThreadLocal<>();

  private final LivyEndpoint endpoint;
  private final boolean safe;
  private final long deadlineNanos;
  private final Supplier<Duration> limit = CallLimit.current();
  private Future<?> watcher;
  private Closeable line;
  private boolean sent;
  private boolean reused;
  private boolean expired;
  private boolean ended;

  /**
   * @param safe a GET: asking twice changes nothing
   * @param deadlineNanos on the clock of {@code System.nanoTime}
   */
  LivyCall(LivyEndpoint endpoint, boolean safe, long deadlineNanos) {
    this.endpoint = endpoint;
    this.safe = safe;
    this.deadlineNanos = deadlineNanos;
    CURRENT.set(this);
  }

  /** The call this thread is making. */
  static LivyCall current() {
    LivyCall call = CURRENT.get();
    if (call == null) {
      throw new IllegalStateException("Livy is only spoken to through LivyConnections");
    }
    return call;
  }

  LivyEndpoint endpoint() {
    return endpoint;
  }

  boolean isSafe() {
    return safe;
  }

  /** A connection is about to be made; a handshake can hang as well as an answer. */
  void connecting(Closeable attempt) throws IOException {
    hold(attempt);
  }

  /** From here on bytes may have been written. */
  void sending(HttpClientConnection connection, boolean used) throws IOException {
    hold(connection::shutdown);
    synchronized (this) {
      sent = true;
      reused = used;
    }
  }

  /** Until its own deadline, or until what it is made for may not be done here any more. */
  long remainingNanos() {
    return Math.min(deadlineNanos - System.nanoTime(), limit.get().toNanos());
  }

  /** Who cuts it; not wanted any more when it has ended. */
  void watchedBy(Future<?> next) {
    synchronized (this) {
      watcher = next;
      if (!ended) {
        return;
      }
    }
    next.cancel(false);
  }

  /** Looks at the time by itself: after a pause of the process nobody may have cut it yet. */
  private void hold(Closeable newLine) throws IOException {
    boolean late = remainingNanos() <= 0;
    synchronized (this) {
      expired |= late;
      if (!expired) {
        line = newLine;
        return;
      }
    }
    newLine.close();
    throw new IOException("The deadline of the call has passed");
  }

  /** The deadline has come. Does nothing to a call that ended, whose connection others may have. */
  void expire() {
    Closeable cut;
    synchronized (this) {
      if (ended) {
        return;
      }
      expired = true;
      cut = line;
    }
    cut(cut);
  }

  private static void cut(Closeable line) {
    try {
      if (line != null) {
        line.close();
      }
    } catch (IOException e) {
      // Closed is all it should be.
      return;
    }
  }

  synchronized boolean isExpired() {
    return expired;
  }

  /** False = provably nothing was written. */
  synchronized boolean isSent() {
    return sent;
  }

  /** Whether it went out on a connection that had served before. */
  synchronized boolean isReused() {
    return reused;
  }

  @Override
  public void close() {
    Future<?> last;
    synchronized (this) {
      ended = true;
      last = watcher;
    }
    if (last != null) {
      last.cancel(false);
    }
    CURRENT.remove();
  }
}
