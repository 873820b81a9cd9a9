package io.lakegate.sessionprofile;

import io.lakegate.environment.EnvironmentService;
import io.lakegate.lakehouse.LakehouseService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.form.Difference;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.model.SelectItem;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@Named
@RequestScoped
public class SessionProfileEditBacking {
  private static final String LIST = "/admin/session-profiles";
  private static final List<String> COMPARED =
      List.of(
          "name",
          "workspaceId",
          "lakehouseId",
          "environmentId",
          "kind",
          "driverMemory",
          "driverCores",
          "executorMemory",
          "executorCores",
          "numExecutors",
          "queue",
          "conf",
          "pyFiles",
          "jars",
          "files",
          "archives",
          "startupStatements",
          "idleTimeout",
          "maxLifetime",
          "sessionNamePrefix",
          "overridable");

  @Inject SessionProfileService profiles;
  @Inject WorkspaceService workspaces;
  @Inject LakehouseService lakehouses;
  @Inject EnvironmentService environments;
  @Inject CurrentCaller current;

  private SessionProfile stored;
  private Map<UUID, Workspace> choices = Map.of();
  private List<SelectItem> lakehouseChoices = List.of();
  private List<SelectItem> environmentChoices = List.of();
  private SessionProfileForm form = new SessionProfileForm();
  private List<Difference> conflict = List.of();
  private List<String> usedBy = List.of();
  private ProfilePreview preview;

  @PostConstruct
  void open() {
    Caller caller = current.get();
    choices =
        workspaces.list(caller.tenant(), caller, ListQuery.all()).stream()
            .collect(Collectors.toMap(Workspace::getId, Function.identity()));
    lakehouseChoices =
        lakehouses.list(caller.tenant(), caller, null, ListQuery.all()).stream()
            .map(row -> choice(row.getId(), row.getWorkspaceId(), row.getName()))
            .toList();
    environmentChoices =
        environments.list(caller.tenant(), caller, null, ListQuery.all()).stream()
            .map(row -> choice(row.getId(), row.getWorkspaceId(), row.getName()))
            .toList();
    Pages.id()
        .ifPresent(
            id -> {
              stored = profiles.get(caller.tenant(), caller, id);
              usedBy = profiles.usedBy(caller.tenant(), caller, id);
            });
  }

  public void load() {
    if (stored == null) {
      form.setKind("pyspark");
      form.setIdleTimeout(SessionProfile.DEFAULT_IDLE_TIMEOUT.toString());
      form.setMaxLifetime(SessionProfile.DEFAULT_MAX_LIFETIME.toString());
      if (choices.size() == 1) {
        form.setWorkspaceId(choices.keySet().iterator().next().toString());
      }
    } else {
      form = SessionProfileForm.of(stored);
      preview();
    }
  }

  /** Of the form as it stands; saves nothing. */
  public void preview() {
    Caller caller = current.get();
    preview = profiles.preview(caller.tenant(), caller, form);
  }

  public void save() {
    Caller caller = current.get();
    // A save that is refused shows the page again, with what it would send beside it.
    preview();
    if (stored == null) {
      stored = profiles.create(caller.tenant(), caller, form);
    } else {
      conflict = conflict();
      if (isConflicting()) {
        return;
      }
      profiles.update(caller.tenant(), caller, stored.getId(), form);
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
    return Difference.between("sessionProfile", form, SessionProfileForm.of(stored), COMPARED);
  }

  public void delete() {
    load();
    Caller caller = current.get();
    profiles.delete(caller.tenant(), caller, stored.getId());
    Pages.redirect(LIST);
  }

  public boolean isNew() {
    return stored == null;
  }

  /** Nothing can be made before there is a workspace. */
  public boolean isWorkspaceMissing() {
    return choices.isEmpty();
  }

  public List<SelectItem> getWorkspaces() {
    return choices.values().stream()
        .map(row -> new SelectItem(row.getId().toString(), row.getName()))
        .sorted(Comparator.comparing(SelectItem::getLabel))
        .toList();
  }

  public List<SelectItem> getLakehouses() {
    return lakehouseChoices;
  }

  public List<SelectItem> getEnvironments() {
    return environmentChoices;
  }

  private SelectItem choice(UUID id, UUID workspaceId, String name) {
    Workspace workspace = choices.get(workspaceId);
    return new SelectItem(
        id.toString(), workspace == null ? name : name + " · " + workspace.getName());
  }

  public List<String> getOverridableNames() {
    return SessionOverrides.NAMES;
  }

  public String getStoredName() {
    return stored == null ? "" : stored.getName();
  }

  /** In words; empty when it may be deleted. */
  public List<String> getUsedBy() {
    return usedBy;
  }

  public SessionProfileForm getForm() {
    return form;
  }

  /** Null before there was anything to preview. */
  public ProfilePreview getPreview() {
    return preview;
  }

  public List<Difference> getConflict() {
    return conflict;
  }

  public boolean isConflicting() {
    return !conflict.isEmpty();
  }
}
