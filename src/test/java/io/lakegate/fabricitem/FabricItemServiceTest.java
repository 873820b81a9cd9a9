package io.lakegate.fabricitem;

import static io.lakegate.platform.form.TestForms.problems;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.backend.Capability;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import io.lakegate.workspace.TestBackends;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("kinds")
class FabricItemServiceTest<T extends FabricItem, F extends FabricItemForm> {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  private static final TenantId GLOBEX = new TenantId(new UUID(0x91, 2));
  private static final Caller ADA = Callers.administrator(ACME);

  @Parameter(0)
  String word;

  @Parameter(1)
  Supplier<FabricItemBuilder<T, F>> items;

  private final RecordedAudit audit = new RecordedAudit();
  private final Workspace fabric = aFabricWorkspace().of(ACME);
  private final Workspace livy = aLivyServer().of(ACME);
  private final Workspace theirs = aFabricWorkspace().of(GLOBEX);
  private final List<String> users = new ArrayList<>();
  private final InMemory rows = new InMemory();
  private FabricItemKind<T, F> kind;
  private FabricItemService service;

  static Stream<Arguments> kinds() {
    Supplier<?> lakehouses = FabricItemBuilder::aLakehouse;
    Supplier<?> environments = FabricItemBuilder::anEnvironment;
    return Stream.of(
        Arguments.of("lakehouse", lakehouses), Arguments.of("environment", environments));
  }

  @BeforeEach
  void start() {
    kind = items.get().kind();
    service = new FabricItemService();
    service.audit = audit;
    service.repository = rows;
    service.workspaces = new Workspaces();
    service.forms = TestForms.forms();
    service.usages = new Users();
  }

  private static class InMemory extends FabricItemRepository {
    final List<FabricItem> rows = new ArrayList<>();

    @Override
    <I extends FabricItem> List<I> list(
        TenantId tenant, FabricItemKind<I, ?> kind, Reach reach, ListQuery query) {
      return rows.stream()
          .filter(row -> row.getTenantId().equals(tenant) && reach.includes(row.getWorkspaceId()))
          .filter(kind.type()::isInstance)
          .map(kind.type()::cast)
          .toList();
    }

    @Override
    <I extends FabricItem> Optional<I> find(TenantId tenant, FabricItemKind<I, ?> kind, UUID id) {
      return list(tenant, kind, Reach.all(), null).stream()
          .filter(row -> row.getId().equals(id))
          .findFirst();
    }

    @Override
    <I extends FabricItem> Optional<I> findByName(
        TenantId tenant, FabricItemKind<I, ?> kind, UUID workspaceId, String name) {
      return list(tenant, kind, Reach.all().within(workspaceId), null).stream()
          .filter(row -> row.getName().equals(name))
          .findFirst();
    }

    @Override
    <I extends FabricItem> I save(TenantId tenant, FabricItemKind<I, ?> kind, I item) {
      rows.remove(item);
      rows.add(item);
      return item;
    }

    @Override
    void delete(TenantId tenant, FabricItemKind<?, ?> kind, UUID id) {
      find(tenant, kind, id).ifPresent(rows::remove);
    }
  }

  private final class Workspaces extends WorkspaceService {
    @Override
    public boolean can(TenantId tenant, Workspace at, Capability capability) {
      return TestBackends.livy(null).of(at).capabilities().contains(capability);
    }

    @Override
    public Optional<Workspace> find(TenantId tenant, UUID id) {
      return Stream.of(fabric, livy, theirs)
          .filter(row -> row.getTenantId().equals(tenant) && row.getId().equals(id))
          .findFirst();
    }
  }

  private final class Users extends Usages {
    @Override
    public List<String> of(TenantId tenant, UUID id) {
      return users;
    }
  }

  private FabricItemBuilder<T, F> in(Workspace workspace) {
    return items.get().in(workspace.getId());
  }

  private T created() {
    return service.create(ACME, ADA, kind, in(fabric).form());
  }

  /** What a page holds after it has read the item. */
  private F read(T item) {
    return kind.conversions().form().apply(item);
  }

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  private static ErrorCode code(ThrowingCallable call) {
    return refusal(call).code();
  }

  @Test
  void refuses_ids_that_are_none() {
    F form = in(fabric).form();
    form.setWorkspaceId("fabric");
    form.setFabricId("../../secrets");

    assertThat(problems(form)).containsOnlyKeys("workspaceId", "fabricId");
  }

  @Test
  void is_registered_in_a_fabric_workspace() {
    T item = created();

    assertThat(item.getWorkspaceId()).isEqualTo(fabric.getId());
    assertThat(rows.rows).containsExactly(item);
  }

  @Test
  void keeps_its_id_in_lower_case() {
    F form = in(fabric).form();
    form.setFabricId("ABCDEFAB-ABCD-4ABC-8ABC-ABCDEFABCDEF");

    assertThat(service.create(ACME, ADA, kind, form).getFabricId())
        .isEqualTo("abcdefab-abcd-4abc-8abc-abcdefabcdef");
  }

  @Test
  void is_not_registered_on_a_livy_server() {
    F form = in(livy).form();

    assertThat(refusal(() -> service.create(ACME, ADA, kind, form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void is_not_registered_in_another_tenants_workspace() {
    F form = in(theirs).form();

    assertThat(refusal(() -> service.create(ACME, ADA, kind, form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void stays_in_its_workspace() {
    T item = created();
    F form = read(item);
    form.setWorkspaceId(livy.getId().toString());

    assertThat(refusal(() -> service.update(ACME, ADA, kind, item.getId(), form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void refuses_a_name_that_is_taken_in_the_workspace() {
    created();

    LakegateException refusal = refusal(this::created);

    assertThat(refusal.code()).isEqualTo(kind.refusals().nameTaken());
    assertThat(refusal.fields()).containsOnlyKeys("name");
  }

  @Test
  void calls_it_the_same_when_another_request_took_the_name_in_between() {
    service.repository = saving("23505");

    assertThat(code(this::created)).isEqualTo(kind.refusals().nameTaken());
  }

  @Test
  void refuses_a_workspace_that_another_request_deleted_in_between() {
    service.repository = saving("23503");

    assertThat(refusal(this::created).fields()).containsOnlyKeys("workspaceId");
  }

  private static InMemory saving(String sqlState) {
    return new InMemory() {
      @Override
      <I extends FabricItem> I save(TenantId tenant, FabricItemKind<I, ?> kind, I item) {
        throw new PersistenceException(new SQLException("refused", sqlState));
      }
    };
  }

  @Test
  void is_changed_with_its_version_only() {
    T item = created();
    F form = read(item);
    form.setName("renamed");
    F stale = read(item);
    stale.setVersion(99);

    service.update(ACME, ADA, kind, item.getId(), form);

    assertThat(rows.rows.get(0).getName()).isEqualTo("renamed");
    assertThat(code(() -> service.update(ACME, ADA, kind, item.getId(), stale)))
        .isEqualTo(ErrorCode.STALE);
  }

  @Test
  void is_not_deleted_while_in_use() {
    T item = created();
    users.add("session profile 'etl'");

    LakegateException refusal = refusal(() -> service.delete(ACME, ADA, kind, item.getId()));

    assertThat(refusal.code()).isEqualTo(kind.refusals().inUse());
    assertThat(refusal).hasMessageContaining("session profile 'etl'");
    assertThat(rows.rows).hasSize(1);
  }

  @Test
  void is_deleted_when_nothing_uses_it() {
    T item = created();

    service.delete(ACME, ADA, kind, item.getId());

    assertThat(rows.rows).isEmpty();
  }

  @Test
  void is_read_by_every_role_and_changed_by_administrators() {
    T item = created();
    UUID id = item.getId();
    Caller editor = Callers.editor(ACME);

    assertThat(service.get(ACME, Callers.viewer(ACME), kind, id)).isEqualTo(item);
    assertThat(service.list(ACME, Callers.viewer(ACME), kind, null, ListQuery.all())).hasSize(1);
    assertThat(code(() -> service.create(ACME, editor, kind, null))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.update(ACME, editor, kind, id, null)))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.delete(ACME, editor, kind, id))).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void is_not_found_by_another_tenant_whatever_the_role() {
    UUID id = created().getId();
    Caller stranger = Callers.viewer(GLOBEX);

    assertThat(code(() -> service.get(GLOBEX, stranger, kind, id)))
        .isEqualTo(kind.refusals().notFound());
    assertThat(code(() -> service.update(GLOBEX, stranger, kind, id, null)))
        .isEqualTo(kind.refusals().notFound());
    assertThat(code(() -> service.delete(GLOBEX, stranger, kind, id)))
        .isEqualTo(kind.refusals().notFound());
  }

  @Test
  void says_how_it_was_and_is_with_each_change() {
    T item = created();
    F renamed = in(fabric).named("gold").form();
    renamed.setVersion(item.getVersion());

    service.update(ACME, ADA, kind, item.getId(), renamed);
    service.delete(ACME, ADA, kind, item.getId());

    assertThat(audit.actions())
        .containsExactly(kind.actions().create(), kind.actions().update(), kind.actions().delete());
    assertThat(audit.recorded()).extracting("actor").containsOnly("ada");
    assertThat(audit.recorded().get(0).before()).isNull();
    assertThat(audit.recorded().get(1).before()).doesNotContain("gold");
    assertThat(audit.recorded().get(1).after()).contains("\"name\":\"gold\"");
    assertThat(audit.last().before()).contains("gold");
    assertThat(audit.last().after()).isNull();
    assertThat(audit.last().entry().workspaceId()).isEqualTo(fabric.getId());
  }

  @Test
  void says_nothing_of_what_the_database_refused() {
    service.repository = saving("23505");

    assertThat(code(this::created)).isEqualTo(kind.refusals().nameTaken());
    assertThat(audit.recorded()).isEmpty();
  }

  @Test
  void is_not_deleted_when_something_came_to_use_it_just_now() {
    T item = created();
    service.repository =
        new InMemory() {
          @Override
          <I extends FabricItem> Optional<I> find(
              TenantId tenant, FabricItemKind<I, ?> asked, UUID id) {
            return Optional.of(asked.type().cast(item));
          }

          @Override
          void delete(TenantId tenant, FabricItemKind<?, ?> asked, UUID id) {
            throw new PersistenceException(new SQLException("refused", "23503"));
          }
        };

    LakegateException refusal = refusal(() -> service.delete(ACME, ADA, kind, item.getId()));

    assertThat(refusal.code()).isEqualTo(kind.refusals().inUse());
    assertThat(refusal).hasMessageContaining(Usages.ADDED_JUST_NOW);
  }

  @Test
  void is_listed_and_counted_only_within_reach() {
    created();
    Caller elsewhere = Callers.viewer(ACME, livy.getId());

    assertThat(service.list(ACME, ADA, kind, fabric.getId(), ListQuery.all())).hasSize(1);
    assertThat(service.list(ACME, ADA, kind, livy.getId(), ListQuery.all())).isEmpty();
    assertThat(service.list(ACME, elsewhere, kind, fabric.getId(), ListQuery.all())).isEmpty();
  }
}
