package io.lakegate.lakehouse;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.backend.Capability;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lakehouses: read by everybody who reaches their workspace, changed by administrators. One stays
 * in its workspace, which is one of Fabric, and is unique there by name.
 */
@ApplicationScoped
public class LakehouseService {
  @Inject LakehouseRepository repository;
  @Inject WorkspaceService workspaces;
  @Inject Forms forms;
  @Inject Usages usages;
  @Inject AuditService audit;

  /**
   * By name; one more than the limit when there are more.
   *
   * @param workspaceId null = of all workspaces
   */
  public List<Lakehouse> list(TenantId tenant, Caller caller, UUID workspaceId, ListQuery query) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.list(tenant, caller.reach(), workspaceId, query);
  }

  public long count(TenantId tenant, Caller caller) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.count(tenant, caller.reach());
  }

  /** {@code LAKEHOUSE_NOT_FOUND}. */
  public Lakehouse get(TenantId tenant, Caller caller, UUID id) {
    Lakehouse lakehouse = find(tenant, caller, id);
    caller.require(Operation.READ_CATALOGUE);
    return lakehouse;
  }

  /** For other features, which have asked who wants it. */
  public Optional<Lakehouse> find(TenantId tenant, UUID id) {
    return repository.find(tenant, id);
  }

  /** {@code INVALID}, {@code LAKEHOUSE_NAME_TAKEN}. */
  public Lakehouse create(TenantId tenant, Caller caller, LakehouseForm form) {
    caller.require(Operation.CHANGE_CATALOGUE);
    forms.require(form);
    Workspace workspace =
        workspaces
            .find(tenant, form.parsedWorkspaceId())
            .orElseThrow(
                () ->
                    LakegateException.invalid(
                        "workspaceId", "Choose a workspace of your organisation."));
    if (!workspaces.can(tenant, workspace, Capability.HAS_CATALOGUE)) {
      throw LakegateException.invalid(
          "workspaceId", "Lakehouses belong to Fabric workspaces. Choose one of those.");
    }
    requireFreeName(tenant, form, null);
    return save(tenant, caller, new Lakehouse(tenant, form), form, null);
  }

  /** As {@code create}, and {@code STALE}. */
  public Lakehouse update(TenantId tenant, Caller caller, UUID id, LakehouseForm form) {
    Lakehouse lakehouse = find(tenant, caller, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    forms.require(form);
    if (!form.parsedWorkspaceId().equals(lakehouse.getWorkspaceId())) {
      throw LakegateException.invalid(
          "workspaceId",
          "A lakehouse stays in its workspace. Register it in the other one instead.");
    }
    forms.requireVersion(form.getVersion(), lakehouse.getVersion());
    requireFreeName(tenant, form, lakehouse);
    LakehouseView before = LakehouseView.of(lakehouse);
    lakehouse.apply(form);
    return save(tenant, caller, lakehouse, form, before);
  }

  /** What keeps it from being deleted, in words; empty when nothing does. */
  public List<String> usedBy(TenantId tenant, Caller caller, UUID id) {
    get(tenant, caller, id);
    return usages.of(tenant, id);
  }

  /** {@code LAKEHOUSE_IN_USE} names what uses it. */
  public void delete(TenantId tenant, Caller caller, UUID id) {
    Lakehouse lakehouse = find(tenant, caller, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    usages.requireNone(tenant, id, ErrorCode.LAKEHOUSE_IN_USE);
    try {
      audit.change(
          tenant,
          caller,
          entry(AuditAction.DELETE_LAKEHOUSE, lakehouse).before(LakehouseView.of(lakehouse)),
          () -> repository.delete(tenant, id));
    } catch (PersistenceException e) {
      throw Violation.is(Violation.REFERENCE, e)
          ? new LakegateException(e, ErrorCode.LAKEHOUSE_IN_USE, Usages.ADDED_JUST_NOW)
          : e;
    }
  }

  /** What is out of reach is not there. */
  private Lakehouse find(TenantId tenant, Caller caller, UUID id) {
    return repository
        .find(tenant, id)
        .filter(lakehouse -> caller.reach().includes(lakehouse.getWorkspaceId()))
        .orElseThrow(() -> new LakegateException(ErrorCode.LAKEHOUSE_NOT_FOUND));
  }

  private void requireFreeName(TenantId tenant, LakehouseForm form, Lakehouse itself) {
    repository
        .findByName(tenant, form.parsedWorkspaceId(), form.getName())
        .filter(other -> !other.equals(itself))
        .ifPresent(
            other -> {
              throw nameTaken(form);
            });
  }

  private static AuditEntry entry(AuditAction action, Lakehouse lakehouse) {
    return AuditEntry.of(action, lakehouse.getId(), lakehouse.getName())
        .in(lakehouse.getWorkspaceId());
  }

  /**
   * Stores it and says so.
   *
   * @param before null for a new one
   */
  private Lakehouse save(
      TenantId tenant,
      Caller caller,
      Lakehouse lakehouse,
      LakehouseForm form,
      LakehouseView before) {
    AuditAction action =
        before == null ? AuditAction.CREATE_LAKEHOUSE : AuditAction.UPDATE_LAKEHOUSE;
    try {
      return audit.change(
          tenant,
          caller,
          () -> repository.save(tenant, lakehouse),
          saved -> entry(action, saved).before(before).after(LakehouseView.of(saved)));
    } catch (PersistenceException e) {
      if (Violation.is(Violation.DUPLICATE, e)) {
        throw nameTaken(form);
      }
      throw Violation.is(Violation.REFERENCE, e)
          ? LakegateException.invalid("workspaceId", "This workspace was deleted just now.")
          : e;
    }
  }

  private static LakegateException nameTaken(LakehouseForm form) {
    return LakegateException.inField("name", ErrorCode.LAKEHOUSE_NAME_TAKEN, form.getName());
  }
}
