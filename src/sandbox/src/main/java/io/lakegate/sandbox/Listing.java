package io.lakegate.sandbox;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** A page of sessions, or of batches, which Livy calls sessions here as well. */
@JsonPropertyOrder({"from", "total", "sessions"})
record Listing(int from, int total, List<?> sessions) {

  private static final int SIZE = 100;

  static Listing of(List<?> all, Integer from, Integer size) {
    int first = from == null ? 0 : from;
    return new Listing(
        first, all.size(), slice(all, first, (long) first + (size == null ? SIZE : size)));
  }

  /** As Scala slices: bounds outside of the list are cut, not refused. */
  static <T> List<T> slice(List<T> all, long from, long end) {
    int first = (int) Math.max(0, Math.min(from, all.size()));
    int last = (int) Math.max(first, Math.min(end, all.size()));
    return all.subList(first, last);
  }
}
