package io.lakegate.grouprole;

import io.lakegate.person.Person;
import io.lakegate.person.PersonGroup;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.catalogue.NamedRows;
import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Group roles, and what they give the people who are in those groups. */
@ApplicationScoped
@Transactional
@WithinTenant
class GroupRoleRepository implements Usage {
  @PersistenceContext EntityManager entityManager;

  /** Somebody in one of the groups asked about. */
  record Membership(Person person, String groupId) {}

  /** A role somebody has by one group. */
  record Held(UUID personId, String groupId, Role role, UUID workspaceId) {}

  private NamedRows<GroupRole> rows() {
    return new NamedRows<>(entityManager, GroupRole.class, "workspaceId", "groupName", "groupId");
  }

  /** Sorted by name of the group; one row more than the limit when there are more. */
  List<GroupRole> list(TenantId tenant, ListQuery query) {
    return rows().list(tenant, Reach.all(), query);
  }

  Optional<GroupRole> find(TenantId tenant, UUID id) {
    return rows().find(tenant, id);
  }

  Optional<GroupRole> findByGroup(TenantId tenant, String groupId, UUID workspaceId) {
    return entityManager
        .createQuery(
            "select r from GroupRole r where r.tenantId = :tenant and r.groupKey = :groupKey"
                + " and r.scope = :scope",
            GroupRole.class)
        .setParameter("tenant", tenant)
        .setParameter("groupKey", PersonGroup.key(groupId))
        .setParameter("scope", GroupRole.scope(workspaceId))
        .getResultStream()
        .findFirst();
  }

  /** Lists the roles of the groups that somebody is in, by group name. */
  List<GroupRole> listOf(TenantId tenant, UUID personId) {
    return entityManager
        .createQuery(
            "select r from GroupRole r, PersonGroup g where r.tenantId = :tenant"
                + " and g.tenantId = :tenant and g.personId = :person and g.groupKey = r.groupKey"
                + " order by r.groupName, r.id",
            GroupRole.class)
        .setParameter("tenant", tenant)
        .setParameter("person", personId)
        .getResultList();
  }

  /** Returns the rights that somebody has by their groups. */
  Rights rights(TenantId tenant, UUID personId) {
    List<Object[]> rows =
        entityManager
            .createQuery(
                "select distinct r.role, r.workspaceId from GroupRole r, PersonGroup g"
                    + " where r.tenantId = :tenant and g.tenantId = :tenant"
                    + " and g.personId = :person and g.groupKey = r.groupKey",
                Object[].class)
            .setParameter("tenant", tenant)
            .setParameter("person", personId)
            .getResultList();
    Rights rights = Rights.none();
    for (Object[] row : rows) {
      rights = rights.with((Role) row[0], (UUID) row[1]);
    }
    return rights;
  }

  /** Lists the roles that these people have by their groups. */
  List<Held> held(TenantId tenant, Collection<UUID> people) {
    if (people.isEmpty()) {
      return List.of();
    }
    return entityManager
        .createQuery(
            "select g.personId, r.groupId, r.role, r.workspaceId from GroupRole r, PersonGroup g"
                + " where r.tenantId = :tenant and g.tenantId = :tenant"
                + " and g.personId in :people and g.groupKey = r.groupKey",
            Object[].class)
        .setParameter("tenant", tenant)
        .setParameter("people", people)
        .getResultStream()
        .map(GroupRoleRepository::held)
        .toList();
  }

  /** Lists the roles that the members of these groups have, by these and by other groups. */
  List<Held> heldByMembers(TenantId tenant, Collection<String> groups) {
    return entityManager
        .createQuery(
            "select g.personId, r.groupId, r.role, r.workspaceId from GroupRole r, PersonGroup g"
                + " where r.tenantId = :tenant and g.tenantId = :tenant and g.groupKey = r.groupKey"
                + " and exists (select h.id from PersonGroup h where h.tenantId = :tenant"
                + " and h.personId = g.personId and h.groupKey in :groups)",
            Object[].class)
        .setParameter("tenant", tenant)
        .setParameter("groups", groups.stream().map(PersonGroup::key).toList())
        .getResultStream()
        .map(GroupRoleRepository::held)
        .toList();
  }

  private static Held held(Object[] row) {
    return new Held((UUID) row[0], (String) row[1], (Role) row[2], (UUID) row[3]);
  }

  /** Lists the members of these groups, by user name. */
  List<Membership> members(TenantId tenant, Collection<String> groups) {
    return entityManager
        .createQuery(
            "select p, g.groupId from Person p, PersonGroup g where p.tenantId = :tenant"
                + " and g.tenantId = :tenant and g.personId = p.id and g.groupKey in :groups"
                + " order by p.userName",
            Object[].class)
        .setParameter("tenant", tenant)
        .setParameter("groups", groups.stream().map(PersonGroup::key).toList())
        .getResultStream()
        .map(row -> new Membership((Person) row[0], (String) row[1]))
        .toList();
  }

  /** Whether somebody who is known is an administrator by a group. */
  boolean isAdministered(TenantId tenant) {
    return !entityManager
        .createQuery(
            "select r.id from GroupRole r where r.tenantId = :tenant and r.role = :role"
                + " and exists (select g.id from PersonGroup g where g.tenantId = :tenant"
                + " and g.groupKey = r.groupKey)",
            UUID.class)
        .setParameter("tenant", tenant)
        .setParameter("role", Role.ADMINISTRATORS)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** The roles that are given in a workspace. */
  @Override
  public List<String> of(TenantId tenant, UUID id) {
    return rows().namesReferringTo(tenant, id, NAMED + 1, List.of("workspaceId")).stream()
        .map(name -> "role of the group '" + name + "'")
        .toList();
  }

  GroupRole save(TenantId tenant, GroupRole groupRole) {
    return rows().save(tenant, groupRole);
  }

  void delete(TenantId tenant, UUID id) {
    rows().delete(tenant, id);
  }
}
