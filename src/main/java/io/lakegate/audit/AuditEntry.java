package io.lakegate.audit;

import io.lakegate.platform.problem.ErrorCode;
import java.util.List;
import java.util.UUID;

/**
 * An entry for the audit trail, without the actor, the time and the address it came from.
 *
 * @param subjectId null where there is only one such thing
 * @param workspaceId null for what belongs to no workspace
 * @param before as the API shows it, without secrets; null for what was not there
 * @param after as {@code before}; null for what is gone
 * @param replaced the fields whose secrets were given anew; what they were and are is nowhere
 * @param refusal null for what was done
 */
public record AuditEntry(
    AuditAction action,
    String subjectId,
    String subjectName,
    UUID workspaceId,
    Object before,
    Object after,
    List<String> replaced,
    ErrorCode refusal) {
  public AuditEntry {
    replaced = List.copyOf(replaced);
  }

  public static AuditEntry of(AuditAction action) {
    return new AuditEntry(action, null, null, null, null, null, List.of(), null);
  }

  public static AuditEntry of(AuditAction action, UUID id, String name) {
    return new AuditEntry(action, id.toString(), name, null, null, null, List.of(), null);
  }

  public static AuditEntry named(AuditAction action, String name) {
    return new AuditEntry(action, null, name, null, null, null, List.of(), null);
  }

  public AuditEntry in(UUID workspace) {
    return new AuditEntry(
        action, subjectId, subjectName, workspace, before, after, replaced, refusal);
  }

  public AuditEntry before(Object view) {
    return new AuditEntry(
        action, subjectId, subjectName, workspaceId, view, after, replaced, refusal);
  }

  public AuditEntry after(Object view) {
    return new AuditEntry(
        action, subjectId, subjectName, workspaceId, before, view, replaced, refusal);
  }

  public AuditEntry replacing(List<String> secrets) {
    return new AuditEntry(
        action, subjectId, subjectName, workspaceId, before, after, secrets, refusal);
  }

  public AuditEntry refused(ErrorCode code) {
    return new AuditEntry(
        action, subjectId, subjectName, workspaceId, before, after, replaced, code);
  }
}
