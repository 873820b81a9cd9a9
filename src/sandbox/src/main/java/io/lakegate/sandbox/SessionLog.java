package io.lakegate.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of a log, as Livy keeps them: a window, so that offsets into it shift. */
class SessionLog {

  static final int WINDOW = 200;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == WINDOW) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> lines() {
    return new ArrayList<>(lines);
  }

  /** A stream whose lines become lines of this log. */
  OutputStream asStream() {
    return new ByteArrayOutputStream() {
      @Override
      public void flush() {
        String text = toString(StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        text.substring(0, end).lines().forEach(SessionLog.this::add);
        reset();
        writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  /** One page of an answer. */
  record Page(int from, int total, List<String> log) {}

  /**
   * A page of Livy's lines, which are two headings and the window.
   *
   * @param from null or negative for the end of the log
   * @param size null for 100; negative for everything
   */
  static Page page(List<String> lines, Integer from, Integer size) {
    int wanted = size == null ? 100 : size < 0 ? lines.size() : size;
    int first = from == null || from < 0 ? Math.max(0, lines.size() - wanted) : from;
    int start = Math.min(first, lines.size());
    int end = (int) Math.min((long) start + wanted, lines.size());
    return new Page(first, lines.size(), lines.subList(start, end));
  }
}
