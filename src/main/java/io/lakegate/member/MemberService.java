package io.lakegate.member;

import io.lakegate.grouprole.GroupRoleService;
import io.lakegate.grouprole.NamedRights;
import io.lakegate.person.Person;
import io.lakegate.person.PersonService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.form.Forms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The people of a tenant with their present roles, for its administrators. */
@ApplicationScoped
public class MemberService {
  @Inject PersonService people;
  @Inject GroupRoleService groupRoles;
  @Inject Forms forms;

  /** Lists the members by user name; one more than the limit if there are more. */
  public List<Member> list(TenantId tenant, Caller caller, ListQuery query) {
    caller.require(Operation.MANAGE_GROUP_ROLES);
    return withRoles(tenant, people.list(tenant, query));
  }

  /** {@code PERSON_NOT_FOUND}. */
  public Member get(TenantId tenant, Caller caller, UUID id) {
    Person person =
        people
            .find(tenant, id)
            .orElseThrow(() -> new LakegateException(ErrorCode.PERSON_NOT_FOUND));
    caller.require(Operation.MANAGE_GROUP_ROLES);
    return withRoles(tenant, List.of(person)).get(0);
  }

  /**
   * Makes somebody an audit reader, or no longer; an administrator is one anyway. {@code
   * PERSON_NOT_FOUND}, {@code INVALID}.
   */
  public Member update(TenantId tenant, Caller caller, UUID id, MemberForm form) {
    get(tenant, caller, id);
    forms.requireReadable();
    if (form == null || form.getAuditReader() == null) {
      throw LakegateException.invalid("auditReader", "Say true or false.");
    }
    people.letReadAudit(tenant, caller, id, form.getAuditReader());
    return get(tenant, caller, id);
  }

  private List<Member> withRoles(TenantId tenant, List<Person> found) {
    List<UUID> ofProvider =
        found.stream().filter(person -> !person.isLocal()).map(Person::getId).toList();
    Map<UUID, NamedRights> rights = groupRoles.rightsOf(tenant, ofProvider);
    return found.stream().map(person -> new Member(person, rights(person, rights))).toList();
  }

  private static NamedRights rights(Person person, Map<UUID, NamedRights> ofProvider) {
    return person.isLocal()
        ? NamedRights.of(person.getRole())
        : ofProvider.getOrDefault(person.getId(), NamedRights.of(null));
  }
}
