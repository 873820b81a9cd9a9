package io.lakegate.member;

import static io.lakegate.grouprole.GroupRoleBuilder.aGroupRole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.grouprole.GroupRoleBuilder;
import io.lakegate.grouprole.NamedRights;
import io.lakegate.grouprole.RightsView;
import io.lakegate.identityprovider.FixedProvider;
import io.lakegate.person.People;
import io.lakegate.person.Person;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.Role;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemberServiceTest extends RepositoryTest {
  private static final Caller ROOT = Callers.administrator(ACME);

  private MemberService members;

  @BeforeEach
  void start() {
    members = new MemberService();
    members.people = People.service(database);
    members.groupRoles = GroupRoleBuilder.service(database, FixedProvider.none());
    members.forms = TestForms.forms();
  }

  private static ErrorCode code(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call).code();
  }

  @Test
  void are_listed_by_user_name_with_the_role_of_this_moment() {
    Person vi = People.local(database, ACME, "vi", Role.VIEWERS);
    Person ada = People.ofProvider(database, ACME, "ada", "a", "b");
    Person none = People.ofProvider(database, ACME, "nobody", "c");
    aGroupRole().group("a").gives(Role.VIEWERS).save(database, ACME);
    aGroupRole().group("b").gives(Role.EDITORS).save(database, ACME);

    assertThat(members.list(ACME, ROOT, ListQuery.all()))
        .containsExactly(member(ada, Role.EDITORS), member(none, null), member(vi, Role.VIEWERS));
  }

  private static Member member(Person person, Role role) {
    return new Member(person, NamedRights.of(role));
  }

  @Test
  void are_listed_page_after_page() {
    People.local(database, ACME, "a", Role.VIEWERS);
    Person b = People.local(database, ACME, "b", Role.VIEWERS);
    Person c = People.local(database, ACME, "c", Role.VIEWERS);

    List<Member> first = members.list(ACME, ROOT, new ListQuery(null, null, 1));
    List<Member> last =
        members.list(ACME, ROOT, new ListQuery(null, new NameCursor("b", b.getId()), 1));

    assertThat(first).hasSize(2);
    assertThat(last).containsExactly(member(c, Role.VIEWERS));
  }

  @Test
  void are_found_by_a_part_of_either_name() {
    Person ada = People.ofProvider(database, ACME, "ada@acme.example");
    Person vi = People.local(database, ACME, "vi", Role.VIEWERS);

    assertThat(members.list(ACME, ROOT, new ListQuery("THE ADA", null, 10)))
        .containsExactly(member(ada, null));
    assertThat(members.list(ACME, ROOT, new ListQuery("V", null, 10)))
        .containsExactly(member(vi, Role.VIEWERS));
  }

  @Test
  void read_in_the_api_with_titles() {
    Person ada = People.ofProvider(database, ACME, "ada", "a");
    aGroupRole().group("a").gives(Role.EDITORS).save(database, ACME);

    assertThat(MemberView.of(members.get(ACME, ROOT, ada.getId())))
        .isEqualTo(
            new MemberView(
                ada.getId(),
                "ada",
                "The ada",
                false,
                new RightsView("Editors", List.of()),
                "TOKEN",
                People.NOON,
                false,
                People.NOON));
  }

  @Test
  void are_the_administrators_business_only() {
    UUID id = People.local(database, ACME, "vi", Role.VIEWERS).getId();
    Caller editor = Callers.editor(ACME);

    assertThat(code(() -> members.list(ACME, editor, ListQuery.all())))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> members.get(ACME, editor, id))).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void are_not_found_by_another_tenant_whatever_the_role() {
    UUID id = People.local(database, ACME, "vi", Role.VIEWERS).getId();

    assertThat(code(() -> members.get(GLOBEX, Callers.viewer(GLOBEX), id)))
        .isEqualTo(ErrorCode.PERSON_NOT_FOUND);
    assertThat(members.list(GLOBEX, Callers.administrator(GLOBEX), ListQuery.all())).isEmpty();
  }
}
