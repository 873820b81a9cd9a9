package io.lakegate.retention;

import io.lakegate.platform.removal.Removal;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * The number of days for which a tenant keeps results, code, logs and audit entries; null means
 * forever.
 */
@Entity
@Table(name = "retention")
public class Retention extends TenantOwned {
  @Column(name = "result_days")
  private Integer resultDays;

  @Column(name = "code_days")
  private Integer codeDays;

  @Column(name = "log_days")
  private Integer logDays;

  @Column(name = "audit_days")
  private Integer auditDays;

  @Column(name = "results_removed_to")
  private Instant resultsRemovedTo;

  @Column(name = "code_removed_to")
  private Instant codeRemovedTo;

  @Column(name = "logs_removed_to")
  private Instant logsRemovedTo;

  protected Retention() {}

  Retention(TenantId tenant) {
    super(tenant);
  }

  void apply(RetentionForm form) {
    resultDays = form.getResultDays();
    codeDays = form.getCodeDays();
    logDays = form.getLogDays();
    auditDays = form.getAuditDays();
  }

  /** Null: for ever. */
  Integer days(Removal.Kind kind) {
    return switch (kind) {
      case RESULTS -> resultDays;
      case CODE -> codeDays;
      case LOGS -> logDays;
      case AUDIT -> auditDays;
    };
  }

  /** Everything before is gone. */
  Instant removedTo(Removal.Kind kind) {
    Instant to =
        switch (kind) {
          case RESULTS -> resultsRemovedTo;
          case CODE -> codeRemovedTo;
          case LOGS -> logsRemovedTo;
          // The chain itself knows where it begins.
          case AUDIT -> null;
        };
    return to == null ? Instant.EPOCH : to;
  }

  void removed(Removal.Kind kind, Instant to) {
    switch (kind) {
      case RESULTS -> resultsRemovedTo = to;
      case CODE -> codeRemovedTo = to;
      case LOGS -> logsRemovedTo = to;
      case AUDIT -> {
        // As above.
      }
    }
  }

  public Integer getResultDays() {
    return resultDays;
  }

  public Integer getCodeDays() {
    return codeDays;
  }

  public Integer getLogDays() {
    return logDays;
  }

  public Integer getAuditDays() {
    return auditDays;
  }
}
