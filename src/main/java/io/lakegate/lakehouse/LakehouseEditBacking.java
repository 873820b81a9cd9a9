package io.lakegate.lakehouse;

import io.lakegate.backend.Capability;
import io.lakegate.platform.form.Difference;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

@Named
@RequestScoped
public class LakehouseEditBacking {
  private static final String LIST = "/admin/lakehouses";
  private static final List<String> COMPARED = List.of("name", "fabricId");

  @Inject LakehouseService lakehouses;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  private Lakehouse stored;
  private List<Workspace> choices = List.of();
  private LakehouseForm form = new LakehouseForm();
  private List<Difference> conflict = List.of();
  private List<String> usedBy = List.of();

  @PostConstruct
  void open() {
    Caller caller = current.get();
    choices = workspaces.listThatCan(caller.tenant(), caller, Capability.HAS_CATALOGUE);
    Pages.id()
        .ifPresent(
            id -> {
              stored = lakehouses.get(caller.tenant(), caller, id);
              usedBy = lakehouses.usedBy(caller.tenant(), caller, id);
            });
  }

  public void load() {
    if (stored != null) {
      form = LakehouseForm.of(stored);
    }
  }

  public void save() {
    Caller caller = current.get();
    if (stored == null) {
      stored = lakehouses.create(caller.tenant(), caller, form);
    } else {
      form.setWorkspaceId(stored.getWorkspaceId().toString());
      conflict = conflict();
      if (isConflicting()) {
        return;
      }
      lakehouses.update(caller.tenant(), caller, stored.getId(), form);
    }
    Pages.redirect(LIST + "/" + stored.getId(), "saved");
  }

  /**
   * What somebody else has saved otherwise since the page was read. Once shown, saving again is a
   * decision: the form now stands on their version, and a third change is a conflict again.
   */
  private List<Difference> conflict() {
    if (form.getVersion() == null || form.getVersion() == stored.getVersion()) {
      return List.of();
    }
    form.setVersion(stored.getVersion());
    return Difference.between("lakehouse", form, LakehouseForm.of(stored), COMPARED);
  }

  public void delete() {
    load();
    Caller caller = current.get();
    lakehouses.delete(caller.tenant(), caller, stored.getId());
    Pages.redirect(LIST);
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

  /** In words; empty when it may be deleted. */
  public List<String> getUsedBy() {
    return usedBy;
  }

  public LakehouseForm getForm() {
    return form;
  }

  public List<Difference> getConflict() {
    return conflict;
  }

  public boolean isConflicting() {
    return !conflict.isEmpty();
  }
}
