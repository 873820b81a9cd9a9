package io.lakegate.container;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.problem.LakegateException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the product says no to. */
final class Refusals {
  private Refusals() {}

  static LakegateException refusalOf(ThrowingCallable asked) {
    LakegateException refusal = catchThrowableOfType(LakegateException.class, asked);
    if (refusal == null) {
      throw new AssertionError("It was not refused.");
    }
    return refusal;
  }
}
