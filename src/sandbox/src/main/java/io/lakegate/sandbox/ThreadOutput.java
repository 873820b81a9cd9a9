package io.lakegate.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * {@code System.out} or {@code System.err} for all sessions at once: what a session's own thread
 * prints goes where that thread says, everything else to the fallback.
 */
final class ThreadOutput extends OutputStream {

  private final ThreadLocal<OutputStream> ofThread = new ThreadLocal<>();
  private final OutputStream fallback;
  private final PrintStream stream = new PrintStream(this, true, StandardCharsets.UTF_8);

  ThreadOutput(OutputStream fallback) {
    this.fallback = fallback;
  }

  PrintStream stream() {
    return stream;
  }

  /** Runs a piece of work whose prints go to {@code target}. */
  <T> T to(OutputStream target, Supplier<T> work) {
    ofThread.set(target);
    try {
      return work.get();
    } finally {
      stream.flush();
      ofThread.remove();
    }
  }

  private OutputStream target() {
    OutputStream target = ofThread.get();
    return target == null ? fallback : target;
  }

  @Override
  public void write(int b) throws IOException {
    target().write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target().write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    target().flush();
  }
}
