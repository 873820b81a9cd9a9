package io.lakegate.grouprole;

import static io.lakegate.grouprole.GroupRoleBuilder.aGroupRole;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.identityprovider.FixedProvider;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.person.GroupsSource;
import io.lakegate.person.People;
import io.lakegate.person.Person;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.CatalogueRows;
import io.lakegate.workspace.Workspace;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class GroupRoleServiceTest extends RepositoryTest {
  private static final Caller ROOT = Callers.administrator(ACME);

  private GroupRoleService service;

  @BeforeEach
  void start() {
    service = GroupRoleBuilder.service(database, FixedProvider.none());
    People.local(database, ACME, "root", Role.ADMINISTRATORS);
  }

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  private static ErrorCode code(ThrowingCallable call) {
    return refusal(call).code();
  }

  private GroupRole mapped(String group, Role role) {
    return aGroupRole().group(group).named("The " + group).gives(role).save(database, ACME);
  }

  private static GroupRoleForm form(String group, Role role) {
    return aGroupRole().group(group).named("The " + group).gives(role).form();
  }

  private static Caller caller(Person person) {
    return new Caller(ACME, "acme", person.getId(), person.getUserName(), Role.ADMINISTRATORS);
  }

  private static RoleChange change(String name, Role before, Role after) {
    boolean loss = before != null && (after == null || !after.includes(before));
    return new RoleChange(
        name, "The " + name, NamedRights.of(before), NamedRights.of(after), loss, false);
  }

  private static RightsView title(String role) {
    return new RightsView(role, List.of());
  }

  @Nested
  class When_it_is_kept {
    @Test
    void is_registered_changed_and_deleted() {
      GroupRole created = service.create(ACME, ROOT, form("a", Role.VIEWERS));
      GroupRoleForm form = GroupRoleForm.of(created);
      form.setRole("Editors");

      service.update(ACME, ROOT, created.getId(), form);

      assertThat(service.get(ACME, ROOT, created.getId()).getRole()).isEqualTo(Role.EDITORS);
      service.delete(ACME, ROOT, created.getId());
      assertThat(service.list(ACME, ROOT, ListQuery.all())).isEmpty();
    }

    @Test
    void refuses_what_the_form_refuses() {
      GroupRole present = mapped("a", Role.VIEWERS);
      GroupRoleForm form = GroupRoleForm.of(present);
      form.setRole("Operators");

      assertThat(refusal(() -> service.create(ACME, ROOT, form)).fields()).containsOnlyKeys("role");
      assertThat(refusal(() -> service.update(ACME, ROOT, present.getId(), form)).fields())
          .containsOnlyKeys("role");
      assertThat(refusal(() -> service.effects(ACME, ROOT, null, form)).fields())
          .containsOnlyKeys("role");
    }

    @Test
    void refuses_a_group_that_has_a_role_in_any_case_of_its_guid() {
      String guid = "abcdefab-abcd-4abc-8abc-abcdefabcdef";
      mapped(guid, Role.VIEWERS);
      GroupRole other = mapped("other", Role.VIEWERS);
      GroupRoleForm form = form("ABCDEFAB-ABCD-4ABC-8ABC-ABCDEFABCDEF", Role.EDITORS);
      form.setVersion(other.getVersion());

      LakegateException creating = refusal(() -> service.create(ACME, ROOT, form));

      assertThat(creating.code()).isEqualTo(ErrorCode.GROUP_ROLE_TAKEN);
      assertThat(creating.fields()).containsOnlyKeys("groupId");
      assertThat(code(() -> service.update(ACME, ROOT, other.getId(), form)))
          .isEqualTo(ErrorCode.GROUP_ROLE_TAKEN);
      assertThat(code(() -> service.effects(ACME, ROOT, null, form)))
          .isEqualTo(ErrorCode.GROUP_ROLE_TAKEN);
    }

    @Test
    void calls_it_the_same_when_another_request_took_the_group_in_between() {
      service.repository =
          new GroupRoleRepository() {
            @Override
            Optional<GroupRole> findByGroup(TenantId tenant, String groupId, UUID workspaceId) {
              return Optional.empty();
            }

            @Override
            GroupRole save(TenantId tenant, GroupRole groupRole) {
              throw new PersistenceException(new SQLException("refused", "23505"));
            }
          };

      assertThat(code(() -> service.create(ACME, ROOT, form("a", Role.VIEWERS))))
          .isEqualTo(ErrorCode.GROUP_ROLE_TAKEN);
    }

    @Test
    void is_changed_with_its_version_only() {
      GroupRole present = mapped("a", Role.VIEWERS);
      GroupRoleForm stale = GroupRoleForm.of(present);
      stale.setVersion(99);

      assertThat(code(() -> service.update(ACME, ROOT, present.getId(), stale)))
          .isEqualTo(ErrorCode.STALE);
    }

    @Test
    void is_the_administrators_business_only() {
      UUID id = mapped("a", Role.VIEWERS).getId();
      Caller editor = Callers.editor(ACME);

      assertThat(
              List.of(
                  code(() -> service.list(ACME, editor, ListQuery.all())),
                  code(() -> service.get(ACME, editor, id)),
                  code(() -> service.create(ACME, editor, null)),
                  code(() -> service.update(ACME, editor, id, null)),
                  code(() -> service.delete(ACME, editor, id)),
                  code(() -> service.effects(ACME, editor, null, null)),
                  code(() -> service.effects(ACME, editor, id, null)),
                  code(() -> service.effectsOfDeletion(ACME, editor, id))))
          .containsOnly(ErrorCode.FORBIDDEN);
    }

    @Test
    void is_not_found_by_another_tenant_whatever_the_role() {
      UUID id = mapped("a", Role.VIEWERS).getId();
      Caller stranger = Callers.viewer(GLOBEX);

      assertThat(
              List.of(
                  code(() -> service.get(GLOBEX, stranger, id)),
                  code(() -> service.update(GLOBEX, stranger, id, null)),
                  code(() -> service.delete(GLOBEX, stranger, id)),
                  code(() -> service.effects(GLOBEX, stranger, id, null)),
                  code(() -> service.effectsOfDeletion(GLOBEX, stranger, id))))
          .containsOnly(ErrorCode.GROUP_ROLE_NOT_FOUND);
    }
  }

  @Nested
  class What_groups_give {
    @Test
    void is_the_highest_role_of_all_groups() {
      mapped("a", Role.EDITORS);
      mapped("b", Role.VIEWERS);
      Person ada = People.ofProvider(database, ACME, "ada", "a", "b", "c");

      assertThat(service.rightsOf(ACME, ada.getId()).highest()).contains(Role.EDITORS);
      assertThat(service.rightsOf(ACME, List.of(ada.getId())))
          .isEqualTo(Map.of(ada.getId(), NamedRights.of(Role.EDITORS)));
    }

    @Test
    void is_nothing_without_a_group_that_has_a_role() {
      mapped("a", Role.EDITORS);
      Person ada = People.ofProvider(database, ACME, "ada", "c");

      assertThat(service.rightsOf(ACME, ada.getId()).highest()).isEmpty();
      assertThat(service.rightsOf(ACME, List.of(ada.getId()))).isEmpty();
    }

    @Test
    void is_nothing_in_another_tenant() {
      mapped("a", Role.EDITORS);
      Person ada = People.ofProvider(database, ACME, "ada", "a");

      assertThat(service.rightsOf(GLOBEX, ada.getId()).highest()).isEmpty();
      assertThat(service.rightsOf(GLOBEX, List.of(ada.getId()))).isEmpty();
    }
  }

  @Nested
  class In_one_workspace {
    private Workspace sales;
    private Workspace lab;

    @BeforeEach
    void start() {
      sales = CatalogueRows.save(database, ACME, aLivyServer().named("Sales"));
      lab = CatalogueRows.save(database, ACME, aLivyServer().named("Lab"));
    }

    private GroupRole saved(String group, Role role, Workspace workspace) {
      return aGroupRole()
          .group(group)
          .named("The " + group)
          .gives(role)
          .in(workspace)
          .save(database, ACME);
    }

    private GroupRoleForm form(String group, Role role, Workspace workspace) {
      return aGroupRole().group(group).named("The " + group).gives(role).in(workspace).form();
    }

    @Test
    void a_role_adds_to_that_of_the_whole_tenant() {
      mapped("a", Role.VIEWERS);
      saved("a", Role.EDITORS, sales);
      saved("b", Role.VIEWERS, lab);
      Person ada = People.ofProvider(database, ACME, "ada", "a", "b");
      Person bob = People.ofProvider(database, ACME, "bob", "b");

      Rights adas = service.rightsOf(ACME, ada.getId());

      assertThat(adas).isEqualTo(new Rights(Role.VIEWERS, Map.of(sales.getId(), Role.EDITORS)));
      assertThat(service.rightsOf(ACME, bob.getId()))
          .isEqualTo(new Rights(null, Map.of(lab.getId(), Role.VIEWERS)));
      assertThat(service.rightsOf(ACME, List.of(bob.getId())).get(bob.getId()).inWorkspaces())
          .extracting(NamedRights.InWorkspace::workspaceName)
          .containsExactly("Lab");
    }

    @Test
    void a_group_has_one_role_and_it_is_not_administrators() {
      service.create(ACME, ROOT, form("a", Role.VIEWERS, sales));
      service.create(ACME, ROOT, form("a", Role.VIEWERS, lab));

      assertThat(code(() -> service.create(ACME, ROOT, form("a", Role.EDITORS, lab))))
          .isEqualTo(ErrorCode.GROUP_ROLE_TAKEN);
      assertThat(
              refusal(() -> service.create(ACME, ROOT, form("b", Role.ADMINISTRATORS, lab)))
                  .fields())
          .containsOnlyKeys("workspaceId");
    }

    @Test
    void it_is_one_of_the_tenants_workspaces() {
      Workspace theirs = CatalogueRows.save(database, GLOBEX, aLivyServer());
      GroupRoleForm form = form("a", Role.VIEWERS, theirs);

      assertThat(refusal(() -> service.create(ACME, ROOT, form)).fields())
          .containsOnlyKeys("workspaceId");
      assertThat(refusal(() -> service.effects(ACME, ROOT, null, form)).fields())
          .containsOnlyKeys("workspaceId");
    }

    @Test
    void moving_a_role_takes_it_away_elsewhere() {
      GroupRole editors = mapped("a", Role.EDITORS);
      People.ofProvider(database, ACME, "ada", "a");

      Effects effects = service.effects(ACME, ROOT, editors.getId(), form("a", Role.EDITORS, lab));

      assertThat(effects.people()).singleElement().extracting(RoleChange::loss).isEqualTo(true);
      assertThat(EffectsView.of(effects).people().get(0).after())
          .isEqualTo(
              new RightsView(
                  null, List.of(new RightsView.InWorkspaceView(lab.getId(), "Lab", "Editors"))));
    }

    @Test
    void a_role_that_adds_nothing_changes_nobody() {
      mapped("a", Role.EDITORS);
      People.ofProvider(database, ACME, "ada", "a");

      assertThat(service.effects(ACME, ROOT, null, form("a", Role.VIEWERS, lab)).total()).isZero();
    }

    @Test
    void why_says_where() {
      saved("a", Role.EDITORS, sales);
      Person ada = People.ofProvider(database, ACME, "ada", "a");

      WhyView why = WhyView.of(service.why(ACME, ROOT, ada.getId()));

      assertThat(why.groups())
          .containsExactly(new WhyView.GroupView("a", "The a", "Editors", "Sales"));
      assertThat(why.rights().workspaces())
          .extracting(RightsView.InWorkspaceView::workspaceName)
          .containsExactly("Sales");
    }

    @Test
    void a_role_keeps_the_workspace_from_being_deleted() {
      saved("a", Role.EDITORS, sales);

      assertThat(service.repository.of(ACME, sales.getId()))
          .containsExactly("role of the group 'The a'");
      assertThat(service.repository.of(ACME, lab.getId())).isEmpty();
      assertThat(service.repository.of(GLOBEX, sales.getId())).isEmpty();
      assertThatThrownBy(() -> CatalogueRows.delete(database, ACME, sales.getId()))
          .isInstanceOf(PersistenceException.class);
    }
  }

  @Nested
  class Effects_of_a_change {
    @Test
    void are_of_those_who_gain_and_keep_their_order() {
      People.ofProvider(database, ACME, "bob", "a");
      People.ofProvider(database, ACME, "ada", "a");
      People.ofProvider(database, ACME, "eve", "other");

      Effects effects = service.effects(ACME, ROOT, null, form("a", Role.EDITORS));

      assertThat(effects)
          .isEqualTo(
              new Effects(
                  2,
                  List.of(change("ada", null, Role.EDITORS), change("bob", null, Role.EDITORS))));
      assertThat(effects.isOwnLoss()).isFalse();
    }

    @Test
    void are_of_those_who_lose_unless_another_group_keeps_them() {
      GroupRole admins = mapped("admins", Role.ADMINISTRATORS);
      mapped("editors", Role.EDITORS);
      mapped("chiefs", Role.ADMINISTRATORS);
      People.ofProvider(database, ACME, "ada", "admins", "editors");
      People.ofProvider(database, ACME, "bob", "admins");
      People.ofProvider(database, ACME, "cher", "admins", "chiefs");

      assertThat(service.effectsOfDeletion(ACME, ROOT, admins.getId()).people())
          .containsExactly(
              change("ada", Role.ADMINISTRATORS, Role.EDITORS),
              change("bob", Role.ADMINISTRATORS, null))
          .allMatch(RoleChange::loss);
      assertThat(service.effects(ACME, ROOT, admins.getId(), form("admins", Role.VIEWERS)).people())
          .containsExactly(
              change("ada", Role.ADMINISTRATORS, Role.EDITORS),
              change("bob", Role.ADMINISTRATORS, Role.VIEWERS));
    }

    @Test
    void are_of_both_groups_when_the_group_changes() {
      GroupRole present = mapped("old", Role.EDITORS);
      People.ofProvider(database, ACME, "ada", "old");
      People.ofProvider(database, ACME, "bob", "new");
      People.ofProvider(database, ACME, "cher", "new", "old");

      assertThat(service.effects(ACME, ROOT, present.getId(), form("new", Role.EDITORS)).people())
          .containsExactly(change("ada", Role.EDITORS, null), change("bob", null, Role.EDITORS));
    }

    @Test
    void show_who_asks_first_and_marked() {
      GroupRole admins = mapped("admins", Role.ADMINISTRATORS);
      People.ofProvider(database, ACME, "ada", "admins");
      Person zoe = People.ofProvider(database, ACME, "zoe", "admins");

      Effects effects = service.effectsOfDeletion(ACME, caller(zoe), admins.getId());

      assertThat(effects.people())
          .containsExactly(
              new RoleChange(
                  "zoe",
                  "The zoe",
                  NamedRights.of(Role.ADMINISTRATORS),
                  NamedRights.of(null),
                  true,
                  true),
              change("ada", Role.ADMINISTRATORS, null));
      assertThat(effects.isOwnLoss()).isTrue();
    }

    @Test
    void are_none_where_nobody_is_known_or_nothing_changes() {
      GroupRole present = mapped("a", Role.EDITORS);
      People.ofProvider(database, ACME, "ada", "a");
      GroupRoleForm renamed = form("a", Role.EDITORS);
      renamed.setGroupName("Renamed");

      assertThat(service.effects(ACME, ROOT, null, form("empty", Role.EDITORS)))
          .isEqualTo(new Effects(0, List.of()));
      assertThat(service.effects(ACME, ROOT, present.getId(), renamed))
          .isEqualTo(new Effects(0, List.of()));
    }

    @Test
    void count_everybody_and_show_a_hundred() {
      IntStream.range(0, 103)
          .forEach(i -> People.ofProvider(database, ACME, "p%03d".formatted(i), "a"));

      Effects effects = service.effects(ACME, ROOT, null, form("a", Role.VIEWERS));

      assertThat(effects.total()).isEqualTo(103);
      assertThat(effects.people()).hasSize(100);
      assertThat(effects.isCut()).isTrue();
    }

    @Test
    void are_asked_for_by_one_form_whatever_the_change_is() {
      GroupRole present = mapped("a", Role.VIEWERS);
      People.ofProvider(database, ACME, "ada", "a");
      GroupRoleEffectsForm raising = new GroupRoleEffectsForm();
      raising.setId(present.getId().toString());
      raising.setGroupId("a");
      raising.setGroupName("A");
      raising.setRole("Editors");
      GroupRoleEffectsForm deleting = new GroupRoleEffectsForm();
      deleting.setId(present.getId().toString());
      deleting.setDeleted(true);

      assertThat(service.effects(ACME, ROOT, raising).people())
          .containsExactly(change("ada", Role.VIEWERS, Role.EDITORS));
      assertThat(service.effects(ACME, ROOT, deleting).people())
          .containsExactly(change("ada", Role.VIEWERS, null));
    }

    @Test
    void of_a_deletion_need_to_know_of_what() {
      GroupRoleEffectsForm deleting = new GroupRoleEffectsForm();
      deleting.setDeleted(true);

      assertThat(refusal(() -> service.effects(ACME, ROOT, deleting)).fields())
          .containsOnlyKeys("id");
      assertThat(code(() -> service.effects(ACME, Callers.editor(ACME), deleting)))
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(code(() -> service.effects(ACME, ROOT, null))).isEqualTo(ErrorCode.BAD_JSON);
    }

    @Test
    void change_nothing() {
      GroupRole admins = mapped("admins", Role.ADMINISTRATORS);
      Person ada = People.ofProvider(database, ACME, "ada", "admins");

      service.effects(ACME, ROOT, admins.getId(), form("admins", Role.VIEWERS));
      service.effectsOfDeletion(ACME, ROOT, admins.getId());

      assertThat(service.rightsOf(ACME, ada.getId()).highest()).contains(Role.ADMINISTRATORS);
      assertThat(service.get(ACME, ROOT, admins.getId()).getVersion())
          .isEqualTo(admins.getVersion());
    }

    @Test
    void do_not_reach_into_another_tenant() {
      People.ofProvider(database, GLOBEX, "ada", "a");

      assertThat(service.effects(ACME, ROOT, null, form("a", Role.EDITORS)).total()).isZero();
    }

    @Test
    void read_as_titles_in_the_api() {
      People.ofProvider(database, ACME, "ada", "a");

      assertThat(EffectsView.of(service.effects(ACME, ROOT, null, form("a", Role.EDITORS))))
          .isEqualTo(
              new EffectsView(
                  1,
                  List.of(
                      new EffectsView.PersonView(
                          "ada", "The ada", title(null), title("Editors"), false, false))));
    }
  }

  @Nested
  class The_last_administrator {
    private GroupRole admins;

    @BeforeEach
    void start() {
      admins = mapped("admins", Role.ADMINISTRATORS);
      People.ofProvider(database, ACME, "ada", "admins");
    }

    private ErrorCode deleting(FixedProvider provider) {
      GroupRoleService there = GroupRoleBuilder.service(database, provider);
      return code(() -> there.delete(ACME, ROOT, admins.getId()));
    }

    @Test
    void of_groups_stays_where_local_accounts_are_off() {
      FixedProvider provider = FixedProvider.of(ACME, true, false);
      GroupRoleService there = GroupRoleBuilder.service(database, provider);
      GroupRoleForm less = GroupRoleForm.of(admins);
      less.setRole("Editors");

      assertThat(deleting(provider)).isEqualTo(ErrorCode.LAST_ADMINISTRATOR);
      assertThat(code(() -> there.update(ACME, ROOT, admins.getId(), less)))
          .isEqualTo(ErrorCode.LAST_ADMINISTRATOR);
      assertThat(service.get(ACME, ROOT, admins.getId()).getRole()).isEqualTo(Role.ADMINISTRATORS);
    }

    @Test
    void may_be_a_local_account_where_those_sign_in() {
      GroupRoleService there =
          GroupRoleBuilder.service(database, FixedProvider.of(ACME, true, true));

      there.delete(ACME, ROOT, admins.getId());

      assertThat(service.list(ACME, ROOT, ListQuery.all())).isEmpty();
    }

    @Test
    void may_be_of_another_group_where_the_provider_signs_in() {
      mapped("chiefs", Role.ADMINISTRATORS);
      People.ofProvider(database, ACME, "cher", "chiefs");
      GroupRoleService there =
          GroupRoleBuilder.service(database, FixedProvider.of(ACME, true, false));

      there.delete(ACME, ROOT, admins.getId());

      assertThat(service.list(ACME, ROOT, ListQuery.all()))
          .extracting(GroupRole::getGroupId)
          .containsExactly("chiefs");
    }

    @Test
    void is_not_of_a_group_nobody_has_signed_in_from() {
      mapped("chiefs", Role.ADMINISTRATORS);

      assertThat(deleting(FixedProvider.of(ACME, true, false)))
          .isEqualTo(ErrorCode.LAST_ADMINISTRATOR);
    }

    @Test
    void does_not_keep_roles_from_being_renamed_or_raised() {
      GroupRoleService there =
          GroupRoleBuilder.service(database, FixedProvider.of(ACME, true, false));
      GroupRoleForm renamed = GroupRoleForm.of(admins);
      renamed.setGroupName("Chiefs");

      there.update(ACME, ROOT, admins.getId(), renamed);
      there.create(ACME, ROOT, form("other", Role.VIEWERS));

      assertThat(service.list(ACME, ROOT, ListQuery.all()))
          .extracting(GroupRole::getGroupName)
          .containsExactly("Chiefs", "The other");
    }

    @Test
    void of_groups_counts_only_where_the_provider_signs_in() {
      GroupRole theirs = aGroupRole().save(database, GLOBEX);
      aGroupRole().group("admins").gives(Role.ADMINISTRATORS).save(database, GLOBEX);
      People.ofProvider(database, GLOBEX, "ada", "admins");
      Caller ada = Callers.administrator(GLOBEX);
      GroupRoleService notLive =
          GroupRoleBuilder.service(database, FixedProvider.of(GLOBEX, false, true));

      assertThat(code(() -> notLive.delete(GLOBEX, ada, theirs.getId())))
          .isEqualTo(ErrorCode.LAST_ADMINISTRATOR);
    }

    @RepeatedTest(3)
    void stays_when_two_delete_each_others_administrators_at_once() throws Exception {
      GroupRole chiefs = mapped("chiefs", Role.ADMINISTRATORS);
      People.ofProvider(database, ACME, "cher", "chiefs");
      GroupRoleService there =
          GroupRoleBuilder.service(database, FixedProvider.of(ACME, true, false));

      assertThat(
              succeeded(
                  () -> there.delete(ACME, ROOT, admins.getId()),
                  () -> there.delete(ACME, ROOT, chiefs.getId())))
          .isEqualTo(1);
      assertThat(service.byGroup(ACME)).isTrue();
    }

    @RepeatedTest(3)
    void stays_when_local_accounts_are_switched_off_as_the_last_group_goes() throws Exception {
      IdentityProviderService providers = Providers.service(database, Clock.systemUTC());
      GroupRoleService there = GroupRoleBuilder.service(database, providers);
      Providers.administeredBy(providers, there, database);
      IdentityProvider provider =
          providers.save(ACME, ROOT, Providers.form("http://127.0.0.1:1/acme"));
      IdentityProviderForm off = Providers.formOf(provider);
      off.setLocalAccounts(false);

      assertThat(
              succeeded(
                  () -> providers.save(ACME, ROOT, off),
                  () -> there.delete(ACME, ROOT, admins.getId())))
          .isEqualTo(1);
    }

    /** How many of two that are done at once are not refused. */
    private int succeeded(Runnable one, Runnable other) throws InterruptedException {
      ExecutorService administrators = Executors.newFixedThreadPool(2);
      try {
        int succeeded = 0;
        for (Future<Object> done :
            administrators.invokeAll(List.of(Executors.callable(one), Executors.callable(other)))) {
          try {
            done.get();
            succeeded++;
          } catch (ExecutionException e) {
            assertThat(((LakegateException) e.getCause()).code())
                .isEqualTo(ErrorCode.LAST_ADMINISTRATOR);
          }
        }
        return succeeded;
      } finally {
        administrators.shutdownNow();
      }
    }

    @Test
    void is_known_by_kind() {
      People.local(database, GLOBEX, "ed", Role.EDITORS);

      assertThat(service.byGroup(ACME)).isTrue();
      assertThat(service.byLocalAccount(ACME)).isTrue();
      assertThat(service.byGroup(GLOBEX)).isFalse();
      assertThat(service.byLocalAccount(GLOBEX)).isFalse();
    }
  }

  @Nested
  class Why_somebody_has_a_role {
    @Test
    void is_told_group_by_group_those_with_a_role_first() {
      mapped("z", Role.EDITORS);
      mapped("b", Role.VIEWERS);
      Person ada = People.ofProvider(database, ACME, "ada", "a", "b", "z");

      RoleExplanation why = service.why(ACME, ROOT, ada.getId());

      assertThat(WhyView.of(why))
          .isEqualTo(
              new WhyView(
                  "ada",
                  "The ada",
                  false,
                  title("Editors"),
                  "TOKEN",
                  People.NOON,
                  3,
                  List.of(
                      new WhyView.GroupView("b", "The b", "Viewers", null),
                      new WhyView.GroupView("z", "The z", "Editors", null),
                      new WhyView.GroupView("a", null, null, null))));
      assertThat(why.isCut()).isFalse();
    }

    @Test
    void is_that_nobody_knows_the_groups_after_graph_failed() {
      Person ada = People.ofProvider(database, ACME, "ada", GroupsSource.UNKNOWN, List.of());

      RoleExplanation why = service.why(ACME, ROOT, ada.getId());

      assertThat(why.rights().isNone()).isTrue();
      assertThat(why.source()).isEqualTo(GroupsSource.UNKNOWN);
      assertThat(why.groups()).isEmpty();
    }

    @Test
    void is_the_account_itself_when_it_is_local() {
      Person vi = People.local(database, ACME, "vi", Role.VIEWERS);

      assertThat(WhyView.of(service.why(ACME, ROOT, vi.getId())))
          .isEqualTo(new WhyView("vi", "vi", true, title("Viewers"), null, null, 0, List.of()));
    }

    @Test
    void shows_a_part_of_very_many_groups_and_how_many_there_are() {
      mapped("zz", Role.VIEWERS);
      List<String> many = IntStream.range(0, 250).mapToObj("g%03d"::formatted).toList();
      Person ada = People.ofProvider(database, ACME, "ada", GroupsSource.GRAPH, many);

      RoleExplanation why = service.why(ACME, ROOT, ada.getId());

      assertThat(why.groups()).hasSize(200);
      assertThat(why.groupCount()).isEqualTo(250);
      assertThat(why.isCut()).isTrue();
    }

    @Test
    void is_told_to_everybody_about_themselves_and_to_administrators_about_all() {
      Person ada = People.ofProvider(database, ACME, "ada", "a");
      Person bob = People.ofProvider(database, ACME, "bob", "a");
      Caller asAda = new Caller(ACME, "acme", ada.getId(), "ada", Role.VIEWERS);

      assertThat(service.why(ACME, asAda, ada.getId()).person()).isEqualTo(ada);
      assertThat(code(() -> service.why(ACME, asAda, bob.getId()))).isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(service.why(ACME, ROOT, bob.getId()).person()).isEqualTo(bob);
    }

    @Test
    void is_not_told_to_another_tenant() {
      Person ada = People.ofProvider(database, ACME, "ada", "a");

      assertThat(code(() -> service.why(GLOBEX, Callers.administrator(GLOBEX), ada.getId())))
          .isEqualTo(ErrorCode.PERSON_NOT_FOUND);
    }
  }
}
