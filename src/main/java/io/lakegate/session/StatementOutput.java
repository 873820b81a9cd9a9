package io.lakegate.session;

import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.util.UUID;

/** The output of a statement, as JSON. It has its own table because lists never read outputs. */
@Entity
@Table(name = "statement_output")
class StatementOutput {
  @Id
  @Column(name = "statement_id")
  private UUID statementId;

  @Column(name = "tenant_id", updatable = false)
  private TenantId tenantId;

  @Lob private String output;

  protected StatementOutput() {}

  StatementOutput(Statement statement, String output) {
    this.statementId = statement.getId();
    this.tenantId = statement.getTenantId();
    this.output = output;
  }

  void replace(String newer) {
    output = newer;
  }

  String output() {
    return output;
  }
}
