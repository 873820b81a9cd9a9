package io.lakegate.backend;

/**
 * One thing that was looked at in a backend.
 *
 * @param finding what was seen, in a sentence
 * @param remedy what to do about it; null when there is nothing to do
 */
public record Finding(Aspect aspect, Result result, String finding, String remedy) {

  /** The aspects in the order in which they are checked; each depends on those before it. */
  public enum Aspect {
    ADDRESS_ALLOWED,
    NAME_RESOLVES,
    ANSWERS,
    /** Something answers, and it is a backend of this kind. */
    KIND,
    CREDENTIALS_ACCEPTED,
    VERSION,
    SESSIONS_READABLE
  }

  /** The outcome of one check. */
  public enum Result {
    OK,
    WARNING,
    FAILED,
    /** Not looked at, because something before it failed. */
    SKIPPED
  }

  public static Finding ok(Aspect aspect, String finding) {
    return new Finding(aspect, Result.OK, finding, null);
  }

  public static Finding warning(Aspect aspect, String finding, String remedy) {
    return new Finding(aspect, Result.WARNING, finding, remedy);
  }

  public static Finding failed(Aspect aspect, String finding, String remedy) {
    return new Finding(aspect, Result.FAILED, finding, remedy);
  }

  public static Finding skipped(Aspect aspect) {
    return new Finding(aspect, Result.SKIPPED, "Not tried.", null);
  }
}
