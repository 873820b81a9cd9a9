package io.lakegate.workspace;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.EditConflict;
import io.lakegate.platform.web.Pages;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

@Named
@RequestScoped
public class WorkspaceEditBacking {
  private static final String LIST = "/admin/workspaces";
  private static final List<String> COMPARED =
      List.of(
          "name",
          "url",
          "fabricId",
          "credential.type",
          "credential.user",
          "credential.clientId",
          "credential.tokenUrl",
          "credential.scope",
          "credential.audience",
          "automationCredential.type",
          "automationCredential.user",
          "automationCredential.clientId",
          "automationCredential.tokenUrl",
          "automationCredential.scope",
          "automationCredential.audience",
          "proxyUserClaim",
          "requestTimeout");

  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  private Workspace stored;
  private WorkspaceForm form = new WorkspaceForm();

  /** The automation credential as the page edits it; without a type there is none. */
  private CredentialForm automation = new CredentialForm();

  private final EditConflict<WorkspaceForm> conflict = new EditConflict<>("workspace", COMPARED);
  private List<WorkspaceCheck> checks = List.of();
  private List<String> usedBy = List.of();

  @PostConstruct
  void open() {
    automation.setType(null);
    Caller caller = current.get();
    Pages.id()
        .ifPresent(
            id -> {
              stored = workspaces.get(caller.tenant(), caller, id);
              usedBy = workspaces.usedBy(caller.tenant(), caller, id);
            });
  }

  public void load() {
    if (stored == null) {
      form.setKind(WorkspaceKind.APACHE_LIVY.name());
      form.setRequestTimeout(Workspace.DEFAULT_REQUEST_TIMEOUT.toString());
      return;
    }
    form = WorkspaceForm.of(stored);
    if (form.getAutomationCredential() != null) {
      automation = form.getAutomationCredential();
    }
  }

  public void save() {
    Caller caller = current.get();
    dropWhatTheKindHasNot();
    if (stored == null) {
      stored = workspaces.create(caller.tenant(), caller, form);
    } else {
      if (conflict.isFound(form, WorkspaceForm.of(stored))) {
        return;
      }
      workspaces.update(caller.tenant(), caller, stored.getId(), form);
    }
    Pages.redirect(LIST + "/" + stored.getId(), "saved");
  }

  public void check() {
    load();
    Caller caller = current.get();
    checks = workspaces.check(caller.tenant(), caller, stored.getId());
  }

  public void delete() {
    load();
    Caller caller = current.get();
    workspaces.delete(caller.tenant(), caller, stored.getId());
    Pages.redirect(LIST);
  }

  /** The page hides them; what was typed before must not be in the way. */
  private void dropWhatTheKindHasNot() {
    form.setAutomationCredential(automation.getType() == null ? null : automation);
    if (form.hasUrl()) {
      form.setFabricId(null);
    } else {
      form.setUrl(null);
      form.setProxyUserClaim(null);
    }
  }

  public boolean isNew() {
    return stored == null;
  }

  public Workspace getStored() {
    return stored;
  }

  public String getStoredName() {
    return stored == null ? "" : stored.getName();
  }

  public boolean isLivyShown() {
    return stored == null || stored.getUrl() != null;
  }

  public boolean isFabricShown() {
    return stored == null || stored.getFabricId() != null;
  }

  /** The things that keep it from being deleted, in words; empty if there are none. */
  public List<String> getUsedBy() {
    return usedBy;
  }

  public WorkspaceForm getForm() {
    return form;
  }

  public CredentialForm getCredential() {
    if (form.getCredential() == null) {
      form.setCredential(new CredentialForm());
    }
    return form.getCredential();
  }

  public CredentialForm getAutomation() {
    return automation;
  }

  public EditConflict<WorkspaceForm> getConflict() {
    return conflict;
  }

  public List<WorkspaceCheck> getChecks() {
    return checks;
  }
}
