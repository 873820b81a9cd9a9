package io.lakegate.member;

/** An administrator's changes to a member. */
public class MemberForm {
  private Boolean auditReader;

  /** Whether they may read the audit trail of the organisation; null is refused. */
  public Boolean getAuditReader() {
    return auditReader;
  }

  public void setAuditReader(Boolean auditReader) {
    this.auditReader = auditReader;
  }
}
