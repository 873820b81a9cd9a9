package io.lakegate.workspace;

import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.backend.Authentication;
import io.lakegate.backend.Backend;
import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import jakarta.persistence.PersistenceException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkspaceServiceTest {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  private static final TenantId GLOBEX = new TenantId(new UUID(0x91, 2));
  private static final Caller ADA = Callers.administrator(ACME);
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String OTHER_KEY = "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private final RecordedAudit audit = new RecordedAudit();
  private final InMemoryWorkspaces rows = new InMemoryWorkspaces();
  private final List<String> users = new ArrayList<>();
  private WorkspaceService service;

  @BeforeEach
  void start() {
    service = new WorkspaceService();
    service.audit = audit;
    service.repository = rows;
    service.forms = TestForms.forms();
    service.backends = TestBackends.livy(null);
    service.credentials = TestCredentials.credentials(KEY, "livy.example,other.example");
    service.allowedHosts = AllowedHosts.of("livy.example,other.example");
    service.usages = new Users();
  }

  private final class Users extends Usages {
    @Override
    public List<String> of(TenantId tenant, UUID id) {
      return users;
    }
  }

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  private static ErrorCode code(ThrowingCallable call) {
    return refusal(call).code();
  }

  private Workspace created(WorkspaceBuilder builder) {
    return service.create(ACME, ADA, builder.form());
  }

  private static WorkspaceForm again(Workspace workspace) {
    WorkspaceForm form = WorkspaceForm.of(workspace);
    form.setVersion(workspace.getVersion());
    return form;
  }

  @Test
  void lets_requests_go_only_to_allowed_hosts_and_says_so_beside_the_address() {
    LakegateException refusal =
        refusal(() -> created(aLivyServer().at("http://169.254.169.254/latest")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
    assertThat(refusal.fields()).containsOnlyKeys("url");
    assertThat(rows.rows).isEmpty();
  }

  @Test
  void refuses_a_name_that_is_taken_beside_the_name() {
    created(aLivyServer());

    LakegateException refusal = refusal(() -> created(aFabricWorkspace().named("cluster")));

    assertThat(refusal.code()).isEqualTo(ErrorCode.WORKSPACE_NAME_TAKEN);
    assertThat(refusal.fields()).containsOnlyKeys("name");
  }

  @Test
  void calls_it_the_same_when_another_request_took_the_name_in_between() {
    service.repository =
        new InMemoryWorkspaces() {
          @Override
          Workspace save(TenantId tenant, Workspace workspace) {
            throw new PersistenceException(new SQLException("duplicate", "23505"));
          }
        };

    assertThat(code(() -> created(aLivyServer()))).isEqualTo(ErrorCode.WORKSPACE_NAME_TAKEN);
  }

  @Test
  void may_keep_its_own_name() {
    Workspace workspace = created(aLivyServer());

    service.update(ACME, ADA, workspace.getId(), again(workspace));

    assertThat(rows.rows).hasSize(1);
  }

  @Test
  void refuses_a_change_of_another_version_or_of_none() {
    Workspace workspace = created(aLivyServer());
    WorkspaceForm stale = again(workspace);
    stale.setVersion(99);
    WorkspaceForm blind = again(workspace);
    blind.setVersion(null);

    assertThat(code(() -> service.update(ACME, ADA, workspace.getId(), stale)))
        .isEqualTo(ErrorCode.STALE);
    assertThat(refusal(() -> service.update(ACME, ADA, workspace.getId(), blind)).fields())
        .containsOnlyKeys("version");
  }

  @Test
  void stays_of_its_kind() {
    Workspace workspace = created(aLivyServer());
    WorkspaceForm form = aFabricWorkspace().named("cluster").form();
    form.setVersion(workspace.getVersion());

    assertThat(refusal(() -> service.update(ACME, ADA, workspace.getId(), form)).fields())
        .containsOnlyKeys("kind");
  }

  @Test
  void is_not_deleted_while_in_use_and_names_the_users() {
    Workspace workspace = created(aLivyServer());
    users.add("session profile 'etl'");
    users.add("session 'etl-1' of ada");

    LakegateException refusal = refusal(() -> service.delete(ACME, ADA, workspace.getId()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.WORKSPACE_IN_USE);
    assertThat(refusal).hasMessageContaining("session profile 'etl' and session 'etl-1' of ada");
    assertThat(rows.rows).hasSize(1);
  }

  @Test
  void is_in_use_as_well_when_the_database_says_so() {
    InMemoryWorkspaces referred =
        new InMemoryWorkspaces() {
          @Override
          void delete(TenantId tenant, UUID id) {
            throw new PersistenceException(new SQLException("referred to", "23503"));
          }
        };
    service.repository = referred;
    Workspace workspace = created(aLivyServer());

    assertThat(code(() -> service.delete(ACME, ADA, workspace.getId())))
        .isEqualTo(ErrorCode.WORKSPACE_IN_USE);
  }

  @Test
  void is_deleted_when_nothing_uses_it() {
    Workspace workspace = created(aLivyServer());

    service.delete(ACME, ADA, workspace.getId());

    assertThat(rows.rows).isEmpty();
  }

  @Test
  void is_read_by_every_role_of_the_tenant_and_changed_by_administrators() {
    Workspace workspace = created(aLivyServer());
    Caller viewer = Callers.viewer(ACME);
    Caller editor = Callers.editor(ACME);

    assertThat(service.get(ACME, viewer, workspace.getId())).isEqualTo(workspace);
    assertThat(service.list(ACME, viewer, ListQuery.all())).containsExactly(workspace);
    assertThat(code(() -> service.create(ACME, editor, null))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.update(ACME, editor, workspace.getId(), null)))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.delete(ACME, editor, workspace.getId())))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> service.check(ACME, editor, workspace.getId())))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void is_not_even_listed_for_operators() {
    assertThat(code(() -> service.list(ACME, Callers.operator(ACME), ListQuery.all())))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void is_not_found_by_another_tenant_whatever_the_role() {
    Workspace workspace = created(aLivyServer());
    UUID id = workspace.getId();
    Caller theirs = Callers.viewer(GLOBEX);

    assertThat(code(() -> service.get(GLOBEX, theirs, id)))
        .isEqualTo(ErrorCode.WORKSPACE_NOT_FOUND);
    assertThat(code(() -> service.update(GLOBEX, theirs, id, null)))
        .isEqualTo(ErrorCode.WORKSPACE_NOT_FOUND);
    assertThat(code(() -> service.delete(GLOBEX, theirs, id)))
        .isEqualTo(ErrorCode.WORKSPACE_NOT_FOUND);
    assertThat(code(() -> service.check(GLOBEX, theirs, id)))
        .isEqualTo(ErrorCode.WORKSPACE_NOT_FOUND);
    assertThat(code(() -> service.open(GLOBEX, id, ADA.personId())))
        .isEqualTo(ErrorCode.WORKSPACE_NOT_FOUND);
  }

  @Test
  void refuses_no_form_at_all() {
    assertThat(code(() -> service.create(ACME, ADA, null))).isEqualTo(ErrorCode.BAD_JSON);
  }

  @Test
  void has_no_endpoint_on_fabric_yet() {
    Workspace workspace = created(aFabricWorkspace());

    assertThat(code(() -> service.open(ACME, workspace.getId(), ADA.personId())))
        .isEqualTo(ErrorCode.LAUNCH_ON_FABRIC_LATER);
  }

  @Test
  void checks_of_fabric_only_the_id_and_says_what_comes_later() {
    Workspace workspace = created(aFabricWorkspace());

    assertThat(service.check(ACME, ADA, workspace.getId()))
        .extracting(WorkspaceCheck::check)
        .containsExactly(WorkspaceCheck.Subject.FABRIC_ID, WorkspaceCheck.Subject.LAUNCHING);
  }

  @Test
  void says_in_a_check_that_a_secret_cannot_be_read_any_more() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BEARER, null, "token"));
    service.credentials.secrets = SecretBox.of(OTHER_KEY);

    assertThat(service.check(ACME, ADA, workspace.getId()))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.check()).isEqualTo(WorkspaceCheck.Subject.SECRET_READABLE);
              assertThat(check.result()).isEqualTo(WorkspaceCheck.Result.FAILED);
            });
  }

  @Test
  void is_seeded_once_and_then_brought_up_to_date() {
    service.seed(
        ACME, aLivyServer().withCredential(CredentialType.BEARER, null, "first").form(), "Other");

    service.seed(
        ACME,
        aLivyServer()
            .at("http://127.0.0.1:4040")
            .withCredential(CredentialType.BEARER, null, "second")
            .form(),
        "Other");

    assertThat(rows.rows).hasSize(1);
    Backend backend = service.open(ACME, rows.rows.get(0).getId(), ADA.personId());
    assertThat(backend.access().address()).isEqualTo(URI.create("http://127.0.0.1:4040"));
    assertThat(backend.access().authentication()).isEqualTo(Authentication.bearer("second"));
  }

  @Test
  void is_renamed_when_it_was_seeded_for_another_kind_of_backend() {
    UUID sandbox = service.seed(ACME, aLivyServer().named("Sandbox").form(), "Livy server").getId();

    Workspace real = service.seed(ACME, aLivyServer().named("Livy server").form(), "Sandbox");

    assertThat(real.getId()).isEqualTo(sandbox);
    assertThat(rows.rows).extracting(Workspace::getName).containsExactly("Livy server");
  }

  @Test
  void says_that_a_secret_was_given_and_never_which() {
    Workspace workspace = created(aLivyServer());
    WorkspaceForm form = again(workspace);
    form.getCredential().setType("BEARER");
    form.getCredential().setSecret("canary-of-the-workspace");

    service.update(ACME, ADA, workspace.getId(), form);

    assertThat(audit.last().action()).isEqualTo(AuditAction.UPDATE_WORKSPACE);
    assertThat(audit.last().entry().replaced()).containsExactly("credential.secret");
    assertThat(audit.last().after()).contains("\"credential.secret\":\"••••••\"");
    assertThat(audit.recorded().toString()).doesNotContain("canary-of-the-workspace");
    Workspace stored = rows.rows.get(0);
    assertThat(audit.recorded().toString()).doesNotContain(stored.getCredential().sealedSecret());
  }

  @Test
  void names_the_system_for_what_is_seeded() {
    service.seed(ACME, aLivyServer().form(), "Other");

    assertThat(audit.last().actor()).isEqualTo("system");
  }
}
