package io.lakegate.client.http;

import io.lakegate.platform.deadline.CallLimit;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.http.protocol.HttpContext;

/**
 * One attempt to send a request: knows whether anything may have been written, and is cut at its
 * deadline whatever it is doing. A socket's time-out alone would not do: a server that sends a byte
 * every second never reaches it.
 */
final class Call {
  private static final String ATTRIBUTE = Call.class.getName();

  private final Request request;
  private final long deadlineNanos;
  private final Supplier<Duration> limit = CallLimit.current();
  private Future<?> watcher;
  private Closeable held;
  private boolean sent;
  private boolean reused;
  private boolean expired;
  private boolean ended;

  /**
   * @param deadlineNanos on the clock of {@code System.nanoTime}
   */
  Call(Request request, long deadlineNanos) {
    this.request = request;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * The time left until the call's own deadline, or until its work must end on this node, whichever
   * comes first.
   */
  long remainingNanos() {
    return Math.min(deadlineNanos - System.nanoTime(), limit.get().toNanos());
  }

  /** Names who cuts it, who is not wanted any more once it has ended. */
  void watchedBy(Future<?> next) {
    synchronized (this) {
      watcher = next;
      if (!ended) {
        return;
      }
    }
    next.cancel(false);
  }

  void putInto(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  static Call of(HttpContext context) {
    return (Call) context.getAttribute(ATTRIBUTE);
  }

  Request request() {
    return request;
  }

  /**
   * Names what the deadline closes from now on: a handshake can hang as well as an answer. Looks at
   * the time by itself: after a pause of the process nobody may have cut the call yet.
   */
  void hold(Closeable connection) throws IOException {
    boolean late = remainingNanos() <= 0;
    synchronized (this) {
      expired |= late;
      if (!expired) {
        held = connection;
        return;
      }
    }
    connection.close();
    throw new IOException("The deadline of the call has passed");
  }

  /** Records the connection. From this call on, bytes may have been written. */
  void sending(Closeable connection, boolean usedBefore) throws IOException {
    hold(connection);
    synchronized (this) {
      sent = true;
      reused = usedBefore;
    }
  }

  /** Does nothing to a call that has ended: its connection may serve another one by now. */
  void expire() {
    Closeable connection;
    synchronized (this) {
      if (ended) {
        return;
      }
      expired = true;
      connection = held;
    }
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // Closed is all it should be.
      return;
    }
  }

  void end() {
    Future<?> last;
    synchronized (this) {
      ended = true;
      last = watcher;
    }
    if (last != null) {
      last.cancel(false);
    }
  }

  synchronized boolean isExpired() {
    return expired;
  }

  /** False proves that nothing was written. */
  synchronized boolean isSent() {
    return sent;
  }

  /** Whether the request went out on a connection that had served another one before. */
  synchronized boolean isReused() {
    return reused;
  }
}
