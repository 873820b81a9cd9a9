package io.lakegate.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * The form with the number of days for which results, code, logs and audit entries are kept; null
 * means forever.
 */
public class RetentionForm {
  private static final int MAX_LENGTH = 36_500;

  /** Minimum days for audit entries, so that nobody can hide what they did by a short retention. */
  private static final int MIN_AUDIT = 90;

  @Min(value = 1, message = "{retention.days}")
  @Max(value = MAX_LENGTH, message = "{retention.days}")
  private Integer resultDays;

  @Min(value = 1, message = "{retention.days}")
  @Max(value = MAX_LENGTH, message = "{retention.days}")
  private Integer codeDays;

  @Min(value = 1, message = "{retention.days}")
  @Max(value = MAX_LENGTH, message = "{retention.days}")
  private Integer logDays;

  @Min(value = MIN_AUDIT, message = "{retention.auditDays}")
  @Max(value = MAX_LENGTH, message = "{retention.auditDays}")
  private Integer auditDays;

  private Integer version;

  static RetentionForm of(Retention retention) {
    RetentionForm form = new RetentionForm();
    form.resultDays = retention.getResultDays();
    form.codeDays = retention.getCodeDays();
    form.logDays = retention.getLogDays();
    form.auditDays = retention.getAuditDays();
    form.version = retention.getVersion();
    return form;
  }

  public Integer getResultDays() {
    return resultDays;
  }

  public void setResultDays(Integer resultDays) {
    this.resultDays = resultDays;
  }

  public Integer getCodeDays() {
    return codeDays;
  }

  public void setCodeDays(Integer codeDays) {
    this.codeDays = codeDays;
  }

  public Integer getLogDays() {
    return logDays;
  }

  public void setLogDays(Integer logDays) {
    this.logDays = logDays;
  }

  public Integer getAuditDays() {
    return auditDays;
  }

  public void setAuditDays(Integer auditDays) {
    this.auditDays = auditDays;
  }

  public Integer getVersion() {
    return version;
  }

  public void setVersion(Integer version) {
    this.version = version;
  }
}
