package io.lakegate.grouprole;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Commands;
import io.lakegate.platform.web.EditConflict;
import io.lakegate.platform.web.Pages;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.omnifaces.util.Faces;

@Named
@RequestScoped
public class GroupRoleEditBacking {
  private static final String LIST = "/admin/group-roles";

  /** Open to who has just given up their own rights as well. */
  private static final String ME = "/me";

  private static final List<String> COMPARED =
      List.of("groupId", "groupName", "role", "workspaceId");

  @Inject GroupRoleService groupRoles;
  @Inject WorkspaceService workspaceService;
  @Inject DirectoryGroupService directory;
  @Inject CurrentCaller current;

  private GroupRole stored;
  private GroupRoleForm form = new GroupRoleForm();
  private final EditConflict<GroupRoleForm> conflict = new EditConflict<>("groupRole", COMPARED);
  private Effects effects;
  private Effects deletion = new Effects(0, List.of());
  private List<DirectoryGroup> found;
  private String searched;
  private String asked;
  private boolean asking;
  private List<Workspace> workspaces;

  @PostConstruct
  void open() {
    Caller caller = current.get();
    Pages.id()
        .ifPresent(
            id -> {
              stored = groupRoles.get(caller.tenant(), caller, id);
              deletion = groupRoles.effectsOfDeletion(caller.tenant(), caller, id);
            });
  }

  public void load() {
    if (stored != null) {
      form = GroupRoleForm.of(stored);
    } else {
      form.setGroupId(Faces.getRequestParameter("group"));
      form.setGroupName(Faces.getRequestParameter("name"));
    }
  }

  /** Asks the organisation's directory; what else was picked in the form stays. */
  public void search() {
    Caller caller = current.get();
    found = directory.search(caller.tenant(), caller, searched);
  }

  /** A new one only: the group of an old one is what it is about. */
  public boolean isSearchable() {
    Caller caller = current.get();
    return stored == null && directory.isOn(caller.tenant(), caller);
  }

  /** Null before somebody searches. */
  public List<DirectoryGroup> getFound() {
    return found;
  }

  public boolean isNothingFound() {
    return found != null && found.isEmpty();
  }

  /** The Enter key in any field: finds what was just typed to be found, else saves. */
  public void enter() {
    if (searched == null || searched.isBlank()) {
      save();
    } else {
      search();
    }
  }

  /** A found group's button carries its id and its name, for the next request knows neither. */
  public String value(DirectoryGroup group) {
    return group.id() + " " + group.name();
  }

  /** After a found group's button: it is the form's group, beside the role picked before. */
  public void choose() {
    String chosen = Commands.value("choose");
    if (chosen != null) {
      int space = chosen.indexOf(' ');
      form.setGroupId(space < 0 ? chosen : chosen.substring(0, space));
      form.setGroupName(space < 0 ? null : chosen.substring(space + 1));
      searched = null;
    }
  }

  public String getSearched() {
    return searched;
  }

  public void setSearched(String searched) {
    this.searched = searched;
  }

  /** Shows what saving would do, and nothing else happens. */
  public void preview() {
    effects = effects();
  }

  public void save() {
    Caller caller = current.get();
    if (stored != null && conflict.isFound(form, GroupRoleForm.of(stored))) {
      return;
    }
    Effects now = effects();
    if (now.isOwnLoss() && !change().equals(asked)) {
      effects = now;
      asked = change();
      asking = true;
      return;
    }
    if (stored == null) {
      stored = groupRoles.create(caller.tenant(), caller, form);
    } else {
      stored = groupRoles.update(caller.tenant(), caller, stored.getId(), form);
    }
    leave(now, LIST + "/" + stored.getId());
  }

  private Effects effects() {
    Caller caller = current.get();
    return groupRoles.effects(
        caller.tenant(), caller, stored == null ? null : stored.getId(), form);
  }

  /**
   * Returns a text that identifies the change, so that consent to one change does not count for
   * another.
   */
  private String change() {
    return form.getRole() + " " + form.getWorkspaceId() + " " + form.getGroupId();
  }

  private static void leave(Effects done, String path) {
    if (done.isOwnLoss()) {
      Pages.redirect(ME);
    } else {
      Pages.redirect(path, "saved");
    }
  }

  public void delete() {
    load();
    Caller caller = current.get();
    groupRoles.delete(caller.tenant(), caller, stored.getId());
    Pages.redirect(deletion.isOwnLoss() ? ME : LIST);
  }

  public boolean isNew() {
    return stored == null;
  }

  public String getStoredName() {
    return stored == null ? "" : stored.getGroupName();
  }

  /** Returns the workspaces that a role can be limited to, by name. */
  public List<Workspace> getWorkspaces() {
    Caller caller = current.get();
    if (workspaces == null) {
      workspaces = workspaceService.list(caller.tenant(), caller, ListQuery.all());
    }
    return workspaces;
  }

  public GroupRoleForm getForm() {
    return form;
  }

  public EditConflict<GroupRoleForm> getConflict() {
    return conflict;
  }

  /** Returns the effects of saving; null until somebody asks for them. */
  public Effects getEffects() {
    return effects;
  }

  /** Returns the effects of deleting. */
  public Effects getDeletion() {
    return deletion;
  }

  /** Saving takes rights away from who saves, and goes on only when it is pressed again. */
  public boolean isAsking() {
    return asking;
  }

  /** Beside a preview only: who is asked reads it above the form. */
  public boolean isWarning() {
    return effects != null && !asking && effects.isOwnLoss();
  }

  /** The change somebody was asked about; empty on a fresh page. */
  public String getAsked() {
    return asked;
  }

  public void setAsked(String asked) {
    this.asked = asked;
  }
}
