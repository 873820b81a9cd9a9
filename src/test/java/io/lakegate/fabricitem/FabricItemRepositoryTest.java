package io.lakegate.fabricitem;

import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.CatalogueRows;
import io.lakegate.workspace.Workspace;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both kinds of Fabric items promise; each kind has a class that names it. */
abstract class FabricItemRepositoryTest<T extends FabricItem, F extends FabricItemForm>
    extends RepositoryTest {
  private FabricItemRepository items;
  private FabricItemKind<T, F> kind;
  private Workspace sales;
  private Workspace lab;

  abstract FabricItemBuilder<T, F> item();

  @BeforeEach
  void start() {
    items = database.repository(FabricItemRepository.class);
    kind = item().kind();
    sales = CatalogueRows.save(database, ACME, aFabricWorkspace().named("sales"));
    lab = CatalogueRows.save(database, ACME, aFabricWorkspace().named("lab"));
  }

  private FabricItemBuilder<T, F> inSales() {
    return item().in(sales.getId());
  }

  private T saved(FabricItemBuilder<T, F> builder) {
    return items.save(ACME, kind, builder.of(ACME));
  }

  private Optional<T> found(TenantId tenant, FabricItem item) {
    return items.find(tenant, kind, item.getId());
  }

  private List<String> names(Reach reach, ListQuery query) {
    return items.list(ACME, kind, reach, query).stream().map(FabricItem::getName).toList();
  }

  private static Reach only(Workspace... workspaces) {
    return new Reach(
        false, Set.of(workspaces).stream().map(Workspace::getId).collect(Collectors.toSet()));
  }

  @Test
  void keeps_everything_it_has() {
    T saved = saved(inSales());

    T found = found(ACME, saved).orElseThrow();

    assertThat(kind.conversions().view().apply(found))
        .isEqualTo(kind.conversions().view().apply(saved));
  }

  @Test
  void refuses_a_change_of_an_older_version() {
    T mine = saved(inSales());
    T theirs = found(ACME, mine).orElseThrow();
    kind.conversions().apply().accept(theirs, inSales().named("theirs").form());
    items.save(ACME, kind, theirs);
    kind.conversions().apply().accept(mine, inSales().named("mine").form());

    assertThatThrownBy(() -> items.save(ACME, kind, mine))
        .isInstanceOf(OptimisticLockException.class);
  }

  @Test
  void lists_by_name_what_is_within_reach() {
    saved(inSales().named("b"));
    saved(item().in(lab.getId()).named("a"));

    assertThat(names(Reach.all(), ListQuery.all())).containsExactly("a", "b");
    assertThat(names(only(sales), ListQuery.all())).containsExactly("b");
    assertThat(names(only(), ListQuery.all())).isEmpty();
    assertThat(items.count(ACME, kind, only(sales))).isEqualTo(1);
    assertThat(items.count(ACME, kind, only())).isZero();
  }

  @Test
  void lists_page_after_page_where_names_are_equal() {
    T one = saved(inSales().named("same"));
    T other = saved(item().in(lab.getId()).named("same"));

    List<T> first = items.list(ACME, kind, Reach.all(), new ListQuery(null, null, 1));
    NameCursor cursor = new NameCursor("same", first.get(0).getId());
    List<T> second = items.list(ACME, kind, Reach.all(), new ListQuery(null, cursor, 1));

    assertThat(first).containsExactlyInAnyOrder(one, other);
    assertThat(second).containsExactly(first.get(1));
  }

  @Test
  void filters_by_a_part_of_the_name() {
    saved(inSales().named("Bronze"));
    saved(inSales().named("gold"));

    assertThat(names(Reach.all(), new ListQuery("bro", null, 10))).containsExactly("Bronze");
  }

  @Test
  void refuses_the_same_name_twice_in_a_workspace_but_not_in_two() {
    saved(inSales());
    saved(item().in(lab.getId()));

    PersistenceException refusal =
        catchThrowableOfType(PersistenceException.class, () -> saved(inSales()));

    assertThat(Violation.is(Violation.DUPLICATE, refusal)).isTrue();
  }

  @Test
  void refuses_a_workspace_of_another_tenant() {
    Workspace theirs = CatalogueRows.save(database, GLOBEX, aFabricWorkspace());

    PersistenceException refusal =
        catchThrowableOfType(PersistenceException.class, () -> saved(item().in(theirs.getId())));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void keeps_its_workspace_from_being_deleted() {
    saved(inSales());

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> CatalogueRows.delete(database, ACME, sales.getId()));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void says_which_of_them_use_a_workspace() {
    saved(inSales().named("silver"));
    saved(inSales().named("bronze"));
    saved(item().in(lab.getId()).named("gold"));

    assertThat(items.of(ACME, sales.getId()))
        .containsExactly(kind.word() + " 'bronze'", kind.word() + " 'silver'");
  }

  @Test
  void deletes() {
    T item = saved(inSales());

    items.delete(ACME, kind, item.getId());

    assertThat(found(ACME, item)).isEmpty();
  }

  @Test
  void does_not_list_or_count_another_tenants() {
    saved(inSales());

    assertThat(items.list(GLOBEX, kind, Reach.all(), ListQuery.all())).isEmpty();
    assertThat(items.list(GLOBEX, kind, only(sales), ListQuery.all())).isEmpty();
    assertThat(items.count(GLOBEX, kind, Reach.all())).isZero();
    assertThat(items.count(ACME, kind, Reach.all())).isEqualTo(1);
  }

  @Test
  void does_not_find_another_tenants() {
    T item = saved(inSales());

    assertThat(found(GLOBEX, item)).isEmpty();
    assertThat(items.findByName(GLOBEX, kind, sales.getId(), item.getName())).isEmpty();
    assertThat(items.findByName(ACME, kind, lab.getId(), item.getName())).isEmpty();
    assertThat(items.findByName(ACME, kind, sales.getId(), item.getName())).isPresent();
  }

  @Test
  void does_not_save_another_tenants() {
    T item = saved(inSales());

    assertThatThrownBy(() -> items.save(GLOBEX, kind, item))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_delete_another_tenants() {
    T item = saved(inSales());

    items.delete(GLOBEX, kind, item.getId());

    assertThat(found(ACME, item)).isPresent();
  }

  @Test
  void does_not_tell_another_tenant_what_uses_a_workspace() {
    saved(inSales());

    assertThat(items.of(GLOBEX, sales.getId())).isEmpty();
  }
}
