package io.lakegate.retention;

/**
 * For how many days what is kept, as the API shows it; null is for ever.
 *
 * @param version 0 while nothing was ever said
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
