package io.lakegate.sessionprofile;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.backend.Capability;
import io.lakegate.backend.SessionRequest;
import io.lakegate.fabricitem.FabricItem;
import io.lakegate.fabricitem.FabricItemKind;
import io.lakegate.fabricitem.FabricItemService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import io.lakegate.workspace.Backends;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Session profiles: read by everybody who reaches their workspace, changed by administrators.
 * Lakehouse and environment are those of the profile's workspace. What is unwise is warned about,
 * what cannot work is refused.
 */
@ApplicationScoped
public class SessionProfileService {
  private static final Jsonb JSON = JsonbBuilder.create();

  /** Stands in a preview where a launch puts the installation and the session itself. */
  private static final String TO_COME = "…";

  @Inject SessionProfileRepository repository;
  @Inject WorkspaceService workspaces;
  @Inject Backends backends;
  @Inject FabricItemService items;
  @Inject Forms forms;
  @Inject Usages usages;
  @Inject AuditService audit;

  /** Lists profiles by name, one more than the limit if there are more. */
  public List<SessionProfile> list(TenantId tenant, Caller caller, ListQuery query) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.list(tenant, caller.reach(), query);
  }

  /** The names of all by id, in the order of names. */
  public Map<UUID, String> names(TenantId tenant, Caller caller) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.names(tenant, caller.reach(), ListQuery.all().limit());
  }

  public long count(TenantId tenant, Caller caller) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.count(tenant, caller.reach());
  }

  /** {@code SESSION_PROFILE_NOT_FOUND}. */
  public SessionProfile get(TenantId tenant, Caller caller, UUID id) {
    SessionProfile profile = find(tenant, caller, id);
    caller.require(Operation.READ_CATALOGUE);
    return profile;
  }

  /** Finds one for another feature, which has checked the caller's rights. */
  public Optional<SessionProfile> find(TenantId tenant, UUID id) {
    return repository.find(tenant, id);
  }

  /** {@code INVALID}, {@code SESSION_PROFILE_NAME_TAKEN}. */
  public SessionProfile create(TenantId tenant, Caller caller, SessionProfileForm form) {
    caller.require(Operation.CHANGE_CATALOGUE);
    forms.require(form);
    requireReferences(tenant, form);
    return add(tenant, caller, form);
  }

  /** Changes one. Fails with the codes of {@code create}, and with {@code STALE}. */
  public SessionProfile update(TenantId tenant, Caller caller, UUID id, SessionProfileForm form) {
    SessionProfile profile = find(tenant, caller, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    forms.require(form);
    requireReferences(tenant, form);
    forms.requireVersion(form.getVersion(), profile.getVersion());
    return change(caller, profile, form);
  }

  /** Lists the things that keep it from being deleted, in words; empty if there are none. */
  public List<String> usedBy(TenantId tenant, Caller caller, UUID id) {
    get(tenant, caller, id);
    return usages.of(tenant, id);
  }

  /** {@code SESSION_PROFILE_IN_USE} names what uses it. */
  public void delete(TenantId tenant, Caller caller, UUID id) {
    SessionProfile profile = find(tenant, caller, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    usages.requireNone(tenant, id, ErrorCode.SESSION_PROFILE_IN_USE);
    audit.delete(
        tenant,
        caller,
        entry(AuditAction.DELETE_SESSION_PROFILE, profile).before(view(profile)),
        ErrorCode.SESSION_PROFILE_IN_USE,
        () -> repository.delete(tenant, id));
  }

  /**
   * Makes a profile unless there is one of that name, without asking who wants it: for seeding at
   * start.
   */
  public SessionProfile seed(TenantId tenant, SessionProfileForm form) {
    forms.require(form);
    requireReferences(tenant, form);
    return repository.findByName(tenant, form.getName()).orElseGet(() -> add(tenant, null, form));
  }

  /**
   * Returns the settings of a launch, also where it cannot be launched yet. {@code INVALID} names
   * the overrides that the profile does not allow.
   *
   * @param overrides valid ones; null = none
   */
  public LaunchSettings settings(
      TenantId tenant, SessionProfile profile, SessionOverrides overrides) {
    if (!profile.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A session profile of another tenant");
    }
    Map<String, String> refused = new TreeMap<>();
    if (overrides != null) {
      for (String field : overrides.given()) {
        if (!profile.getOverridable().contains(field)) {
          refused.put(
              "overrides." + field, "This profile does not let a launch change it. Leave it out.");
        }
      }
    }
    if (!refused.isEmpty()) {
      throw LakegateException.invalid(refused);
    }
    return LaunchSettings.of(profile, overrides, environment(tenant, profile));
  }

  private String environment(TenantId tenant, SessionProfile profile) {
    return Optional.ofNullable(profile.getEnvironmentId())
        .flatMap(id -> items.find(tenant, FabricItemKind.ENVIRONMENT, id))
        .map(FabricItem::getFabricId)
        .orElse(null);
  }

  /** Exactly what a launch would send, but for the end of the name. */
  public JsonObject preview(TenantId tenant, Caller caller, UUID id) {
    return preview(tenant, caller, get(tenant, caller, id));
  }

  /** The same for what is being typed: changes nothing, refuses nothing. */
  public ProfilePreview preview(TenantId tenant, Caller caller, SessionProfileForm form) {
    caller.require(Operation.READ_CATALOGUE);
    try {
      forms.require(form);
      requireReferences(tenant, form);
    } catch (LakegateException e) {
      return new ProfilePreview(null, List.of(), new TreeMap<>(e.fields()));
    }
    SessionProfile draft = new SessionProfile(tenant, form);
    return new ProfilePreview(preview(tenant, caller, draft), warnings(tenant, draft), Map.of());
  }

  private JsonObject preview(TenantId tenant, Caller caller, SessionProfile profile) {
    String prefix = profile.getSessionNamePrefix() == null ? "" : profile.getSessionNamePrefix();
    String name = "lakegate-" + TO_COME + "-" + prefix + TO_COME;
    SessionRequest request =
        LaunchSettings.of(profile, null, environment(tenant, profile))
            .request()
            .but()
            .name(name)
            .proxyUser(proxyUser(tenant, caller, profile))
            .build();
    return backends.of(workspaceOf(tenant, profile)).preview(request);
  }

  /**
   * The user name that the caller's own launch would send, or an ellipsis if it is not known yet;
   * null if none is sent.
   */
  private String proxyUser(TenantId tenant, Caller caller, SessionProfile profile) {
    try {
      return workspaces
          .proxyUser(tenant, workspaceOf(tenant, profile), caller.personId())
          .orElse(null);
    } catch (LakegateException e) {
      return TO_COME;
    }
  }

  /** Lists the settings of the profile that will not have the effect they seem to have. */
  public List<ProfileWarning> warnings(TenantId tenant, SessionProfile profile) {
    SessionRequest request =
        LaunchSettings.of(profile, null, environment(tenant, profile)).request();
    return ProfileWarnings.of(profile, request, backends.of(workspaceOf(tenant, profile)));
  }

  /** The profile as it is now, as JSON text for a session to keep. */
  public String snapshot(TenantId tenant, SessionProfile profile) {
    if (!profile.getTenantId().equals(tenant)) {
      throw new IllegalArgumentException("A session profile of another tenant");
    }
    return JSON.toJson(SessionProfileView.of(profile, null));
  }

  private Workspace workspaceOf(TenantId tenant, SessionProfile profile) {
    return workspaces
        .find(tenant, profile.getWorkspaceId())
        .orElseThrow(() -> new LakegateException(ErrorCode.WORKSPACE_NOT_FOUND));
  }

  /** Finds a profile; one outside the caller's reach is reported as not found. */
  private SessionProfile find(TenantId tenant, Caller caller, UUID id) {
    return repository
        .find(tenant, id)
        .filter(profile -> caller.reach().includes(profile.getWorkspaceId()))
        .orElseThrow(() -> new LakegateException(ErrorCode.SESSION_PROFILE_NOT_FOUND));
  }

  private void requireReferences(TenantId tenant, SessionProfileForm form) {
    Map<String, String> problems = new TreeMap<>();
    UUID workspaceId = form.parsedWorkspaceId();
    Workspace workspace = workspaces.find(tenant, workspaceId).orElse(null);
    if (workspace == null) {
      problems.put("workspaceId", "Choose a workspace of your organisation.");
    } else {
      boolean lakehouseNeeded = workspaces.can(tenant, workspace, Capability.NEEDS_LAKEHOUSE);
      if (lakehouseNeeded && form.getLakehouseId() == null) {
        problems.put("lakehouseId", "Choose the lakehouse: Fabric runs every session in one.");
      } else if (isElsewhere(
          tenant, FabricItemKind.LAKEHOUSE, form.parsedLakehouseId(), workspaceId)) {
        problems.put("lakehouseId", "Choose a lakehouse of this profile's workspace, or none.");
      }
      if (isElsewhere(
          tenant, FabricItemKind.ENVIRONMENT, form.parsedEnvironmentId(), workspaceId)) {
        problems.put(
            "environmentId", "Choose an environment of this profile's workspace, or none.");
      }
    }
    if (!problems.isEmpty()) {
      throw LakegateException.invalid(problems);
    }
  }

  /** Whether an item is named that is not one of this workspace. */
  private boolean isElsewhere(
      TenantId tenant, FabricItemKind<?, ?> kind, UUID id, UUID workspaceId) {
    return id != null
        && items
            .find(tenant, kind, id)
            .filter(item -> item.getWorkspaceId().equals(workspaceId))
            .isEmpty();
  }

  private SessionProfile add(TenantId tenant, Caller caller, SessionProfileForm form) {
    requireFreeName(tenant, form, null);
    return save(tenant, caller, new SessionProfile(tenant, form), null);
  }

  private SessionProfile change(Caller caller, SessionProfile profile, SessionProfileForm form) {
    requireFreeName(profile.getTenantId(), form, profile);
    SessionProfileView before = view(profile);
    profile.apply(form);
    return save(profile.getTenantId(), caller, profile, before);
  }

  private static SessionProfileView view(SessionProfile profile) {
    return SessionProfileView.of(profile, null);
  }

  private static AuditEntry entry(AuditAction action, SessionProfile profile) {
    return AuditEntry.of(action, profile.getId(), profile.getName()).in(profile.getWorkspaceId());
  }

  private void requireFreeName(TenantId tenant, SessionProfileForm form, SessionProfile itself) {
    repository
        .findByName(tenant, form.getName())
        .filter(other -> !other.equals(itself))
        .ifPresent(
            other -> {
              throw nameTaken(form.getName());
            });
  }

  /**
   * Stores it and says so.
   *
   * @param before null for a new one
   */
  private SessionProfile save(
      TenantId tenant, Caller caller, SessionProfile profile, SessionProfileView before) {
    AuditAction action =
        before == null ? AuditAction.CREATE_SESSION_PROFILE : AuditAction.UPDATE_SESSION_PROFILE;
    return audit.save(
        tenant,
        caller,
        () -> repository.save(tenant, profile),
        saved -> entry(action, saved).before(before).after(view(saved)),
        Map.of(
            Violation.DUPLICATE,
            () -> nameTaken(profile.getName()),
            Violation.REFERENCE,
            () ->
                LakegateException.invalid(
                    "workspaceId", "Workspace, lakehouse or environment was deleted just now.")));
  }

  private static LakegateException nameTaken(String name) {
    return LakegateException.inField("name", ErrorCode.SESSION_PROFILE_NAME_TAKEN, name);
  }
}
