package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonRepositoryTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  private PersonRepository people;

  @BeforeEach
  void start() {
    people = database.repository(PersonRepository.class);
  }

  private Person saved(TenantId tenant, String name) {
    Person person = new Person(tenant, name, Role.EDITORS, NOON);
    person.changePassword("hash", true);
    return people.save(tenant, person);
  }

  private Person found(Person person) {
    return people.find(ACME, person.getId()).orElseThrow();
  }

  @Test
  void keeps_everything_a_person_has() {
    Person found = found(saved(ACME, "ada"));

    assertThat(found.getUserName()).isEqualTo("ada");
    assertThat(found.getRole()).isEqualTo(Role.EDITORS);
    assertThat(found.passwordHash()).isEqualTo("hash");
    assertThat(found.isPasswordGenerated()).isTrue();
    assertThat(found.getCreatedAt()).isEqualTo(NOON);
  }

  @Test
  void refuses_a_change_of_an_older_version() {
    Person mine = saved(ACME, "ada");
    Person theirs = found(mine);
    theirs.changePassword("theirs", false);
    people.save(ACME, theirs);
    mine.changePassword("mine", false);

    assertThatThrownBy(() -> people.save(ACME, mine)).isInstanceOf(OptimisticLockException.class);
  }

  @Test
  void refuses_a_second_person_of_the_same_name_in_a_tenant_only() {
    saved(ACME, "ada");
    saved(GLOBEX, "ada");

    PersistenceException refusal =
        catchThrowableOfType(PersistenceException.class, () -> saved(ACME, "ada"));

    assertThat(Violation.is(Violation.DUPLICATE, refusal)).isTrue();
  }

  @Test
  void knows_in_which_tenants_a_name_exists() {
    saved(ACME, "ada");
    saved(GLOBEX, "ada");
    saved(GLOBEX, "bob");

    assertThat(people.tenantsOf("ada")).containsExactlyInAnyOrder(ACME, GLOBEX);
    assertThat(people.tenantsOf("bob")).containsExactly(GLOBEX);
    assertThat(people.tenantsOf("eve")).isEmpty();
  }

  @Test
  void does_not_find_another_tenants_person() {
    Person ada = saved(ACME, "ada");

    assertThat(people.find(GLOBEX, ada.getId())).isEmpty();
    assertThat(people.findByUserName(GLOBEX, "ada")).isEmpty();
    assertThat(people.findByUserName(ACME, "ada")).contains(ada);
  }

  @Test
  void lists_by_user_name_page_after_page_what_has_this_in_a_name() {
    Person bob = saved(ACME, "bob");
    Person ada = saved(ACME, "ada");
    Person eve = People.ofProvider(database, ACME, "eve");

    assertThat(people.list(ACME, ListQuery.all())).containsExactly(ada, bob, eve);
    assertThat(people.list(ACME, new ListQuery(null, null, 1))).containsExactly(ada, bob);
    assertThat(people.list(ACME, new ListQuery(null, new NameCursor("bob", bob.getId()), 1)))
        .containsExactly(eve);
    assertThat(people.list(ACME, new ListQuery("BO", null, 10))).containsExactly(bob);
    assertThat(people.list(ACME, new ListQuery("The e", null, 10))).containsExactly(eve);
  }

  @Test
  void does_not_list_another_tenants_people() {
    saved(ACME, "ada");

    assertThat(people.list(GLOBEX, ListQuery.all())).isEmpty();
  }

  @Test
  void does_not_save_another_tenants_person() {
    Person ada = saved(ACME, "ada");

    assertThatThrownBy(() -> people.save(GLOBEX, ada)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_tell_the_names_of_another_tenants_people() {
    Person ada = saved(ACME, "ada");
    Person bob = saved(GLOBEX, "bob");

    assertThat(people.userNames(ACME, List.of(ada.getId(), bob.getId())))
        .isEqualTo(Map.of(ada.getId(), "ada"));
  }
}
