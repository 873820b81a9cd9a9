package io.lakegate.ledger;

import io.lakegate.platform.settings.Setting;
import java.time.Duration;

/**
 * Every number of how work is looked after, in one place, but for those that only {@link Tracker}
 * reads from the settings.
 */
public final class Limits {
  /**
   * The time for which a node that has fallen silent keeps its work. A dead node's work is due this
   * long after its last word, and is taken by the next sweep of another node.
   */
  public static final Duration LEASE = Duration.ofSeconds(10);

  /** A lease is renewed once no more than this is left of it. */
  public static final Duration RENEW_BEFORE = Duration.ofSeconds(5);

  /** A node stops using a lease this long before other nodes may take it. */
  public static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

  /**
   * The time for which a node believes what the database said about a lease before it sends
   * something.
   */
  public static final Duration CONFIRMED_FOR = Duration.ofSeconds(1);

  public static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(1);
  public static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

  /** Due pieces of work that one sweep takes. */
  public static final int MAX_CLAIMED_PER_SWEEP = 100;

  /** Leases renewed in one transaction. */
  public static final int MAX_RENEWED_TOGETHER = 50;

  /** Work that rests longer than this is given back, to be due when its rest is over. */
  public static final Duration MAX_REST_WITH_LEASE = Duration.ofSeconds(10);

  /** Work used so lately stays with its node: what comes next needs no lease first. */
  public static final Duration WARM = Duration.ofMinutes(2);

  /** Rows are believed for so long unless somebody says that they changed. */
  public static final Duration REREAD_AFTER = Duration.ofSeconds(1);

  /** The rest of a step that found no place. */
  public static final Duration NO_PLACE_REST = Duration.ofMillis(100);

  /** The longest rest after steps that failed in a way nothing is prepared for. */
  public static final Duration MAX_BROKEN_REST = Duration.ofSeconds(10);

  /** The time for which a backend may be silent before its last answer is no longer believed. */
  public static final Duration PATIENCE = Setting.LEDGER_PATIENCE.duration();

  /** The longest rest after a call that failed. */
  public static final Duration MAX_BACK_OFF = Duration.ofSeconds(30);

  /** A node that stops waits so long for its steps to write down what they did. */
  public static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private Limits() {}
}
