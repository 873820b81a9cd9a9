package io.lakegate.platform.web;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A request's body that must keep arriving. What is there already is read freely. Whoever has to be
 * waited for takes one of a few places, and after an allowance must have sent at least so much for
 * each second of waiting; however long a body is, it may take its time at that pace.
 */
final class PacedBody extends ServletInputStream {
  static final int MIN_BYTES_PER_SECOND = 4096;
  static final Duration ALLOWANCE = Duration.ofSeconds(10);

  /** Callers may wait this long for a place in moments when many send at once. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final ServletInputStream body;
  private final SlowBodies slow;
  private final String address;
  private final LongSupplier nanoTime;
  private boolean entered;
  private long received;
  private long waitedNanos;

  PacedBody(ServletInputStream body, SlowBodies slow, String address, LongSupplier nanoTime) {
    this.body = body;
    this.slow = slow;
    this.address = address;
    this.nanoTime = nanoTime;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (body.isFinished() || body.available() > 0) {
      return counted(body.read(buffer, offset, length));
    }
    enter();
    long start = nanoTime.getAsLong();
    int read;
    try {
      read = body.read(buffer, offset, length);
    } catch (IOException e) {
      if (isTimeout(e)) {
        throw tooSlow();
      }
      throw e;
    }
    waitedNanos += nanoTime.getAsLong() - start;
    counted(read);
    if (read >= 0 && isBehind()) {
      throw tooSlow();
    }
    return read;
  }

  private int counted(int read) {
    if (read < 0) {
      release();
    }
    received += Math.max(read, 0);
    return read;
  }

  private boolean isBehind() {
    long late = waitedNanos - ALLOWANCE.toNanos();
    return late > 0 && received < late / 1e9 * MIN_BYTES_PER_SECOND;
  }

  private void enter() throws InterruptedIOException {
    if (entered) {
      return;
    }
    try {
      if (!slow.enter(address, PATIENCE)) {
        throw new LakegateException(ErrorCode.TOO_MANY_SLOW_BODIES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    entered = true;
  }

  /** Gives the place back; also called when the request ends. */
  void release() {
    if (entered) {
      entered = false;
      slow.leave(address);
    }
  }

  private static LakegateException tooSlow() {
    return new LakegateException(ErrorCode.BODY_TOO_SLOW, MIN_BYTES_PER_SECOND);
  }

  /** The server gives up on a read in which nothing came ({@code read-timeout-millis}). */
  private static boolean isTimeout(IOException e) {
    return e.getCause() instanceof TimeoutException
        || String.valueOf(e.getMessage()).contains("Timeout");
  }

  @Override
  public int available() throws IOException {
    return body.available();
  }

  @Override
  public boolean isFinished() {
    return body.isFinished();
  }

  @Override
  public boolean isReady() {
    return body.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    body.setReadListener(listener);
  }
}
