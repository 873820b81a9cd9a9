package io.lakegate.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * The result of verifying a tenant's chain.
 *
 * @param checked events whose hash was recomputed, up to the first that did not fit
 * @param heads exported signed heads the chain was held against; 0: only that the chain fits itself
 * @param problem null when nothing was found
 * @param seq number of the first event that does not fit, counted from 1; null for one that was
 *     inserted, which has none
 * @param eventId null where the event is gone and its seal too
 * @param eventAt as the event says; null where it is gone
 */
public record AuditVerification(
    Instant at, long checked, int heads, Problem problem, Long seq, UUID eventId, Instant eventAt) {
  /** The problem with the first event that does not fit. */
  public enum Problem {
    /** Its content or place is not what was sealed. */
    ALTERED,
    /** It was removed and others behind it are there, or the beginning was cut off unlawfully. */
    MISSING,
    /** It stands among older ones and was never sealed. */
    INSERTED,
    /** It and all behind it are gone although their hashes were exported. */
    CUT_OFF
  }

  public boolean whole() {
    return problem == null;
  }

  /** Counts while verifying. */
  static final class Findings {
    private final Instant at;
    private final int heads;
    private long checked;

    Findings(Instant at, int heads) {
      this.at = at;
      this.heads = heads;
    }

    void checked() {
      checked++;
    }

    AuditVerification whole() {
      return broken(null, null, null, null);
    }

    AuditVerification broken(Problem problem, Long seq, UUID eventId, Instant eventAt) {
      return new AuditVerification(at, checked, heads, problem, seq, eventId, eventAt);
    }

    AuditVerification broken(Problem problem, long seq, UUID eventId, Instant eventAt) {
      return broken(problem, Long.valueOf(seq), eventId, eventAt);
    }
  }
}
