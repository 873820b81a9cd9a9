package io.lakegate.session;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.text.TerminalText;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The last lines of a session's driver log, as they were when somebody last asked. */
@Entity
@Table(name = "session_log")
public class SessionLog {
  @Id
  @Column(name = "session_id")
  private UUID sessionId;

  @Column(name = "tenant_id", updatable = false)
  private TenantId tenantId;

  @Lob private String lines;

  @Column(name = "read_at")
  private Instant readAt;

  protected SessionLog() {}

  SessionLog(Session session, List<String> lines, Instant readAt) {
    this.sessionId = session.getId();
    this.tenantId = session.getTenantId();
    replace(lines, readAt);
  }

  final void replace(List<String> newer, Instant now) {
    lines = String.join("\n", newer);
    readAt = now;
  }

  /** Returns the lines as a terminal would show them. */
  public List<String> getLines() {
    return TerminalText.lines(lines.lines().toList());
  }

  public Instant getReadAt() {
    return readAt;
  }
}
