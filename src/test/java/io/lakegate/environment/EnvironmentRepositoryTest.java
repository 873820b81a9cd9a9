package io.lakegate.environment;

import static io.lakegate.environment.EnvironmentBuilder.anEnvironment;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.security.Reach;
import io.lakegate.workspace.CatalogueRows;
import io.lakegate.workspace.Workspace;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnvironmentRepositoryTest extends RepositoryTest {
  private EnvironmentRepository environments;
  private Workspace sales;
  private Workspace lab;

  @BeforeEach
  void start() {
    environments = database.repository(EnvironmentRepository.class);
    sales = CatalogueRows.save(database, ACME, aFabricWorkspace().named("sales"));
    lab = CatalogueRows.save(database, ACME, aFabricWorkspace().named("lab"));
  }

  private Environment saved(EnvironmentBuilder builder) {
    return environments.save(ACME, builder.of(ACME));
  }

  private List<String> names(UUID workspaceId, ListQuery query) {
    return environments.list(ACME, Reach.all(), workspaceId, query).stream()
        .map(Environment::getName)
        .toList();
  }

  @Test
  void keeps_everything_it_has() {
    Environment saved = saved(anEnvironment().in(sales.getId()));

    Environment found = environments.find(ACME, saved.getId()).orElseThrow();

    assertThat(EnvironmentView.of(found)).isEqualTo(EnvironmentView.of(saved));
  }

  @Test
  void refuses_a_change_of_an_older_version() {
    Environment mine = saved(anEnvironment().in(sales.getId()));
    Environment theirs = environments.find(ACME, mine.getId()).orElseThrow();
    theirs.apply(anEnvironment().in(sales.getId()).named("theirs").form());
    environments.save(ACME, theirs);
    mine.apply(anEnvironment().in(sales.getId()).named("mine").form());

    assertThatThrownBy(() -> environments.save(ACME, mine))
        .isInstanceOf(OptimisticLockException.class);
  }

  @Test
  void lists_by_name_of_one_workspace_or_all() {
    saved(anEnvironment().in(sales.getId()).named("b"));
    saved(anEnvironment().in(lab.getId()).named("a"));

    assertThat(names(null, ListQuery.all())).containsExactly("a", "b");
    assertThat(names(sales.getId(), ListQuery.all())).containsExactly("b");
  }

  @Test
  void lists_page_after_page_where_names_are_equal() {
    Environment one = saved(anEnvironment().in(sales.getId()).named("same"));
    Environment other = saved(anEnvironment().in(lab.getId()).named("same"));

    List<Environment> first =
        environments.list(ACME, Reach.all(), null, new ListQuery(null, null, 1));
    NameCursor cursor = new NameCursor("same", first.get(0).getId());
    List<Environment> second =
        environments.list(ACME, Reach.all(), null, new ListQuery(null, cursor, 1));

    assertThat(first).containsExactlyInAnyOrder(one, other);
    assertThat(second).containsExactly(first.get(1));
  }

  @Test
  void filters_by_a_part_of_the_name() {
    saved(anEnvironment().in(sales.getId()).named("Bronze"));
    saved(anEnvironment().in(sales.getId()).named("gold"));

    assertThat(names(null, new ListQuery("bro", null, 10))).containsExactly("Bronze");
  }

  @Test
  void refuses_the_same_name_twice_in_a_workspace_but_not_in_two() {
    saved(anEnvironment().in(sales.getId()));
    saved(anEnvironment().in(lab.getId()));

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> saved(anEnvironment().in(sales.getId())));

    assertThat(Violation.is(Violation.DUPLICATE, refusal)).isTrue();
  }

  @Test
  void refuses_a_workspace_of_another_tenant() {
    Workspace theirs = CatalogueRows.save(database, GLOBEX, aFabricWorkspace());

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> saved(anEnvironment().in(theirs.getId())));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void keeps_its_workspace_from_being_deleted() {
    saved(anEnvironment().in(sales.getId()));

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> CatalogueRows.delete(database, ACME, sales.getId()));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void says_which_of_them_use_a_workspace() {
    saved(anEnvironment().in(sales.getId()).named("silver"));
    saved(anEnvironment().in(sales.getId()).named("bronze"));
    saved(anEnvironment().in(lab.getId()).named("gold"));

    assertThat(environments.of(ACME, sales.getId()))
        .containsExactly("environment 'bronze'", "environment 'silver'");
  }

  @Test
  void deletes() {
    Environment environment = saved(anEnvironment().in(sales.getId()));

    environments.delete(ACME, environment.getId());

    assertThat(environments.find(ACME, environment.getId())).isEmpty();
  }

  @Test
  void does_not_list_or_count_another_tenants() {
    saved(anEnvironment().in(sales.getId()));

    assertThat(environments.list(GLOBEX, Reach.all(), null, ListQuery.all())).isEmpty();
    assertThat(environments.list(GLOBEX, Reach.all(), sales.getId(), ListQuery.all())).isEmpty();
    assertThat(environments.count(GLOBEX, Reach.all())).isZero();
    assertThat(environments.count(ACME, Reach.all())).isEqualTo(1);
  }

  @Test
  void does_not_find_another_tenants() {
    Environment environment = saved(anEnvironment().in(sales.getId()));

    assertThat(environments.find(GLOBEX, environment.getId())).isEmpty();
    assertThat(environments.findByName(GLOBEX, sales.getId(), environment.getName())).isEmpty();
    assertThat(environments.findByName(ACME, sales.getId(), environment.getName())).isPresent();
  }

  @Test
  void does_not_save_another_tenants() {
    Environment environment = saved(anEnvironment().in(sales.getId()));

    assertThatThrownBy(() -> environments.save(GLOBEX, environment))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_delete_another_tenants() {
    Environment environment = saved(anEnvironment().in(sales.getId()));

    environments.delete(GLOBEX, environment.getId());

    assertThat(environments.find(ACME, environment.getId())).isPresent();
  }

  @Test
  void does_not_tell_another_tenant_what_uses_a_workspace() {
    saved(anEnvironment().in(sales.getId()));

    assertThat(environments.of(GLOBEX, sales.getId())).isEmpty();
  }
}
