package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
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
    assertThat(found.lockedFor(NOON)).isEmpty();
  }

  @Test
  void counts_failures_until_the_account_is_locked_and_forgets_them_with_success() {
    Person ada = saved(ACME, "ada");

    for (int i = 0; i < 5; i++) {
      people.recordFailure(ACME, ada.getId(), NOON);
    }
    boolean locked = found(ada).lockedFor(NOON).isPresent();
    people.recordSuccess(ACME, ada.getId());

    assertThat(locked).isTrue();
    assertThat(found(ada).lockedFor(NOON)).isEmpty();
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
  void does_not_save_another_tenants_person() {
    Person ada = saved(ACME, "ada");

    assertThatThrownBy(() -> people.save(GLOBEX, ada)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_count_failures_of_another_tenants_person() {
    Person ada = saved(ACME, "ada");

    for (int i = 0; i < 5; i++) {
      people.recordFailure(GLOBEX, ada.getId(), NOON);
    }

    assertThat(found(ada).lockedFor(NOON)).isEmpty();
  }

  @Test
  void does_not_unlock_another_tenants_person() {
    Person ada = saved(ACME, "ada");
    for (int i = 0; i < 5; i++) {
      people.recordFailure(ACME, ada.getId(), NOON);
    }

    people.recordSuccess(GLOBEX, ada.getId());

    assertThat(found(ada).lockedFor(NOON)).isPresent();
  }
}
