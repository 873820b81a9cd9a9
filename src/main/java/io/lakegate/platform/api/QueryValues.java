package io.lakegate.platform.api;

import io.lakegate.platform.problem.LakegateException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads several query parameters and refuses all wrong ones at once, instead of the first one only.
 */
public final class QueryValues {
  private final Map<String, String> problems = new TreeMap<>();
  private LakegateException first;

  /** Returns null and notes the refusal if the reading refuses a parameter. */
  public <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (LakegateException e) {
      if (e.fields().isEmpty()) {
        throw e;
      }
      first = first == null ? e : first;
      e.fields().forEach(problems::putIfAbsent);
      return null;
    }
  }

  /** Refuses what was noted: one wrong parameter with its own code, several with INVALID. */
  public void require() {
    if (first != null) {
      throw problems.size() == 1 ? first : LakegateException.invalid(problems);
    }
  }
}
