package io.lakegate.lakehouse;

import static io.lakegate.lakehouse.LakehouseBuilder.aLakehouse;
import static io.lakegate.platform.form.TestForms.problems;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakehouseServiceTest {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  private static final TenantId GLOBEX = new TenantId(new UUID(0x91, 2));
  private static final Caller ADA = Callers.administrator(ACME);

  private final RecordedAudit audit = new RecordedAudit();
  private final Workspace fabric = aFabricWorkspace().of(ACME);
  private final Workspace livy = aLivyServer().of(ACME);
  private final Workspace theirs = aFabricWorkspace().of(GLOBEX);
  private final List<String> users = new ArrayList<>();
  private final InMemory rows = new InMemory();
  private LakehouseService service;

  @BeforeEach
  void start() {
    service = new LakehouseService();
    service.audit = audit;
    service.repository = rows;
    service.workspaces = new Workspaces();
    service.forms = TestForms.forms();
    service.usages = new Users();
  }

  private static class InMemory extends LakehouseRepository {
    final List<Lakehouse> rows = new ArrayList<>();

    @Override
    List<Lakehouse> list(TenantId tenant, Reach reach, UUID workspaceId, ListQuery query) {
      return rows.stream().filter(row -> row.getTenantId().equals(tenant)).toList();
    }

    @Override
    Optional<Lakehouse> find(TenantId tenant, UUID id) {
      return list(tenant, Reach.all(), null, null).stream()
          .filter(row -> row.getId().equals(id))
          .findFirst();
    }

    @Override
    Optional<Lakehouse> findByName(TenantId tenant, UUID workspaceId, String name) {
      return list(tenant, Reach.all(), null, null).stream()
          .filter(row -> row.getWorkspaceId().equals(workspaceId) && row.getName().equals(name))
          .findFirst();
    }

    @Override
    Lakehouse save(TenantId tenant, Lakehouse lakehouse) {
      rows.remove(lakehouse);
      rows.add(lakehouse);
      return lakehouse;
    }

    @Override
    void delete(TenantId tenant, UUID id) {
      find(tenant, id).ifPresent(rows::remove);
    }
  }

  private final class Workspaces extends WorkspaceService {
    @Override
    public boolean can(TenantId tenant, Workspace at, Capability capability) {
      return TestBackends.livy(null).of(at).capabilities().contains(capability);
    }

    @Override
    public Optional<Workspace> find(TenantId tenant, UUID id) {
      return List.of(fabric, livy, theirs).stream()
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

  private LakehouseBuilder inFabric() {
    return aLakehouse().in(fabric.getId());
  }

  private Lakehouse created() {
    return service.create(ACME, ADA, inFabric().form());
  }

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  private static ErrorCode code(ThrowingCallable call) {
    return refusal(call).code();
  }

  @Test
  void asks_for_workspace_name_and_id() {
    assertThat(problems(new LakehouseForm())).containsOnlyKeys("workspaceId", "name", "fabricId");
  }

  @Test
  void refuses_ids_that_are_none() {
    LakehouseForm form = inFabric().form();
    form.setWorkspaceId("fabric");
    form.setFabricId("../../secrets");

    assertThat(problems(form)).containsOnlyKeys("workspaceId", "fabricId");
  }

  @Test
  void is_registered_in_a_fabric_workspace() {
    Lakehouse lakehouse = created();

    assertThat(lakehouse.getWorkspaceId()).isEqualTo(fabric.getId());
    assertThat(rows.rows).containsExactly(lakehouse);
  }

  @Test
  void keeps_its_id_in_lower_case() {
    LakehouseForm form = inFabric().form();
    form.setFabricId("ABCDEFAB-ABCD-4ABC-8ABC-ABCDEFABCDEF");

    assertThat(service.create(ACME, ADA, form).getFabricId())
        .isEqualTo("abcdefab-abcd-4abc-8abc-abcdefabcdef");
  }

  @Test
  void is_not_registered_on_a_livy_server() {
    LakehouseForm form = aLakehouse().in(livy.getId()).form();

    assertThat(refusal(() -> service.create(ACME, ADA, form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void is_not_registered_in_another_tenants_workspace() {
    LakehouseForm form = aLakehouse().in(theirs.getId()).form();

    assertThat(refusal(() -> service.create(ACME, ADA, form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void stays_in_its_workspace() {
    Lakehouse lakehouse = created();
    LakehouseForm form = LakehouseForm.of(lakehouse);
    form.setWorkspaceId(livy.getId().toString());

    assertThat(refusal(() -> service.update(ACME, ADA, lakehouse.getId(), form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void refuses_a_name_that_is_taken_in_the_workspace() {
    created();

    LakegateException refusal = refusal(this::created);

    assertThat(refusal.code()).isEqualTo(ErrorCode.LAKEHOUSE_NAME_TAKEN);
    assertThat(refusal.fields()).containsOnlyKeys("name");
  }

  @Test
  void calls_it_the_same_when_another_request_took_the_name_in_between() {
    service.repository = saving("23505");

    assertThat(code(this::created)).isEqualTo(ErrorCode.LAKEHOUSE_NAME_TAKEN);
  }

  @Test
  void refuses_a_workspace_that_another_request_deleted_in_between() {
    service.repository = saving("23503");

    assertThat(refusal(this::created).fields()).containsOnlyKeys("workspaceId");
  }

  private static InMemory saving(String sqlState) {
    return new InMemory() {
      @Override
      Lakehouse save(TenantId tenant, Lakehouse lakehouse) {
        throw new PersistenceException(new SQLException("refused", sqlState));
      }
    };
  }

  @Test
  void is_changed_with_its_version_only() {
    Lakehouse lakehouse = created();
    LakehouseForm form = LakehouseForm.of(lakehouse);
    form.setName("renamed");
    LakehouseForm stale = LakehouseForm.of(lakehouse);
    stale.setVersion(99);

    service.update(ACME, ADA, lakehouse.getId(), form);

    assertThat(rows.rows.get(0).getName()).isEqualTo("renamed");
    assertThat(code(() -> service.update(ACME, ADA, lakehouse.getId(), stale)))
        .isEqualTo(ErrorCode.STALE);
  }

  @Test
  void is_not_deleted_while_in_use() {
    Lakehouse lakehouse = created();
    users.add("session profile 'etl'");

    LakegateException refusal = refusal(() -> service.delete(ACME, ADA, lakehouse.getId()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.LAKEHOUSE_IN_USE);
    assertThat(refusal).hasMessageContaining("session profile 'etl'");
    assertThat(rows.rows).hasSize(1);
  }

  @Test
  void is_deleted_when_nothing_uses_it() {
    Lakehouse lakehouse = created();

    service.delete(ACME, ADA, lakehouse.getId());

    assertThat(rows.rows).isEmpty();
  }

  @Test
  void is_read_by_every_role_and_changed_by_administrators() {
    Lakehouse lakehouse = created();
    UUID id = lakehouse.getId();
    Caller editor = Callers.editor(ACME);

    assertThat(service.get(ACME, Callers.viewer(ACME), id)).isEqualTo(lakehouse);
    assertThat(service.list(ACME, Callers.viewer(ACME), null, ListQuery.all())).hasSize(1);
    assertThat(code(() -> service.create(ACME, editor, null))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.update(ACME, editor, id, null))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.delete(ACME, editor, id))).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void is_not_found_by_another_tenant_whatever_the_role() {
    UUID id = created().getId();
    Caller stranger = Callers.viewer(GLOBEX);

    assertThat(code(() -> service.get(GLOBEX, stranger, id)))
        .isEqualTo(ErrorCode.LAKEHOUSE_NOT_FOUND);
    assertThat(code(() -> service.update(GLOBEX, stranger, id, null)))
        .isEqualTo(ErrorCode.LAKEHOUSE_NOT_FOUND);
    assertThat(code(() -> service.delete(GLOBEX, stranger, id)))
        .isEqualTo(ErrorCode.LAKEHOUSE_NOT_FOUND);
  }

  @Test
  void says_how_it_was_and_is_with_each_change() {
    Lakehouse lakehouse = created();
    LakehouseForm renamed = inFabric().named("gold").form();
    renamed.setVersion(lakehouse.getVersion());

    service.update(ACME, ADA, lakehouse.getId(), renamed);
    service.delete(ACME, ADA, lakehouse.getId());

    assertThat(audit.actions())
        .containsExactly(
            AuditAction.CREATE_LAKEHOUSE,
            AuditAction.UPDATE_LAKEHOUSE,
            AuditAction.DELETE_LAKEHOUSE);
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
    service.repository =
        new InMemory() {
          @Override
          Lakehouse save(TenantId tenant, Lakehouse lakehouse) {
            throw new PersistenceException(new SQLException("duplicate", "23505"));
          }
        };

    assertThat(code(this::created)).isEqualTo(ErrorCode.LAKEHOUSE_NAME_TAKEN);
    assertThat(audit.recorded()).isEmpty();
  }
}
