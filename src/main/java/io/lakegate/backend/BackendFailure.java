package io.lakegate.backend;

import java.time.Duration;
import java.util.Optional;

/**
 * A call to a backend that failed. Decisions rest on {@link #verdict}, which says what may be done
 * next; messages to people rest on {@link #symptom}, which says how the failure showed.
 *
 * <p>For a call that only reads, whether it was done means nothing.
 */
public final class BackendFailure extends RuntimeException {
  /** The part of the truth about the call that decides what may be done next. */
  public enum Verdict {
    /** Provably nothing was written: the very same request may be sent. */
    NOT_SENT,
    /** The backend says that it did nothing: the request may be sent again later. */
    NOT_DONE,
    /** The backend may have done what was asked. */
    MAYBE_DONE,
    /**
     * The backend may have done what was asked; its answer came and is larger than Lakegate reads.
     */
    TOO_LARGE,
    /** The backend did nothing and has too much to do; see {@link BackendFailure#retryAfter}. */
    BUSY,
    /** The backend did nothing, for it does not take the proof of who asks. */
    UNAUTHORIZED,
    /** The backend did nothing, for it knows who asks and does not let them. */
    FORBIDDEN,
    /** The backend did nothing, for what the call is about is not there. */
    GONE,
    /** The backend did nothing, for a session of this name is there already. */
    NAME_TAKEN,
    /** The backend did nothing, for it has no room for another session. */
    FULL,
    /** The backend did nothing and will refuse the same request again. */
    REFUSED
  }

  /** The way in which the failure showed. */
  public enum Symptom {
    /** Its host is not one that Lakegate may call. */
    NOT_ALLOWED,
    UNREACHABLE,
    /** No complete answer came in time. */
    SILENT,
    /** The answer is not one of such a backend. */
    UNINTELLIGIBLE,
    TOO_LARGE,
    UNAUTHORIZED,
    REFUSED,
    BUSY,
    FAILED
  }

  private final Verdict verdict;
  private final Symptom symptom;
  private final String where;
  private final String detail;
  private final transient Duration retryAfter;
  private final boolean answered;
  private final boolean passing;

  private BackendFailure(Builder builder) {
    super(builder.symptom + " at " + builder.where, builder.cause);
    verdict = builder.verdict;
    symptom = builder.symptom;
    where = builder.where;
    detail = builder.detail;
    retryAfter = builder.retryAfter;
    answered = builder.answered;
    passing = builder.passing;
  }

  /**
   * Begins a failure with what it cannot do without.
   *
   * @param where the backend's host, the part of its address that may stand in a message
   */
  public static Builder builder(Verdict verdict, Symptom symptom, String where) {
    return new Builder(verdict, symptom, where);
  }

  /** Names what is optional about a failure. */
  public static final class Builder {
    private final Verdict verdict;
    private final Symptom symptom;
    private final String where;
    private String detail = "";
    private Duration retryAfter;
    private boolean answered;
    private boolean passing;
    private Throwable cause;

    private Builder(Verdict verdict, Symptom symptom, String where) {
      this.verdict = verdict;
      this.symptom = symptom;
      this.where = where;
    }

    /** The backend's reason, or the limit that an answer went over; without secrets. */
    public Builder detail(String text) {
      detail = text;
      return this;
    }

    public Builder retryAfter(Duration wait) {
      retryAfter = wait;
      return this;
    }

    /** A whole answer came, whoever gave it. */
    public Builder answered(boolean came) {
      answered = came;
      return this;
    }

    /** The same question is likely to be answered later. */
    public Builder passing(boolean likely) {
      passing = likely;
      return this;
    }

    public Builder cause(Throwable reason) {
      cause = reason;
      return this;
    }

    public BackendFailure build() {
      return new BackendFailure(this);
    }
  }

  public Verdict verdict() {
    return verdict;
  }

  public Symptom symptom() {
    return symptom;
  }

  public String where() {
    return where;
  }

  /** The backend's reason, or the limit that an answer went over; empty if there is neither. */
  public String detail() {
    return detail;
  }

  /** The time for which a busy backend asks to be left alone; at most an hour. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether the backend may have done what was asked, although it did not say so. */
  public boolean isAmbiguous() {
    return verdict == Verdict.MAYBE_DONE || verdict == Verdict.TOO_LARGE;
  }

  /** Whether an answer came, of the backend or of something in between. */
  public boolean isAnswered() {
    return answered;
  }

  /** Whether the failure is likely to pass, as silence and an overload do. */
  public boolean isPassing() {
    return passing;
  }
}
