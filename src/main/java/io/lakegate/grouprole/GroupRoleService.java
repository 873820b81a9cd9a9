package io.lakegate.grouprole;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEntry;
import io.lakegate.audit.AuditService;
import io.lakegate.grouprole.GroupRoleRepository.Held;
import io.lakegate.grouprole.GroupRoleRepository.Membership;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.RemainingAdministrators;
import io.lakegate.person.GroupRights;
import io.lakegate.person.Person;
import io.lakegate.person.PersonService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.TenantService;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Group roles: seen and changed by administrators only, never so that nobody is left to administer
 * the tenant. Who is in several groups has the highest of their roles, in the whole tenant and in
 * each workspace. Effects are of people who have signed in before; others are not known here.
 */
@ApplicationScoped
public class GroupRoleService implements GroupRights, RemainingAdministrators {
  @Inject GroupRoleRepository repository;
  @Inject PersonService people;
  @Inject IdentityProviderService providers;
  @Inject WorkspaceService workspaces;
  @Inject TenantService tenants;
  @Inject Forms forms;
  @Inject AuditService audit;

  /** Lists the group roles by the name of the group; one more than the limit if there are more. */
  public List<GroupRole> list(TenantId tenant, Caller caller, ListQuery query) {
    caller.require(Operation.MANAGE_GROUP_ROLES);
    return repository.list(tenant, query);
  }

  /** The names of the workspaces these name, by id. */
  public Map<UUID, String> workspaceNames(TenantId tenant, Caller caller, List<GroupRole> rows) {
    caller.require(Operation.MANAGE_GROUP_ROLES);
    return workspaces.names(tenant, workspaceIds(rows));
  }

  private static Set<UUID> workspaceIds(List<GroupRole> rows) {
    return rows.stream()
        .map(GroupRole::getWorkspaceId)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** {@code GROUP_ROLE_NOT_FOUND}. */
  public GroupRole get(TenantId tenant, Caller caller, UUID id) {
    GroupRole groupRole =
        repository
            .find(tenant, id)
            .orElseThrow(() -> new LakegateException(ErrorCode.GROUP_ROLE_NOT_FOUND));
    caller.require(Operation.MANAGE_GROUP_ROLES);
    return groupRole;
  }

  /**
   * Creates a group role, which takes nothing away: the highest role counts. Fails with {@code
   * INVALID} and {@code GROUP_ROLE_TAKEN}.
   */
  public GroupRole create(TenantId tenant, Caller caller, GroupRoleForm form) {
    caller.require(Operation.MANAGE_GROUP_ROLES);
    forms.require(form);
    requireScope(tenant, form);
    requireFreeGroup(tenant, form, null);
    return save(tenant, caller, new GroupRole(tenant, form), null);
  }

  /**
   * Changes a group role. Fails with the codes of {@code create}, and with {@code STALE} and {@code
   * LAST_ADMINISTRATOR}.
   */
  public GroupRole update(TenantId tenant, Caller caller, UUID id, GroupRoleForm form) {
    GroupRole groupRole = get(tenant, caller, id);
    forms.require(form);
    requireScope(tenant, form);
    forms.requireVersion(form.getVersion(), groupRole.getVersion());
    requireFreeGroup(tenant, form, groupRole);
    GroupRoleView before = GroupRoleView.of(groupRole);
    groupRole.apply(form);
    return save(tenant, caller, groupRole, before);
  }

  /** {@code LAST_ADMINISTRATOR}. */
  public void delete(TenantId tenant, Caller caller, UUID id) {
    GroupRole groupRole = get(tenant, caller, id);
    audit.change(
        tenant,
        caller,
        entry(AuditAction.DELETE_GROUP_ROLE, groupRole).before(GroupRoleView.of(groupRole)),
        () -> {
          hold(tenant);
          repository.delete(tenant, id);
          requireAdministered(tenant);
        });
  }

  /** Returns the effects of what the form describes: saving or deleting a group role. */
  public Effects effects(TenantId tenant, Caller caller, GroupRoleEffectsForm form) {
    UUID id = form == null ? null : id(caller, form);
    if (form == null || !form.isDeleted()) {
      return effects(tenant, caller, id, form);
    }
    if (id == null) {
      caller.require(Operation.MANAGE_GROUP_ROLES);
      forms.requireReadable();
      throw LakegateException.invalid("id", "Say which group role would be deleted.");
    }
    Effects effects = effectsOfDeletion(tenant, caller, id);
    forms.requireReadable();
    return effects;
  }

  /** Null for none. Who may not ask at all is told that first. */
  private static UUID id(Caller caller, GroupRoleEffectsForm form) {
    try {
      return ListQuery.id("id", form.getId());
    } catch (LakegateException e) {
      caller.require(Operation.MANAGE_GROUP_ROLES);
      throw e;
    }
  }

  /**
   * Returns the effects of saving the form; changes nothing. Fails as saving it would, but checks
   * neither the version nor whether an administrator remains.
   *
   * @param id of the group role that is changed; null for a new one
   */
  public Effects effects(TenantId tenant, Caller caller, UUID id, GroupRoleForm form) {
    GroupRole present = id == null ? null : get(tenant, caller, id);
    caller.require(Operation.MANAGE_GROUP_ROLES);
    forms.require(form);
    requireScope(tenant, form);
    requireFreeGroup(tenant, form, present);
    return effects(tenant, caller, present, new GroupRole(tenant, form));
  }

  /** Returns the effects of deleting a group role; changes nothing. */
  public Effects effectsOfDeletion(TenantId tenant, Caller caller, UUID id) {
    GroupRole present = get(tenant, caller, id);
    return effects(tenant, caller, present, null);
  }

  private Effects effects(TenantId tenant, Caller caller, GroupRole before, GroupRole after) {
    List<String> groups =
        Stream.of(before, after)
            .filter(Objects::nonNull)
            .map(GroupRole::getGroupId)
            .distinct()
            .toList();
    Map<UUID, Person> members = new LinkedHashMap<>();
    Set<UUID> inNewGroup = new HashSet<>();
    for (Membership membership : repository.members(tenant, groups)) {
      members.put(membership.person().getId(), membership.person());
      if (after != null && membership.groupId().equals(after.getGroupId())) {
        inNewGroup.add(membership.person().getId());
      }
    }
    Map<UUID, List<Held>> held =
        repository.heldByMembers(tenant, groups).stream()
            .collect(Collectors.groupingBy(Held::personId));
    List<Changed> changed =
        members.values().stream()
            .map(
                person -> {
                  List<Held> present = held.getOrDefault(person.getId(), List.of());
                  Rights then = rights(present.stream().filter(one -> !isOf(before, one)));
                  if (inNewGroup.contains(person.getId())) {
                    then = then.with(after.getRole(), after.getWorkspaceId());
                  }
                  return new Changed(person, rights(present.stream()), then);
                })
            .filter(change -> !change.before().equals(change.after()))
            // Stable: by user name behind who asks.
            .sorted(Comparator.comparing(change -> !isOf(caller, change.person())))
            .toList();
    List<Changed> shown = changed.stream().limit(Effects.SHOWN).toList();
    Map<UUID, String> names =
        workspaceNames(tenant, shown.stream().flatMap(one -> Stream.of(one.before(), one.after())));
    return new Effects(
        changed.size(),
        shown.stream()
            .map(
                change ->
                    new RoleChange(
                        change.person().getUserName(),
                        change.person().getDisplayName(),
                        NamedRights.of(change.before(), names),
                        NamedRights.of(change.after(), names),
                        !change.after().include(change.before()),
                        isOf(caller, change.person())))
            .toList());
  }

  /** A person and what a change makes of their rights. */
  private record Changed(Person person, Rights before, Rights after) {}

  private static boolean isOf(Caller caller, Person person) {
    return person.getId().equals(caller.personId());
  }

  private static boolean isOf(GroupRole groupRole, Held held) {
    return groupRole != null
        && groupRole.getGroupId().equals(held.groupId())
        && Objects.equals(groupRole.getWorkspaceId(), held.workspaceId());
  }

  private static Rights rights(Stream<Held> held) {
    return held.reduce(
        Rights.none(), (rights, one) -> rights.with(one.role(), one.workspaceId()), (a, b) -> b);
  }

  private Map<UUID, String> workspaceNames(TenantId tenant, Stream<Rights> rights) {
    return workspaces.names(
        tenant,
        rights.flatMap(one -> one.inWorkspaces().keySet().stream()).collect(Collectors.toSet()));
  }

  /**
   * Why somebody has their role: everybody's own, and anybody's of the tenant for administrators.
   * {@code PERSON_NOT_FOUND}.
   */
  public RoleExplanation why(TenantId tenant, Caller caller, UUID personId) {
    Person person =
        people
            .find(tenant, personId)
            .orElseThrow(() -> new LakegateException(ErrorCode.PERSON_NOT_FOUND));
    if (!personId.equals(caller.personId())) {
      caller.require(Operation.MANAGE_GROUP_ROLES);
    }
    if (person.isLocal()) {
      return new RoleExplanation(person, NamedRights.of(person.getRole()), 0, List.of());
    }
    List<GroupRole> mapped = repository.listOf(tenant, personId);
    Map<UUID, String> names = workspaces.names(tenant, workspaceIds(mapped));
    Set<String> named = mapped.stream().map(GroupRole::getGroupId).collect(Collectors.toSet());
    List<String> seen = people.groups(tenant, personId);
    Map<String, String> called = people.groupNames(tenant, personId);
    List<RoleExplanation.SeenGroup> groups =
        Stream.concat(
                mapped.stream()
                    .map(
                        one ->
                            new RoleExplanation.SeenGroup(
                                one.getGroupId(),
                                one.getGroupName(),
                                one.getRole(),
                                one.getWorkspaceId() == null
                                    ? null
                                    : names.get(one.getWorkspaceId()))),
                seen.stream()
                    .filter(group -> !named.contains(group))
                    .map(
                        group ->
                            new RoleExplanation.SeenGroup(group, called.get(group), null, null)))
            .limit(RoleExplanation.SHOWN)
            .toList();
    Rights rights = Rights.none();
    for (GroupRole one : mapped) {
      rights = rights.with(one.getRole(), one.getWorkspaceId());
    }
    return new RoleExplanation(person, NamedRights.of(rights, names), seen.size(), groups);
  }

  @Override
  public Rights rightsOf(TenantId tenant, UUID personId) {
    return repository.rights(tenant, personId);
  }

  /**
   * Returns the rights of these people by their ids, without people who have none; for other
   * features, which have checked the caller's rights.
   */
  public Map<UUID, NamedRights> rightsOf(TenantId tenant, Collection<UUID> personIds) {
    Map<UUID, Rights> rights =
        repository.held(tenant, personIds).stream()
            .collect(
                Collectors.groupingBy(
                    Held::personId,
                    Collectors.collectingAndThen(
                        Collectors.toList(), held -> rights(held.stream()))));
    Map<UUID, String> names = workspaceNames(tenant, rights.values().stream());
    Map<UUID, NamedRights> named = new HashMap<>();
    rights.forEach((person, theirs) -> named.put(person, NamedRights.of(theirs, names)));
    return named;
  }

  @Override
  public boolean byGroup(TenantId tenant) {
    return repository.isAdministered(tenant);
  }

  @Override
  public boolean byLocalAccount(TenantId tenant) {
    return people.hasLocal(tenant, Role.ADMINISTRATORS);
  }

  @Override
  public void hold(TenantId tenant) {
    tenants.hold(tenant);
  }

  /** {@code LAST_ADMINISTRATOR} where neither a local account nor a group can administer. */
  private void requireAdministered(TenantId tenant) {
    Optional<IdentityProvider> provider = providers.find(tenant);
    boolean locally =
        provider.map(IdentityProvider::isLocalAccounts).orElse(true) && byLocalAccount(tenant);
    boolean byGroup = provider.filter(IdentityProvider::isLive).isPresent() && byGroup(tenant);
    if (!locally && !byGroup) {
      throw new LakegateException(ErrorCode.LAST_ADMINISTRATOR);
    }
  }

  /** Only the whole tenant has administrators, and only a workspace of the tenant can be named. */
  private void requireScope(TenantId tenant, GroupRoleForm form) {
    UUID workspace = form.parsedWorkspaceId();
    if (workspace == null) {
      return;
    }
    if (workspaces.find(tenant, workspace).isEmpty()) {
      throw LakegateException.invalid("workspaceId", "Choose a workspace of your organisation.");
    }
    if (form.parsedRole() == Role.ADMINISTRATORS) {
      throw LakegateException.invalid(
          "workspaceId",
          "Administrators are for the whole organisation. Leave it empty, or give Editors or"
              + " Viewers.");
    }
  }

  private void requireFreeGroup(TenantId tenant, GroupRoleForm form, GroupRole itself) {
    repository
        .findByGroup(tenant, form.canonicalGroupId(), form.parsedWorkspaceId())
        .filter(other -> !other.equals(itself))
        .ifPresent(
            other -> {
              throw taken(other.getGroupName());
            });
  }

  private static AuditEntry entry(AuditAction action, GroupRole groupRole) {
    return AuditEntry.of(action, groupRole.getId(), groupRole.getGroupName());
  }

  /**
   * Stores it and says so.
   *
   * @param before null for a new one
   */
  private GroupRole save(
      TenantId tenant, Caller caller, GroupRole groupRole, GroupRoleView before) {
    AuditAction action =
        before == null ? AuditAction.CREATE_GROUP_ROLE : AuditAction.UPDATE_GROUP_ROLE;
    return audit.save(
        tenant,
        caller,
        () -> {
          hold(tenant);
          GroupRole stored = repository.save(tenant, groupRole);
          if (before != null) {
            requireAdministered(tenant);
          }
          return stored;
        },
        saved -> entry(action, saved).before(before).after(GroupRoleView.of(saved)),
        Map.of(
            Violation.DUPLICATE,
            () -> taken(groupRole.getGroupName()),
            Violation.REFERENCE,
            () ->
                LakegateException.invalid("workspaceId", "This workspace was deleted just now.")));
  }

  private static LakegateException taken(String groupName) {
    return LakegateException.inField("groupId", ErrorCode.GROUP_ROLE_TAKEN, groupName);
  }
}
