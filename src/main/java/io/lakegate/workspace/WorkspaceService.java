package io.lakegate.workspace;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.livy.LivyCredential;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Workspaces: read by everybody who reaches them, changed by administrators. A secret is sealed for
 * its tenant, row and purpose; an omitted one is kept, except when address or type of the
 * credential changes: whoever may change the address could otherwise have the stored secret sent
 * there.
 */
@ApplicationScoped
public class WorkspaceService {
  @Inject WorkspaceRepository repository;
  @Inject Forms forms;
  @Inject SecretBox secrets;
  @Inject AllowedHosts allowedHosts;
  @Inject Usages usages;
  @Inject WorkspaceChecks checks;
  @Inject AuditService audit;

  /** By name; one more than the limit when there are more. */
  public List<Workspace> list(TenantId tenant, Caller caller, ListQuery query) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.list(tenant, caller.reach(), query);
  }

  public long count(TenantId tenant, Caller caller) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.count(tenant, caller.reach());
  }

  /** {@code WORKSPACE_NOT_FOUND}. */
  public Workspace get(TenantId tenant, Caller caller, UUID id) {
    Workspace workspace = find(tenant, caller, id);
    caller.require(Operation.READ_CATALOGUE);
    return workspace;
  }

  /** For other features, which have asked who wants it: the names of these, by id. */
  public Map<UUID, String> names(TenantId tenant, Collection<UUID> ids) {
    return ids.isEmpty() ? Map.of() : repository.names(tenant, ids);
  }

  /** For other features, which have asked who wants it. */
  public Optional<Workspace> find(TenantId tenant, UUID id) {
    return repository.find(tenant, id);
  }

  /** {@code INVALID}, {@code HOST_NOT_ALLOWED}, {@code WORKSPACE_NAME_TAKEN}. */
  public Workspace create(TenantId tenant, Caller caller, WorkspaceForm form) {
    caller.require(Operation.CHANGE_CATALOGUE);
    forms.require(form);
    requireAllowed(form);
    return register(tenant, caller, form);
  }

  /** As {@code create}, and {@code STALE}. */
  public Workspace update(TenantId tenant, Caller caller, UUID id, WorkspaceForm form) {
    Workspace workspace = find(tenant, caller, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    forms.require(form);
    if (form.parsedKind() != workspace.getKind()) {
      throw LakegateException.invalid(
          "kind", "The kind stays what it is. Register another workspace instead.");
    }
    forms.requireVersion(form.getVersion(), workspace.getVersion());
    requireAllowed(form);
    return change(caller, workspace, form);
  }

  /** What keeps it from being deleted, in words; empty when nothing does. */
  public List<String> usedBy(TenantId tenant, Caller caller, UUID id) {
    get(tenant, caller, id);
    return usages.of(tenant, id);
  }

  /** {@code WORKSPACE_IN_USE} names what uses it. */
  public void delete(TenantId tenant, Caller caller, UUID id) {
    Workspace workspace = find(tenant, caller, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    usages.requireNone(tenant, id, ErrorCode.WORKSPACE_IN_USE);
    try {
      audit.change(
          tenant,
          caller,
          entry(AuditAction.DELETE_WORKSPACE, workspace).before(WorkspaceView.of(workspace)),
          () -> repository.delete(tenant, id));
    } catch (PersistenceException e) {
      throw Violation.is(Violation.REFERENCE, e)
          ? new LakegateException(e, ErrorCode.WORKSPACE_IN_USE, Usages.ADDED_JUST_NOW)
          : e;
    }
  }

  /**
   * Registers a workspace, or brings the one of that name up to date, without asking who wants it:
   * for seeding at start. Whether its host is allowed shows when it is used.
   */
  public Workspace seed(TenantId tenant, WorkspaceForm form) {
    forms.require(form);
    Optional<Workspace> present = repository.findByName(tenant, form.getName());
    return present.isPresent() ? change(null, present.get(), form) : register(tenant, null, form);
  }

  /**
   * Looks at what works, what does not, and what to do about it. For administrators: it uses the
   * stored credentials. Takes some seconds at most and fails only as {@code get} does.
   */
  public List<WorkspaceCheck> check(TenantId tenant, Caller caller, UUID id) {
    Workspace workspace = find(tenant, caller, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    audit.record(tenant, caller, entry(AuditAction.CHECK_WORKSPACE, workspace));
    if (workspace.isFabric()) {
      return List.of(
          WorkspaceCheck.ok(
              WorkspaceCheck.Subject.FABRIC_ID, "The id has the form of a Fabric workspace's id."),
          WorkspaceCheck.warning(
              WorkspaceCheck.Subject.LAUNCHING,
              "This version of Lakegate does not call Fabric yet.",
              "Profiles can be made and previewed; launching comes with a later version."));
    }
    LivyEndpoint endpoint;
    try {
      endpoint = endpoint(workspace);
    } catch (IllegalStateException e) {
      return List.of(
          WorkspaceCheck.failed(
              WorkspaceCheck.Subject.SECRET_READABLE,
              "The stored secret cannot be read with the present lakegate.secret-key.",
              "Give the secret again and save, or ask the operator for the key it was stored"
                  + " with."));
    }
    return checks.of(endpoint);
  }

  /**
   * How to reach the Livy server of a workspace; for other features, which have asked who wants it.
   * {@code WORKSPACE_NOT_FOUND}, {@code LAUNCH_ON_FABRIC_LATER}.
   */
  public LivyEndpoint endpoint(TenantId tenant, UUID id) {
    return endpoint(get(tenant, id));
  }

  LivyEndpoint endpoint(Workspace workspace) {
    if (!workspace.getKind().canLaunch()) {
      throw new LakegateException(ErrorCode.LAUNCH_ON_FABRIC_LATER);
    }
    return new LivyEndpoint(
        URI.create(workspace.getUrl()), opened(workspace), workspace.getRequestTimeout());
  }

  private LivyCredential opened(Workspace workspace) {
    Credential credential = workspace.getCredential();
    return switch (credential.getType()) {
      case BASIC -> LivyCredential.basic(credential.getUser(), secret(workspace, credential));
      case BEARER -> LivyCredential.bearer(secret(workspace, credential));
      case NONE, CLIENT_CREDENTIALS, SIGNED_IN_PERSON -> LivyCredential.none();
    };
  }

  private String secret(Workspace workspace, Credential credential) {
    return secrets.decrypt(purpose(workspace, "credential"), credential.sealedSecret());
  }

  private static String purpose(Workspace workspace, String field) {
    return "workspace/" + workspace.getTenantId() + "/" + workspace.getId() + "/" + field;
  }

  /** What is out of reach is not there. */
  private Workspace find(TenantId tenant, Caller caller, UUID id) {
    return repository
        .find(tenant, id)
        .filter(workspace -> caller.reach().includes(workspace.getId()))
        .orElseThrow(() -> new LakegateException(ErrorCode.WORKSPACE_NOT_FOUND));
  }

  private Workspace get(TenantId tenant, UUID id) {
    return repository
        .find(tenant, id)
        .orElseThrow(() -> new LakegateException(ErrorCode.WORKSPACE_NOT_FOUND));
  }

  private void requireAllowed(WorkspaceForm form) {
    if (form.plainUrl() == null) {
      return;
    }
    try {
      allowedHosts.require(URI.create(form.plainUrl()));
    } catch (LakegateException e) {
      throw LakegateException.inField("url", e);
    }
  }

  private Workspace register(TenantId tenant, Caller caller, WorkspaceForm form) {
    return change(caller, new Workspace(tenant, form.parsedKind()), form);
  }

  private static AuditEntry entry(AuditAction action, Workspace workspace) {
    return AuditEntry.of(action, workspace.getId(), workspace.getName()).in(workspace.getId());
  }

  private Workspace change(Caller caller, Workspace workspace, WorkspaceForm form) {
    TenantId tenant = workspace.getTenantId();
    boolean isNew = workspace.getName() == null;
    AuditAction action = isNew ? AuditAction.CREATE_WORKSPACE : AuditAction.UPDATE_WORKSPACE;
    WorkspaceView before = isNew ? null : WorkspaceView.of(workspace);
    repository
        .findByName(tenant, form.getName())
        .filter(other -> !other.equals(workspace))
        .ifPresent(
            other -> {
              throw LakegateException.inField(
                  "name", ErrorCode.WORKSPACE_NAME_TAKEN, form.getName());
            });
    Map<String, String> missing = new HashMap<>();
    boolean moved = !Objects.equals(form.plainUrl(), workspace.getUrl());
    Credential credential =
        sealed(
            workspace,
            "credential",
            form.credentialOrNone(),
            Optional.ofNullable(workspace.getCredential()),
            moved,
            missing);
    Credential automation =
        form.getAutomationCredential() == null
            ? null
            : sealed(
                workspace,
                "automationCredential",
                form.getAutomationCredential(),
                workspace.automationCredential(),
                moved,
                missing);
    if (!missing.isEmpty()) {
      throw LakegateException.invalid(missing);
    }
    workspace.apply(form, credential, automation);
    try {
      return audit.change(
          tenant,
          caller,
          () -> repository.save(tenant, workspace),
          saved ->
              entry(action, saved)
                  .before(before)
                  .after(WorkspaceView.of(saved))
                  .replacing(form.givenSecrets()));
    } catch (PersistenceException e) {
      throw Violation.is(Violation.DUPLICATE, e)
          ? LakegateException.inField("name", ErrorCode.WORKSPACE_NAME_TAKEN, form.getName())
          : e;
    }
  }

  /** Seals a new secret; keeps the old one only for the same type at the same address. */
  private Credential sealed(
      Workspace workspace,
      String field,
      CredentialForm form,
      Optional<Credential> old,
      boolean moved,
      Map<String, String> missing) {
    CredentialType type = form.parsedType();
    String secret = form.getSecret();
    String sealed = null;
    if (type.hasSecret() && secret != null && !secret.isEmpty()) {
      sealed = secrets.encrypt(purpose(workspace, field), secret);
    } else if (type.hasSecret()) {
      boolean same = old.map(Credential::getType).filter(type::equals).isPresent();
      sealed = same && !moved ? old.get().sealedSecret() : null;
      if (sealed == null) {
        missing.put(
            field + ".secret",
            same
                ? "Give the secret again: the stored one is only for the old address."
                : "Give the password or token.");
      }
    }
    return new Credential(type, form.getUser(), sealed);
  }
}
