package io.lakegate.environment;

import static io.lakegate.environment.EnvironmentBuilder.anEnvironment;
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

class EnvironmentServiceTest {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  private static final TenantId GLOBEX = new TenantId(new UUID(0x91, 2));
  private static final Caller ADA = Callers.administrator(ACME);

  private final RecordedAudit audit = new RecordedAudit();
  private final Workspace fabric = aFabricWorkspace().of(ACME);
  private final Workspace livy = aLivyServer().of(ACME);
  private final Workspace theirs = aFabricWorkspace().of(GLOBEX);
  private final List<String> users = new ArrayList<>();
  private final InMemory rows = new InMemory();
  private EnvironmentService service;

  @BeforeEach
  void start() {
    service = new EnvironmentService();
    service.audit = audit;
    service.repository = rows;
    service.workspaces = new Workspaces();
    service.forms = TestForms.forms();
    service.usages = new Users();
  }

  private static class InMemory extends EnvironmentRepository {
    final List<Environment> rows = new ArrayList<>();

    @Override
    List<Environment> list(TenantId tenant, Reach reach, UUID workspaceId, ListQuery query) {
      return rows.stream().filter(row -> row.getTenantId().equals(tenant)).toList();
    }

    @Override
    Optional<Environment> find(TenantId tenant, UUID id) {
      return list(tenant, Reach.all(), null, null).stream()
          .filter(row -> row.getId().equals(id))
          .findFirst();
    }

    @Override
    Optional<Environment> findByName(TenantId tenant, UUID workspaceId, String name) {
      return list(tenant, Reach.all(), null, null).stream()
          .filter(row -> row.getWorkspaceId().equals(workspaceId) && row.getName().equals(name))
          .findFirst();
    }

    @Override
    Environment save(TenantId tenant, Environment environment) {
      rows.remove(environment);
      rows.add(environment);
      return environment;
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

  private EnvironmentBuilder inFabric() {
    return anEnvironment().in(fabric.getId());
  }

  private Environment created() {
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
    assertThat(problems(new EnvironmentForm())).containsOnlyKeys("workspaceId", "name", "fabricId");
  }

  @Test
  void refuses_ids_that_are_none() {
    EnvironmentForm form = inFabric().form();
    form.setWorkspaceId("fabric");
    form.setFabricId("../../secrets");

    assertThat(problems(form)).containsOnlyKeys("workspaceId", "fabricId");
  }

  @Test
  void refuses_a_runtime_that_is_no_line_of_text() {
    EnvironmentForm form = inFabric().form();
    form.setRuntime("1.3\n");

    assertThat(problems(form)).containsOnlyKeys("runtime");
  }

  @Test
  void is_registered_in_a_fabric_workspace() {
    Environment environment = created();

    assertThat(environment.getWorkspaceId()).isEqualTo(fabric.getId());
    assertThat(rows.rows).containsExactly(environment);
  }

  @Test
  void keeps_its_id_in_lower_case() {
    EnvironmentForm form = inFabric().form();
    form.setFabricId("ABCDEFAB-ABCD-4ABC-8ABC-ABCDEFABCDEF");

    assertThat(service.create(ACME, ADA, form).getFabricId())
        .isEqualTo("abcdefab-abcd-4abc-8abc-abcdefabcdef");
  }

  @Test
  void is_not_registered_on_a_livy_server() {
    EnvironmentForm form = anEnvironment().in(livy.getId()).form();

    assertThat(refusal(() -> service.create(ACME, ADA, form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void is_not_registered_in_another_tenants_workspace() {
    EnvironmentForm form = anEnvironment().in(theirs.getId()).form();

    assertThat(refusal(() -> service.create(ACME, ADA, form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void stays_in_its_workspace() {
    Environment environment = created();
    EnvironmentForm form = EnvironmentForm.of(environment);
    form.setWorkspaceId(livy.getId().toString());

    assertThat(refusal(() -> service.update(ACME, ADA, environment.getId(), form)).fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void refuses_a_name_that_is_taken_in_the_workspace() {
    created();

    LakegateException refusal = refusal(this::created);

    assertThat(refusal.code()).isEqualTo(ErrorCode.ENVIRONMENT_NAME_TAKEN);
    assertThat(refusal.fields()).containsOnlyKeys("name");
  }

  @Test
  void calls_it_the_same_when_another_request_took_the_name_in_between() {
    service.repository = saving("23505");

    assertThat(code(this::created)).isEqualTo(ErrorCode.ENVIRONMENT_NAME_TAKEN);
  }

  @Test
  void refuses_a_workspace_that_another_request_deleted_in_between() {
    service.repository = saving("23503");

    assertThat(refusal(this::created).fields()).containsOnlyKeys("workspaceId");
  }

  private static InMemory saving(String sqlState) {
    return new InMemory() {
      @Override
      Environment save(TenantId tenant, Environment environment) {
        throw new PersistenceException(new SQLException("refused", sqlState));
      }
    };
  }

  @Test
  void is_changed_with_its_version_only() {
    Environment environment = created();
    EnvironmentForm form = EnvironmentForm.of(environment);
    form.setName("renamed");
    EnvironmentForm stale = EnvironmentForm.of(environment);
    stale.setVersion(99);

    service.update(ACME, ADA, environment.getId(), form);

    assertThat(rows.rows.get(0).getName()).isEqualTo("renamed");
    assertThat(code(() -> service.update(ACME, ADA, environment.getId(), stale)))
        .isEqualTo(ErrorCode.STALE);
  }

  @Test
  void is_not_deleted_while_in_use() {
    Environment environment = created();
    users.add("session profile 'etl'");

    LakegateException refusal = refusal(() -> service.delete(ACME, ADA, environment.getId()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.ENVIRONMENT_IN_USE);
    assertThat(refusal).hasMessageContaining("session profile 'etl'");
    assertThat(rows.rows).hasSize(1);
  }

  @Test
  void is_deleted_when_nothing_uses_it() {
    Environment environment = created();

    service.delete(ACME, ADA, environment.getId());

    assertThat(rows.rows).isEmpty();
  }

  @Test
  void is_read_by_every_role_and_changed_by_administrators() {
    Environment environment = created();
    UUID id = environment.getId();
    Caller editor = Callers.editor(ACME);

    assertThat(service.get(ACME, Callers.viewer(ACME), id)).isEqualTo(environment);
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
        .isEqualTo(ErrorCode.ENVIRONMENT_NOT_FOUND);
    assertThat(code(() -> service.update(GLOBEX, stranger, id, null)))
        .isEqualTo(ErrorCode.ENVIRONMENT_NOT_FOUND);
    assertThat(code(() -> service.delete(GLOBEX, stranger, id)))
        .isEqualTo(ErrorCode.ENVIRONMENT_NOT_FOUND);
  }

  @Test
  void says_what_was_made() {
    service.create(ACME, ADA, inFabric().form());

    assertThat(audit.actions()).containsExactly(AuditAction.CREATE_ENVIRONMENT);
  }
}
