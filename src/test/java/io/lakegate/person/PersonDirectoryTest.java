package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.identityprovider.Providers;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other features learn about people. */
class PersonDirectoryTest extends RepositoryTest {
  private static final UUID SALES = new UUID(5, 1);
  private static final UUID FINANCE = new UUID(5, 2);

  private final MovingClock clock = new MovingClock(People.NOON);
  private final Map<UUID, Rights> byGroups = new HashMap<>();
  private PersonDirectory directory;

  @BeforeEach
  void start() {
    directory = new PersonDirectory();
    directory.repository = database.repository(PersonRepository.class);
    directory.signIns = new SignInService();
    directory.signIns.providers = Providers.service(database, clock);
    directory.signIns.clock = clock;
    directory.signIns.groups = (tenant, person) -> byGroups.getOrDefault(person, Rights.none());
  }

  private Person ofProvider(String name, Rights rights) {
    Person person = People.ofProvider(database, ACME, name, "g-1");
    byGroups.put(person.getId(), rights);
    return person;
  }

  private Person claiming(String name, Map<String, String> claims) {
    Person person = People.ofProvider(database, ACME, name, "g-1");
    person.claimed(claims);
    return directory.repository.save(ACME, person, List.of("g-1"), Map.of());
  }

  @Test
  void a_local_account_is_known_to_backends_by_its_user_name() {
    Person ada = People.local(database, ACME, "ada", Role.EDITORS);

    assertThat(directory.findClaim(ACME, ada.getId(), "userName")).contains("ada");
    assertThat(directory.findClaim(ACME, ada.getId(), "onpremisesSamAccountName")).contains("ada");
  }

  @Test
  void who_comes_from_the_provider_is_known_by_what_it_said() {
    Person ada = claiming("ada", Map.of("onpremisesSamAccountName", "ada1"));

    assertThat(directory.findClaim(ACME, ada.getId(), "userName")).contains("ada");
    assertThat(directory.findClaim(ACME, ada.getId(), "onpremisesSamAccountName")).contains("ada1");
    assertThat(directory.findClaim(ACME, ada.getId(), "email")).isEmpty();
  }

  @Test
  void nobody_is_known_in_another_tenant() {
    Person ada = People.local(database, ACME, "ada", Role.EDITORS);

    assertThat(directory.findClaim(GLOBEX, ada.getId(), "userName")).isEmpty();
    assertThat(directory.findEditor(GLOBEX, "ada", SALES)).isEmpty();
  }

  @Test
  void who_runs_code_in_a_workspace_is_found_by_name() {
    Person ada = People.local(database, ACME, "ada", Role.EDITORS);
    Person root = People.local(database, ACME, "root", Role.ADMINISTRATORS);
    People.local(database, ACME, "vi", Role.VIEWERS);

    assertThat(directory.findEditor(ACME, "ada", SALES)).contains(ada.getId());
    assertThat(directory.findEditor(ACME, "root", SALES)).contains(root.getId());
    assertThat(directory.findEditor(ACME, "vi", SALES)).isEmpty();
    assertThat(directory.findEditor(ACME, "nobody", SALES)).isEmpty();
  }

  @Test
  void a_role_in_one_workspace_counts_there_alone() {
    Person ada = ofProvider("ada", new Rights(null, Map.of(SALES, Role.EDITORS)));

    assertThat(directory.findEditor(ACME, "ada", SALES)).contains(ada.getId());
    assertThat(directory.findEditor(ACME, "ada", FINANCE)).isEmpty();
  }

  @Test
  void groups_that_were_seen_too_long_ago_give_nothing() {
    ofProvider("ada", Rights.of(Role.EDITORS));
    assertThat(directory.findEditor(ACME, "ada", SALES)).isPresent();

    clock.passes(Duration.ofHours(12));

    assertThat(directory.findEditor(ACME, "ada", SALES)).isEmpty();
  }
}
