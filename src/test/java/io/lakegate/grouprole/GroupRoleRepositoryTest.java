package io.lakegate.grouprole;

import static io.lakegate.grouprole.GroupRoleBuilder.aGroupRole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.grouprole.GroupRoleRepository.Held;
import io.lakegate.grouprole.GroupRoleRepository.Membership;
import io.lakegate.person.People;
import io.lakegate.person.Person;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupRoleRepositoryTest extends RepositoryTest {
  private GroupRoleRepository groupRoles;

  @BeforeEach
  void start() {
    groupRoles = database.repository(GroupRoleRepository.class);
  }

  private GroupRole saved(GroupRoleBuilder builder) {
    return groupRoles.save(ACME, builder.of(ACME));
  }

  private GroupRole saved(String group, Role role) {
    return saved(aGroupRole().group(group).named(group).gives(role));
  }

  private List<String> names(ListQuery query) {
    return groupRoles.list(ACME, query).stream().map(GroupRole::getGroupName).toList();
  }

  @Test
  void keeps_everything_it_has() {
    GroupRole saved = saved(aGroupRole().gives(Role.EDITORS));

    GroupRole found = groupRoles.find(ACME, saved.getId()).orElseThrow();

    assertThat(GroupRoleView.of(found)).isEqualTo(GroupRoleView.of(saved));
    assertThat(found.getRole()).isEqualTo(Role.EDITORS);
  }

  @Test
  void groups_named_by_a_thousand_characters_give_their_own_role_and_no_others() {
    String stem = "CN=" + "日".repeat(996);
    saved(stem + "1", Role.EDITORS);
    saved(stem + "2", Role.VIEWERS);
    Person ada = People.ofProvider(database, ACME, "ada", stem + "2");

    assertThat(groupRoles.rights(ACME, ada.getId())).isEqualTo(Rights.of(Role.VIEWERS));
    assertThat(groupRoles.members(ACME, List.of(stem + "2", stem + "1")))
        .containsExactly(new Membership(ada, stem + "2"));
    assertThat(groupRoles.findByGroup(ACME, stem + "1", null).orElseThrow().getRole())
        .isEqualTo(Role.EDITORS);
    assertThat(groupRoles.heldByMembers(ACME, List.of(stem + "2")))
        .extracting(Held::groupId)
        .containsExactly(stem + "2");
    assertThat(
            catchThrowableOfType(PersistenceException.class, () -> saved(stem + "1", Role.VIEWERS)))
        .satisfies(taken -> assertThat(Violation.is(Violation.DUPLICATE, taken)).isTrue());
  }

  @Test
  void refuses_a_change_of_an_older_version() {
    GroupRole mine = saved(aGroupRole());
    GroupRole theirs = groupRoles.find(ACME, mine.getId()).orElseThrow();
    theirs.apply(aGroupRole().named("theirs").form());
    groupRoles.save(ACME, theirs);
    mine.apply(aGroupRole().named("mine").form());

    assertThatThrownBy(() -> groupRoles.save(ACME, mine))
        .isInstanceOf(OptimisticLockException.class);
  }

  @Test
  void lists_by_name_page_after_page() {
    saved(aGroupRole().group("1").named("same"));
    saved(aGroupRole().group("2").named("same"));
    saved(aGroupRole().group("3").named("first"));

    List<GroupRole> first = groupRoles.list(ACME, new ListQuery(null, null, 1));
    List<GroupRole> second =
        groupRoles.list(
            ACME, new ListQuery(null, new NameCursor("first", first.get(0).getId()), 1));
    List<GroupRole> third =
        groupRoles.list(
            ACME, new ListQuery(null, new NameCursor("same", second.get(0).getId()), 1));

    assertThat(names(ListQuery.all())).containsExactly("first", "same", "same");
    assertThat(first).hasSize(2);
    assertThat(second.get(1)).isEqualTo(third.get(0));
    assertThat(third).hasSize(1);
  }

  @Test
  void filters_by_a_part_of_name_or_id() {
    saved(aGroupRole().group("g-1").named("Data engineers"));
    saved(aGroupRole().group("g-2").named("Analysts"));

    assertThat(names(new ListQuery("engin", null, 10))).containsExactly("Data engineers");
    assertThat(names(new ListQuery("G-2", null, 10))).containsExactly("Analysts");
  }

  @Test
  void refuses_a_second_role_of_a_group_in_a_tenant_only() {
    saved(aGroupRole());
    groupRoles.save(GLOBEX, aGroupRole().of(GLOBEX));

    PersistenceException refusal =
        catchThrowableOfType(PersistenceException.class, () -> saved(aGroupRole()));

    assertThat(Violation.is(Violation.DUPLICATE, refusal)).isTrue();
  }

  @Test
  void knows_what_somebody_has_by_their_groups() {
    GroupRole viewers = saved("a", Role.VIEWERS);
    GroupRole editors = saved("b", Role.EDITORS);
    saved("c", Role.ADMINISTRATORS);
    Person ada = People.ofProvider(database, ACME, "ada", "b", "a", "unmapped");

    assertThat(groupRoles.rights(ACME, ada.getId())).isEqualTo(Rights.of(Role.EDITORS));
    assertThat(groupRoles.listOf(ACME, ada.getId())).containsExactly(viewers, editors);
    assertThat(groupRoles.held(ACME, List.of(ada.getId())))
        .containsExactlyInAnyOrder(
            new Held(ada.getId(), "a", Role.VIEWERS, null),
            new Held(ada.getId(), "b", Role.EDITORS, null));
    assertThat(groupRoles.held(ACME, List.of())).isEmpty();
  }

  @Test
  void knows_the_members_of_groups_and_what_else_they_have() {
    saved("b", Role.EDITORS);
    Person bob = People.ofProvider(database, ACME, "bob", "a", "b");
    Person ada = People.ofProvider(database, ACME, "ada", "a");
    People.ofProvider(database, ACME, "eve", "b");

    assertThat(groupRoles.members(ACME, List.of("a")))
        .containsExactly(new Membership(ada, "a"), new Membership(bob, "a"));
    assertThat(groupRoles.heldByMembers(ACME, List.of("a")))
        .containsExactly(new Held(bob.getId(), "b", Role.EDITORS, null));
  }

  @Test
  void is_administered_by_a_group_only_with_somebody_in_it() {
    saved("admins", Role.ADMINISTRATORS);
    saved("editors", Role.EDITORS);
    People.ofProvider(database, ACME, "ed", "editors");
    boolean before = groupRoles.isAdministered(ACME);

    People.ofProvider(database, ACME, "ada", "admins");

    assertThat(before).isFalse();
    assertThat(groupRoles.isAdministered(ACME)).isTrue();
  }

  @Test
  void deletes() {
    GroupRole groupRole = saved(aGroupRole());

    groupRoles.delete(ACME, groupRole.getId());

    assertThat(groupRoles.find(ACME, groupRole.getId())).isEmpty();
  }

  @Test
  void does_not_list_or_find_another_tenants() {
    GroupRole groupRole = saved(aGroupRole());

    assertThat(groupRoles.list(GLOBEX, ListQuery.all())).isEmpty();
    assertThat(groupRoles.find(GLOBEX, groupRole.getId())).isEmpty();
    assertThat(groupRoles.findByGroup(GLOBEX, groupRole.getGroupId(), null)).isEmpty();
    assertThat(groupRoles.findByGroup(ACME, groupRole.getGroupId(), null)).contains(groupRole);
  }

  @Test
  void does_not_save_another_tenants() {
    GroupRole groupRole = saved(aGroupRole());

    assertThatThrownBy(() -> groupRoles.save(GLOBEX, groupRole))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_delete_another_tenants() {
    GroupRole groupRole = saved(aGroupRole());
    groupRoles.save(GLOBEX, aGroupRole().gives(Role.ADMINISTRATORS).of(GLOBEX));
    People.ofProvider(database, GLOBEX, "ada", "analysts");

    groupRoles.delete(GLOBEX, groupRole.getId());

    assertThat(groupRoles.find(ACME, groupRole.getId())).isPresent();
  }

  @Test
  void does_not_mix_the_groups_of_two_tenants() {
    saved("admins", Role.ADMINISTRATORS);
    Person ours = People.ofProvider(database, ACME, "ada", "admins");
    Person theirs = People.ofProvider(database, GLOBEX, "ada", "admins");
    List<UUID> both = List.of(ours.getId(), theirs.getId());
    List<String> admins = List.of("admins");
    Held held = new Held(ours.getId(), "admins", Role.ADMINISTRATORS, null);

    assertThat(groupRoles.rights(GLOBEX, theirs.getId())).isEqualTo(Rights.none());
    assertThat(groupRoles.rights(GLOBEX, ours.getId())).isEqualTo(Rights.none());
    assertThat(groupRoles.rights(ACME, theirs.getId())).isEqualTo(Rights.none());
    assertThat(groupRoles.listOf(GLOBEX, ours.getId())).isEmpty();
    assertThat(groupRoles.listOf(ACME, theirs.getId())).isEmpty();
    assertThat(groupRoles.held(GLOBEX, both)).isEmpty();
    assertThat(groupRoles.held(ACME, both)).containsExactly(held);
    assertThat(groupRoles.heldByMembers(GLOBEX, admins)).isEmpty();
    assertThat(groupRoles.heldByMembers(ACME, admins)).containsExactly(held);
    assertThat(groupRoles.members(GLOBEX, admins))
        .containsExactly(new Membership(theirs, "admins"));
    assertThat(groupRoles.isAdministered(GLOBEX)).isFalse();
    assertThat(groupRoles.isAdministered(ACME)).isTrue();
  }
}
