package io.lakegate.retention;

/**
 * The number of days for which a tenant keeps its data, as the API shows it; null means forever.
 *
 * @param version 0 if nothing was ever set
 */
public record RetentionView(
    int version, Integer resultDays, Integer codeDays, Integer logDays, Integer auditDays) {

  static RetentionView of(Retention retention) {
    return new RetentionView(
        retention.getVersion(),
        retention.getResultDays(),
        retention.getCodeDays(),
        retention.getLogDays(),
        retention.getAuditDays());
  }

  static RetentionView forEver() {
    return new RetentionView(0, null, null, null, null);
  }
}
