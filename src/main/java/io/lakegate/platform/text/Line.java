package io.lakegate.platform.text;

import java.util.Arrays;

/** A line of a terminal, in code points. */
final class Line {
  /** Characters before the last so many can only be replaced as a whole. */
  private static final int MAX_LENGTH = 1 << 16;

  /** The cursor can go this far beyond the end of the line. */
  private static final int BEYOND = 40;

  private final StringBuilder settled = new StringBuilder(0);
  private int[] cells = new int[80];
  private int length;
  private int cursor;

  /** The cursor was sent to the start, and whatever is written next replaces the line. */
  private boolean anew;

  /** Something was taken away or written over, so spaces at the end are leftovers. */
  private boolean rewritten;

  void write(int character) {
    if (anew) {
      clear();
    }
    while (length < cursor) {
      append(' ');
    }
    if (cursor < length) {
      cells[cursor++] = character;
    } else {
      append(character);
      cursor = length;
    }
  }

  private void append(int character) {
    if (length == MAX_LENGTH) {
      settled.append(new String(cells, 0, length));
      cursor = Math.max(0, cursor - length);
      length = 0;
    }
    if (length == cells.length) {
      cells = Arrays.copyOf(cells, length * 2);
    }
    cells[length++] = character;
  }

  private void clear() {
    settled.setLength(0);
    length = 0;
    cursor = 0;
    anew = false;
    rewritten = true;
  }

  void start() {
    cursor = 0;
    anew = length > 0 || !settled.isEmpty();
  }

  void back(int count) {
    moveTo(cursor - count);
  }

  void right(int count) {
    moveTo(cursor + count);
  }

  private void moveTo(int wanted) {
    anew = false;
    cursor = Math.max(0, Math.min(wanted, length + BEYOND));
    rewritten = true;
  }

  int column() {
    return cursor + 1;
  }

  /** Columns count from 1; the first one is where a line begins anew. */
  void column(int wanted) {
    if (wanted <= 1) {
      start();
    } else {
      moveTo(wanted - 1);
    }
  }

  void eraseFromCursor() {
    if (anew) {
      clear();
    }
    length = Math.min(length, cursor);
    rewritten = true;
  }

  void erase() {
    int kept = cursor;
    clear();
    cursor = Math.min(kept, BEYOND);
  }

  void writeTo(StringBuilder text) {
    int end = length;
    while (rewritten && end > 0 && cells[end - 1] == ' ') {
      end--;
    }
    text.append(settled);
    for (int i = 0; i < end; i++) {
      text.appendCodePoint(cells[i]);
    }
  }
}
