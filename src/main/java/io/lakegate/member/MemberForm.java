package io.lakegate.member;

/** What an administrator may change of a member. */
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
