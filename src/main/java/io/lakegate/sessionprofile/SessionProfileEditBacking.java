package io.lakegate.sessionprofile;

import io.lakegate.fabricitem.FabricItem;
import io.lakegate.fabricitem.FabricItemKind;
import io.lakegate.fabricitem.FabricItemService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.EditConflict;
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
import java.util.stream.Stream;

@Named
@RequestScoped
public class SessionProfileEditBacking {
  private static final String LIST = "/admin/session-profiles";
  static final List<String> COMPARED =
      Stream.of(
              List.of("name", "workspaceId", "lakehouseId", "environmentId"),
              SessionOverrides.NAMES,
              List.of("startupStatements", "sessionNamePrefix", "overridable"))
          .flatMap(List::stream)
          .toList();

  @Inject SessionProfileService profiles;
  @Inject WorkspaceService workspaces;
  @Inject FabricItemService items;
  @Inject CurrentCaller current;

  private SessionProfile stored;
  private Map<UUID, Workspace> choices = Map.of();
  private List<SelectItem> lakehouseChoices = List.of();
  private List<SelectItem> environmentChoices = List.of();
  private SessionProfileForm form = new SessionProfileForm();
  private final EditConflict<SessionProfileForm> conflict =
      new EditConflict<>("sessionProfile", COMPARED);
  private List<String> usedBy = List.of();
  private ProfilePreview preview;

  @PostConstruct
  void open() {
    Caller caller = current.get();
    choices =
        workspaces.list(caller.tenant(), caller, ListQuery.all()).stream()
            .collect(Collectors.toMap(Workspace::getId, Function.identity()));
    lakehouseChoices = choices(caller, FabricItemKind.LAKEHOUSE);
    environmentChoices = choices(caller, FabricItemKind.ENVIRONMENT);
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

  /** Previews the form as it stands; saves nothing. */
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
      if (conflict.isFound(form, SessionProfileForm.of(stored))) {
        return;
      }
      profiles.update(caller.tenant(), caller, stored.getId(), form);
    }
    Pages.redirect(LIST + "/" + stored.getId(), "saved");
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

  private List<SelectItem> choices(Caller caller, FabricItemKind<?, ?> kind) {
    return items.list(caller.tenant(), caller, kind, null, ListQuery.all()).stream()
        .map(item -> new SelectItem(item.getId().toString(), label(item)))
        .toList();
  }

  private String label(FabricItem item) {
    Workspace workspace = choices.get(item.getWorkspaceId());
    return workspace == null ? item.getName() : item.getName() + " · " + workspace.getName();
  }

  public List<String> getOverridableNames() {
    return SessionOverrides.NAMES;
  }

  public String getStoredName() {
    return stored == null ? "" : stored.getName();
  }

  /** The things that keep it from being deleted, in words; empty if there are none. */
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

  public EditConflict<SessionProfileForm> getConflict() {
    return conflict;
  }
}
