package io.lakegate.platform.form;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.TreeMap;

/** Validates what a person or client sent, the same for both front doors. */
@ApplicationScoped
public class Forms {
  @Inject Validator validator;
  @Inject Unreadable unreadable;

  /** Refuses a form with a message per field, after the caller's rights have been checked. */
  public void require(Object form) {
    Map<String, String> problems = new TreeMap<>(unread());
    if (form == null) {
      throw new LakegateException(ErrorCode.BAD_JSON);
    }
    validator
        .validate(form)
        .forEach(
            violation ->
                problems.putIfAbsent(
                    violation.getPropertyPath().toString(), violation.getMessage()));
    if (!problems.isEmpty()) {
      throw LakegateException.invalid(problems);
    }
  }

  /** Refuses a request that could not be read as it was meant, whatever its form says. */
  public void requireReadable() {
    Map<String, String> problems = unread();
    if (!problems.isEmpty()) {
      throw LakegateException.invalid(problems);
    }
  }

  private Map<String, String> unread() {
    try {
      return unreadable.problems();
    } catch (ContextNotActiveException e) {
      // No request is being served: the portal fills in its own forms when it starts.
      return Map.of();
    }
  }

  /** Refuses a change that does not say, or says wrongly, which version it changes. */
  public void requireVersion(Integer asked, int present) {
    if (asked == null) {
      throw LakegateException.invalid("version", "Send the version you have read.");
    }
    if (asked != present) {
      throw new LakegateException(ErrorCode.STALE);
    }
  }
}
