package io.lakegate.platform.form;

import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of the present request that could not be read. They are refused where forms are
 * validated, so that who may not do something, or asks for what is not there, is told that first
 * (ADR 18).
 */
@RequestScoped
public class Unreadable {
  private final Map<String, String> problems = new TreeMap<>();
  private LakegateException refusal;

  /** The request as a whole cannot be read. */
  public void refuse(LakegateException whole) {
    refusal = refusal == null ? whole : refusal;
  }

  /** Field or query parameter → what is wrong with it and what to do. */
  public void add(Map<String, String> found) {
    found.forEach(problems::putIfAbsent);
  }

  /** Empty when all could be read. Throws when nothing could. */
  Map<String, String> problems() {
    if (refusal != null) {
      throw refusal;
    }
    return problems;
  }
}
