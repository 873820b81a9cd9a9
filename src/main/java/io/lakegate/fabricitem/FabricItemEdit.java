package io.lakegate.fabricitem;

import io.lakegate.backend.Capability;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.web.EditConflict;
import io.lakegate.platform.web.Pages;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import java.util.List;

/** The page that registers or changes an item of one kind. */
public final class FabricItemEdit<T extends FabricItem, F extends FabricItemForm> {
  private final FabricItemKind<T, F> kind;
  private final FabricItemService items;
  private final Caller caller;
  private final List<Workspace> choices;
  private final EditConflict<F> conflict;
  private T stored;
  private F form;
  private List<String> usedBy = List.of();

  /**
   * @param empty the form of a new item
   */
  FabricItemEdit(
      FabricItemKind<T, F> kind,
      F empty,
      FabricItemService items,
      WorkspaceService workspaces,
      Caller caller) {
    this.kind = kind;
    this.form = empty;
    this.items = items;
    this.caller = caller;
    this.conflict = new EditConflict<>(kind.word(), kind.fields());
    this.choices = workspaces.listThatCan(caller.tenant(), caller, Capability.HAS_CATALOGUE);
    Pages.id()
        .ifPresent(
            id -> {
              stored = items.get(caller.tenant(), caller, kind, id);
              usedBy = items.usedBy(caller.tenant(), caller, kind, id);
            });
  }

  public void load() {
    if (stored != null) {
      form = kind.conversions().form().apply(stored);
    }
  }

  public void save() {
    if (stored == null) {
      stored = items.create(caller.tenant(), caller, kind, form);
    } else {
      form.setWorkspaceId(stored.getWorkspaceId().toString());
      if (conflict.isFound(form, kind.conversions().form().apply(stored))) {
        return;
      }
      items.update(caller.tenant(), caller, kind, stored.getId(), form);
    }
    Pages.redirect(list() + "/" + stored.getId(), "saved");
  }

  public void delete() {
    load();
    items.delete(caller.tenant(), caller, kind, stored.getId());
    Pages.redirect(list());
  }

  private String list() {
    return "/admin/" + kind.address();
  }

  public boolean isNew() {
    return stored == null;
  }

  /** Nothing can be registered before there is a Fabric workspace. */
  public boolean isWorkspaceMissing() {
    return choices.isEmpty();
  }

  public List<Workspace> getChoices() {
    return choices;
  }

  public String getWorkspaceName() {
    return choices.stream()
        .filter(workspace -> workspace.getId().equals(stored.getWorkspaceId()))
        .map(Workspace::getName)
        .findFirst()
        .orElse("");
  }

  public String getStoredName() {
    return stored == null ? "" : stored.getName();
  }

  /** The things that keep it from being deleted, in words; empty if there are none. */
  public List<String> getUsedBy() {
    return usedBy;
  }

  public F getForm() {
    return form;
  }

  public EditConflict<F> getConflict() {
    return conflict;
  }
}
