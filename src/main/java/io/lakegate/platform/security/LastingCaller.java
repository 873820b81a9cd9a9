package io.lakegate.platform.security;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The caller behind a request that goes on for a while, such as a stream of events. What holds when
 * it begins may not hold a minute later: the sign-in ends, a role or a workspace is taken away, the
 * organisation is suspended. So the caller is recognised again every {@link #PERIOD}.
 */
public final class LastingCaller {
  public static final Duration PERIOD = Duration.ofSeconds(20);

  private final Supplier<Optional<Caller>> again;
  private volatile Caller caller;

  /**
   * @param again whom the request speaks for now, read from the database; empty for nobody
   */
  public LastingCaller(Caller caller, Supplier<Optional<Caller>> again) {
    this.caller = caller;
    this.again = again;
  }

  /** Returns the caller with the rights they had when they were last recognised. */
  public Caller get() {
    return caller;
  }

  /**
   * Recognises them again; true when their rights are others now. {@code UNAUTHENTICATED}, or the
   * refusal a new request would meet, once they are nobody.
   */
  public boolean renew() {
    Caller before = caller;
    caller = again.get().orElseThrow(() -> new LakegateException(ErrorCode.UNAUTHENTICATED));
    return !before.rights().equals(caller.rights());
  }
}
