package io.lakegate.lakehouse;

import static io.lakegate.lakehouse.LakehouseBuilder.aLakehouse;
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

class LakehouseRepositoryTest extends RepositoryTest {
  private LakehouseRepository lakehouses;
  private Workspace sales;
  private Workspace lab;

  @BeforeEach
  void start() {
    lakehouses = database.repository(LakehouseRepository.class);
    sales = CatalogueRows.save(database, ACME, aFabricWorkspace().named("sales"));
    lab = CatalogueRows.save(database, ACME, aFabricWorkspace().named("lab"));
  }

  private Lakehouse saved(LakehouseBuilder builder) {
    return lakehouses.save(ACME, builder.of(ACME));
  }

  private List<String> names(UUID workspaceId, ListQuery query) {
    return lakehouses.list(ACME, Reach.all(), workspaceId, query).stream()
        .map(Lakehouse::getName)
        .toList();
  }

  @Test
  void keeps_everything_it_has() {
    Lakehouse saved = saved(aLakehouse().in(sales.getId()));

    Lakehouse found = lakehouses.find(ACME, saved.getId()).orElseThrow();

    assertThat(LakehouseView.of(found)).isEqualTo(LakehouseView.of(saved));
  }

  @Test
  void refuses_a_change_of_an_older_version() {
    Lakehouse mine = saved(aLakehouse().in(sales.getId()));
    Lakehouse theirs = lakehouses.find(ACME, mine.getId()).orElseThrow();
    theirs.apply(aLakehouse().in(sales.getId()).named("theirs").form());
    lakehouses.save(ACME, theirs);
    mine.apply(aLakehouse().in(sales.getId()).named("mine").form());

    assertThatThrownBy(() -> lakehouses.save(ACME, mine))
        .isInstanceOf(OptimisticLockException.class);
  }

  @Test
  void lists_by_name_of_one_workspace_or_all() {
    saved(aLakehouse().in(sales.getId()).named("b"));
    saved(aLakehouse().in(lab.getId()).named("a"));

    assertThat(names(null, ListQuery.all())).containsExactly("a", "b");
    assertThat(names(sales.getId(), ListQuery.all())).containsExactly("b");
  }

  @Test
  void lists_page_after_page_where_names_are_equal() {
    Lakehouse one = saved(aLakehouse().in(sales.getId()).named("same"));
    Lakehouse other = saved(aLakehouse().in(lab.getId()).named("same"));

    List<Lakehouse> first = lakehouses.list(ACME, Reach.all(), null, new ListQuery(null, null, 1));
    NameCursor cursor = new NameCursor("same", first.get(0).getId());
    List<Lakehouse> second =
        lakehouses.list(ACME, Reach.all(), null, new ListQuery(null, cursor, 1));

    assertThat(first).containsExactlyInAnyOrder(one, other);
    assertThat(second).containsExactly(first.get(1));
  }

  @Test
  void filters_by_a_part_of_the_name() {
    saved(aLakehouse().in(sales.getId()).named("Bronze"));
    saved(aLakehouse().in(sales.getId()).named("gold"));

    assertThat(names(null, new ListQuery("bro", null, 10))).containsExactly("Bronze");
  }

  @Test
  void refuses_the_same_name_twice_in_a_workspace_but_not_in_two() {
    saved(aLakehouse().in(sales.getId()));
    saved(aLakehouse().in(lab.getId()));

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> saved(aLakehouse().in(sales.getId())));

    assertThat(Violation.is(Violation.DUPLICATE, refusal)).isTrue();
  }

  @Test
  void refuses_a_workspace_of_another_tenant() {
    Workspace theirs = CatalogueRows.save(database, GLOBEX, aFabricWorkspace());

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> saved(aLakehouse().in(theirs.getId())));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void keeps_its_workspace_from_being_deleted() {
    saved(aLakehouse().in(sales.getId()));

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> CatalogueRows.delete(database, ACME, sales.getId()));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void says_which_of_them_use_a_workspace() {
    saved(aLakehouse().in(sales.getId()).named("silver"));
    saved(aLakehouse().in(sales.getId()).named("bronze"));
    saved(aLakehouse().in(lab.getId()).named("gold"));

    assertThat(lakehouses.of(ACME, sales.getId()))
        .containsExactly("lakehouse 'bronze'", "lakehouse 'silver'");
  }

  @Test
  void deletes() {
    Lakehouse lakehouse = saved(aLakehouse().in(sales.getId()));

    lakehouses.delete(ACME, lakehouse.getId());

    assertThat(lakehouses.find(ACME, lakehouse.getId())).isEmpty();
  }

  @Test
  void does_not_list_or_count_another_tenants() {
    saved(aLakehouse().in(sales.getId()));

    assertThat(lakehouses.list(GLOBEX, Reach.all(), null, ListQuery.all())).isEmpty();
    assertThat(lakehouses.list(GLOBEX, Reach.all(), sales.getId(), ListQuery.all())).isEmpty();
    assertThat(lakehouses.count(GLOBEX, Reach.all())).isZero();
    assertThat(lakehouses.count(ACME, Reach.all())).isEqualTo(1);
  }

  @Test
  void does_not_find_another_tenants() {
    Lakehouse lakehouse = saved(aLakehouse().in(sales.getId()));

    assertThat(lakehouses.find(GLOBEX, lakehouse.getId())).isEmpty();
    assertThat(lakehouses.findByName(GLOBEX, sales.getId(), lakehouse.getName())).isEmpty();
    assertThat(lakehouses.findByName(ACME, sales.getId(), lakehouse.getName())).isPresent();
  }

  @Test
  void does_not_save_another_tenants() {
    Lakehouse lakehouse = saved(aLakehouse().in(sales.getId()));

    assertThatThrownBy(() -> lakehouses.save(GLOBEX, lakehouse))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_delete_another_tenants() {
    Lakehouse lakehouse = saved(aLakehouse().in(sales.getId()));

    lakehouses.delete(GLOBEX, lakehouse.getId());

    assertThat(lakehouses.find(ACME, lakehouse.getId())).isPresent();
  }

  @Test
  void does_not_tell_another_tenant_what_uses_a_workspace() {
    saved(aLakehouse().in(sales.getId()));

    assertThat(lakehouses.of(GLOBEX, sales.getId())).isEmpty();
  }
}
