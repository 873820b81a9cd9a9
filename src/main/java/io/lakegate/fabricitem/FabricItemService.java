package io.lakegate.fabricitem;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.backend.Capability;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lakehouses and environments: everybody who reaches their workspace reads them, administrators
 * change them. An item stays in its workspace, which is one of Fabric, and is unique there by name.
 * The codes of refusals are those of the kind.
 */
@ApplicationScoped
public class FabricItemService {
  @Inject FabricItemRepository repository;
  @Inject WorkspaceService workspaces;
  @Inject Forms forms;
  @Inject Usages usages;
  @Inject AuditService audit;

  /**
   * Sorted by name; one more than the limit when there are more.
   *
   * @param workspaceId null for those of all workspaces
   */
  public <T extends FabricItem> List<T> list(
      TenantId tenant,
      Caller caller,
      FabricItemKind<T, ?> kind,
      UUID workspaceId,
      ListQuery query) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.list(tenant, kind, caller.reach().within(workspaceId), query);
  }

  public long count(TenantId tenant, Caller caller, FabricItemKind<?, ?> kind) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.count(tenant, kind, caller.reach());
  }

  /** Refuses with the kind's code for "not found". */
  public <T extends FabricItem> T get(
      TenantId tenant, Caller caller, FabricItemKind<T, ?> kind, UUID id) {
    T item = find(tenant, caller, kind, id);
    caller.require(Operation.READ_CATALOGUE);
    return item;
  }

  /** Finds an item for another feature, which has checked the caller's rights. */
  public <T extends FabricItem> Optional<T> find(
      TenantId tenant, FabricItemKind<T, ?> kind, UUID id) {
    return repository.find(tenant, kind, id);
  }

  /** {@code INVALID} and the kind's code for "name taken". */
  public <T extends FabricItem, F extends FabricItemForm> T create(
      TenantId tenant, Caller caller, FabricItemKind<T, F> kind, F form) {
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
          "workspaceId", kind.plural() + " belong to Fabric workspaces. Choose one of those.");
    }
    requireFreeName(tenant, kind, form, null);
    return save(tenant, caller, kind, kind.conversions().create().apply(tenant, form), null);
  }

  /** Fails with the codes of {@code create}, and with {@code STALE}. */
  public <T extends FabricItem, F extends FabricItemForm> T update(
      TenantId tenant, Caller caller, FabricItemKind<T, F> kind, UUID id, F form) {
    T item = find(tenant, caller, kind, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    forms.require(form);
    if (!form.parsedWorkspaceId().equals(item.getWorkspaceId())) {
      throw LakegateException.invalid(
          "workspaceId",
          kind.article() + " stays in its workspace. Register it in the other one instead.");
    }
    forms.requireVersion(form.getVersion(), item.getVersion());
    requireFreeName(tenant, kind, form, item);
    Object before = kind.conversions().view().apply(item);
    kind.conversions().apply().accept(item, form);
    return save(tenant, caller, kind, item, before);
  }

  /** Names the things that keep an item from being deleted; empty if there are none. */
  public List<String> usedBy(TenantId tenant, Caller caller, FabricItemKind<?, ?> kind, UUID id) {
    get(tenant, caller, kind, id);
    return usages.of(tenant, id);
  }

  /** The kind's code for "in use" names what uses it. */
  public <T extends FabricItem> void delete(
      TenantId tenant, Caller caller, FabricItemKind<T, ?> kind, UUID id) {
    T item = find(tenant, caller, kind, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    usages.requireNone(tenant, id, kind.refusals().inUse());
    audit.delete(
        tenant,
        caller,
        entry(kind.actions().delete(), item).before(kind.conversions().view().apply(item)),
        kind.refusals().inUse(),
        () -> repository.delete(tenant, kind, id));
  }

  /** Rows outside the caller's reach are reported as not found. */
  private <T extends FabricItem> T find(
      TenantId tenant, Caller caller, FabricItemKind<T, ?> kind, UUID id) {
    return repository
        .find(tenant, kind, id)
        .filter(item -> caller.reach().includes(item.getWorkspaceId()))
        .orElseThrow(() -> new LakegateException(kind.refusals().notFound()));
  }

  private <T extends FabricItem> void requireFreeName(
      TenantId tenant, FabricItemKind<T, ?> kind, FabricItemForm form, T itself) {
    repository
        .findByName(tenant, kind, form.parsedWorkspaceId(), form.getName())
        .filter(other -> !other.equals(itself))
        .ifPresent(
            other -> {
              throw nameTaken(kind, form.getName());
            });
  }

  private static AuditEntry entry(AuditAction action, FabricItem item) {
    return AuditEntry.of(action, item.getId(), item.getName()).in(item.getWorkspaceId());
  }

  /**
   * Stores and audits it.
   *
   * @param before null for a new one
   */
  private <T extends FabricItem> T save(
      TenantId tenant, Caller caller, FabricItemKind<T, ?> kind, T item, Object before) {
    AuditAction action = before == null ? kind.actions().create() : kind.actions().update();
    return audit.save(
        tenant,
        caller,
        () -> repository.save(tenant, kind, item),
        saved -> entry(action, saved).before(before).after(kind.conversions().view().apply(saved)),
        Map.of(
            Violation.DUPLICATE,
            () -> nameTaken(kind, item.getName()),
            Violation.REFERENCE,
            () ->
                LakegateException.invalid("workspaceId", "This workspace was deleted just now.")));
  }

  private static LakegateException nameTaken(FabricItemKind<?, ?> kind, String name) {
    return LakegateException.inField("name", kind.refusals().nameTaken(), name);
  }
}
