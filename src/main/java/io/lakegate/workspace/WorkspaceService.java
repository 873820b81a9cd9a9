package io.lakegate.workspace;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.backend.Access;
import io.lakegate.backend.Authentication;
import io.lakegate.backend.Backend;
import io.lakegate.backend.BackendFailure.Verdict;
import io.lakegate.backend.BackendProblem;
import io.lakegate.backend.Capability;
import io.lakegate.client.AllowedHosts;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Workspaces: read by everybody who reaches them, changed by administrators. */
@ApplicationScoped
public class WorkspaceService {
  /** The user names that may be sent. None begins like an option of a command line. */
  private static final Pattern PROXY_USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,99}");

  @Inject WorkspaceRepository repository;
  @Inject Forms forms;
  @Inject WorkspaceCredentials credentials;
  @Inject PersonTokenService personTokens;
  @Inject KnownPeople people;
  @Inject AllowedHosts allowedHosts;
  @Inject Usages usages;
  @Inject Backends backends;
  @Inject AuditService audit;

  /** Lists workspaces by name, one more than the limit if there are more. */
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

  /** The names of all by id, sorted by name. */
  public Map<UUID, String> names(TenantId tenant, Caller caller) {
    caller.require(Operation.READ_CATALOGUE);
    return repository.names(tenant, caller.reach(), ListQuery.all().limit());
  }

  /** Lists the workspaces whose backend can do this, sorted by name. */
  public List<Workspace> listThatCan(TenantId tenant, Caller caller, Capability capability) {
    return list(tenant, caller, ListQuery.all()).stream()
        .filter(workspace -> can(tenant, workspace, capability))
        .toList();
  }

  /**
   * Returns whether the workspace's backend can do this. The calling feature has checked the
   * caller's rights.
   */
  public boolean can(TenantId tenant, Workspace workspace, Capability capability) {
    return backends.of(workspace).capabilities().contains(capability);
  }

  /**
   * Finds the names of these workspaces, by id, for another feature, which has checked the caller's
   * rights.
   */
  public Map<UUID, String> names(TenantId tenant, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : repository.names(tenant, new Reach(false, Set.copyOf(ids)), ids.size());
  }

  /** Finds one for another feature, which has checked the caller's rights. */
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

  /** Changes one. Fails with the codes of {@code create}, and with {@code STALE}. */
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

  /** Lists the things that keep it from being deleted, in words; empty if there are none. */
  public List<String> usedBy(TenantId tenant, Caller caller, UUID id) {
    get(tenant, caller, id);
    return usages.of(tenant, id);
  }

  /** {@code WORKSPACE_IN_USE} names what uses it. */
  public void delete(TenantId tenant, Caller caller, UUID id) {
    Workspace workspace = find(tenant, caller, id);
    caller.require(Operation.CHANGE_CATALOGUE);
    usages.requireNone(tenant, id, ErrorCode.WORKSPACE_IN_USE);
    audit.delete(
        tenant,
        caller,
        entry(AuditAction.DELETE_WORKSPACE, workspace).before(WorkspaceView.of(workspace)),
        ErrorCode.WORKSPACE_IN_USE,
        () -> repository.delete(tenant, id));
  }

  /**
   * Registers a workspace, or brings the one of that name up to date, without asking who wants it:
   * for seeding at start. Whether its host is allowed shows when it is used.
   */
  public Workspace seed(TenantId tenant, WorkspaceForm form, String formerName) {
    forms.require(form);
    Optional<Workspace> present =
        repository
            .findByName(tenant, form.getName())
            .or(() -> repository.findByName(tenant, formerName));
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
    List<WorkspaceCheck> found = new ArrayList<>();
    if (workspace.getFabricId() != null) {
      found.add(
          WorkspaceCheck.ok(
              WorkspaceCheck.Subject.FABRIC_ID, "The id has the form of a Fabric workspace's id."));
    }
    Opened people = opened(() -> credentials.opened(workspace, caller.personId()));
    checkToken(found, workspace.getCredential(), people);
    boolean launches = can(workspace.getTenantId(), workspace, Capability.LAUNCHES);
    if (launches && people.authentication() != null) {
      open(workspace, people.authentication())
          .check()
          .forEach(finding -> found.add(WorkspaceCheck.of(finding)));
    }
    workspace.automationCredential().ifPresent(automation -> found.add(checkAutomation(workspace)));
    if (!launches) {
      found.add(
          WorkspaceCheck.warning(
              WorkspaceCheck.Subject.LAUNCHING,
              "This version of Lakegate does not call Fabric yet.",
              "Profiles can be made and previewed; launching comes with a later version."));
    }
    return found;
  }

  /** A credential ready to be sent, or why there is none. */
  private record Opened(Authentication authentication, WorkspaceCheck problem) {}

  private static Opened opened(Supplier<Authentication> opening) {
    try {
      return new Opened(opening.get(), null);
    } catch (LakegateException e) {
      return new Opened(
          null,
          WorkspaceCheck.failed(
              WorkspaceCheck.Subject.TOKEN,
              e.getMessage(),
              "Check token URL, client and scope, or sign in again with the provider."));
    } catch (IllegalStateException e) {
      return new Opened(
          null,
          WorkspaceCheck.failed(
              WorkspaceCheck.Subject.SECRET_READABLE,
              "The stored secret cannot be read with the present lakegate.secret-key.",
              "Give the secret again and save, or ask the operator for the key it was stored"
                  + " with."));
    }
  }

  private static void checkToken(List<WorkspaceCheck> found, Credential credential, Opened opened) {
    if (opened.problem() != null) {
      found.add(opened.problem());
    } else if (credential.getType().hasScope()) {
      boolean own = credential.getType() == CredentialType.SIGNED_IN_PERSON;
      found.add(
          WorkspaceCheck.ok(
              WorkspaceCheck.Subject.TOKEN,
              own
                  ? "The provider gave a token of yours; others need their own."
                  : "The token endpoint gave a token."));
    }
  }

  private WorkspaceCheck checkAutomation(Workspace workspace) {
    Opened automation = opened(() -> credentials.openedForAutomation(workspace));
    if (automation.problem() != null) {
      return WorkspaceCheck.failed(
          WorkspaceCheck.Subject.AUTOMATION,
          automation.problem().finding(),
          automation.problem().remedy());
    }
    return can(workspace.getTenantId(), workspace, Capability.LAUNCHES)
        ? checkAutomation(open(workspace, automation.authentication()))
        : WorkspaceCheck.ok(WorkspaceCheck.Subject.AUTOMATION, "There is a credential to be sent.");
  }

  /** Whether the other credential is taken, too; the server itself has been looked at before. */
  private static WorkspaceCheck checkAutomation(Backend backend) {
    return backend
        .checkIdentity()
        .map(
            refusal ->
                WorkspaceCheck.failed(
                    WorkspaceCheck.Subject.AUTOMATION,
                    refusal,
                    "Give what the server expects of automation, or use the same credential as for"
                        + " people."))
        .orElseGet(
            () ->
                WorkspaceCheck.ok(
                    WorkspaceCheck.Subject.AUTOMATION, "The credential was not refused."));
  }

  /**
   * Opens the backend of a workspace on behalf of a person; for other features, which have asked
   * who wants it. May ask a provider for a token, so not inside a transaction. {@code
   * WORKSPACE_NOT_FOUND}, {@code LAUNCH_ON_FABRIC_LATER}, and where tokens are needed what {@link
   * PersonTokenService#accessToken} and {@link io.lakegate.client.oidc.OidcClient} say.
   */
  public Backend open(TenantId tenant, UUID id, UUID personId) {
    Workspace workspace = get(tenant, id);
    requireLaunching(workspace);
    return open(workspace, credentials.opened(workspace, personId));
  }

  /**
   * The same on behalf of nobody in particular; empty where the server takes only people's own
   * tokens, for then there is no such identity.
   */
  public Optional<Backend> openForNobody(TenantId tenant, UUID id) {
    Workspace workspace = get(tenant, id);
    requireLaunching(workspace);
    return workspace.isOpenedByPerson()
        ? Optional.empty()
        : Optional.of(open(workspace, credentials.opened(workspace, null)));
  }

  /**
   * Learns from the answer of a backend: a token that it does not take, though it should be good,
   * is forgotten if it is still the present one.
   *
   * @param personId as given when it was opened; null for {@link #openForNobody}
   * @return whether the backend opened now has another token, so that asking again makes sense at
   *     once
   */
  public boolean replaceToken(
      TenantId tenant, UUID id, UUID personId, Backend asked, LakegateException problem) {
    boolean unauthorized =
        BackendProblem.is(problem, failure -> failure.verdict() == Verdict.UNAUTHORIZED);
    if (!unauthorized
        || !(asked.access().authentication() instanceof Authentication.Bearer refused)) {
      return false;
    }
    return repository
        .find(tenant, id)
        .filter(workspace -> credentials.refused(workspace, personId, refused.token()))
        .isPresent();
  }

  private void requireLaunching(Workspace workspace) {
    if (!can(workspace.getTenantId(), workspace, Capability.LAUNCHES)) {
      throw new LakegateException(ErrorCode.LAUNCH_ON_FABRIC_LATER);
    }
  }

  private Backend open(Workspace workspace, Authentication authentication) {
    URI address = URI.create(workspace.getUrl());
    return backends
        .of(workspace)
        .open(new Access(address, authentication, workspace.getRequestTimeout()));
  }

  /**
   * Refuses where code of a person cannot run because only they could prove who they are: {@code
   * BACKEND_SIGN_IN_MISSING}, {@code BACKEND_SIGN_IN_EXPIRED}. Asks nobody.
   */
  public void requireOpenTo(TenantId tenant, Workspace workspace, UUID personId) {
    if (workspace.isOpenedByPerson()) {
      personTokens.require(tenant, personId, workspace.getCredential().getScope());
    }
  }

  /**
   * Returns the user as whom an impersonating server runs the person's code; empty if it does not
   * impersonate. It comes from the person's account alone. Fails with {@code PROXY_USER_UNKNOWN}.
   */
  public Optional<String> proxyUser(TenantId tenant, Workspace workspace, UUID personId) {
    String claim = workspace.getProxyUserClaim();
    if (claim == null) {
      return Optional.empty();
    }
    return Optional.of(
        people
            .findClaim(tenant, personId, claim)
            .filter(name -> PROXY_USER.matcher(name).matches())
            .orElseThrow(() -> new LakegateException(ErrorCode.PROXY_USER_UNKNOWN, claim)));
  }

  /**
   * The provider's claims that some workspace sends as {@code proxyUser} and that must therefore be
   * stored.
   */
  public Set<String> proxyUserClaims(TenantId tenant) {
    return repository.proxyUserClaims(tenant);
  }

  /**
   * The identity that code of a person runs as there, in words.
   *
   * @param proxyUser null for none
   */
  public String runsAs(TenantId tenant, Workspace workspace, String userName, String proxyUser) {
    Credential credential = workspace.getCredential();
    if (proxyUser != null) {
      return proxyUser;
    }
    return switch (credential.getType()) {
      case SIGNED_IN_PERSON -> userName;
      case BASIC -> credential.getUser();
      case CLIENT_CREDENTIALS -> credential.getClientId();
      case BEARER -> "the workspace's token";
      case NONE -> "the server itself";
    };
  }

  /** Rows outside the caller's reach are reported as not found. */
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
              throw nameTaken(form);
            });
    WorkspaceCredentials.Sealed sealed = credentials.sealed(workspace, form);
    workspace.apply(form, sealed.people(), sealed.automation());
    return audit.save(
        tenant,
        caller,
        () -> repository.save(tenant, workspace),
        saved ->
            entry(action, saved)
                .before(before)
                .after(WorkspaceView.of(saved))
                .replacing(form.givenSecrets()),
        Map.of(Violation.DUPLICATE, () -> nameTaken(form)));
  }

  private static LakegateException nameTaken(WorkspaceForm form) {
    return LakegateException.inField("name", ErrorCode.WORKSPACE_NAME_TAKEN, form.getName());
  }
}
