package io.lakegate.workspace;

import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.backend.Access;
import io.lakegate.backend.Authentication;
import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import jakarta.json.bind.JsonbBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How secrets are kept, moved and forgotten. */
class WorkspaceCredentialsTest {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  private static final Caller ADA = Callers.administrator(ACME);
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private final InMemoryWorkspaces rows = new InMemoryWorkspaces();
  private final List<String> users = new ArrayList<>();
  private WorkspaceService service;

  @BeforeEach
  void start() {
    service = new WorkspaceService();
    service.audit = new RecordedAudit();
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

  private Workspace created(WorkspaceBuilder builder) {
    return service.create(ACME, ADA, builder.form());
  }

  private static WorkspaceForm again(Workspace workspace) {
    WorkspaceForm form = WorkspaceForm.of(workspace);
    form.setVersion(workspace.getVersion());
    return form;
  }

  @Test
  void are_stored_sealed_and_opened_only_for_the_client() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BASIC, "svc", "hush hush"));

    assertThat(workspace.getCredential().sealedSecret()).startsWith("v1:").doesNotContain("hush");
    assertThat(service.open(ACME, workspace.getId(), ADA.personId()).access())
        .isEqualTo(
            new Access(
                URI.create("http://livy.example:8998"),
                Authentication.basic("svc", "hush hush"),
                Duration.ofSeconds(30)));
  }

  @Test
  void never_stand_in_what_the_api_shows() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BEARER, null, "hush-token"));

    String json = JsonbBuilder.create().toJson(WorkspaceView.of(workspace));

    assertThat(json)
        .contains("\"credential\":{\"type\":\"BEARER\"}")
        .doesNotContain("hush")
        .doesNotContain("v1:");
  }

  @Test
  void do_not_open_in_another_row() {
    Workspace one = created(aLivyServer().withCredential(CredentialType.BEARER, null, "t1"));
    Workspace other = created(aLivyServer().named("other"));
    other.apply(aLivyServer().named("other").form(), one.getCredential(), null);

    assertThat(
            catchThrowableOfType(
                IllegalStateException.class,
                () -> service.open(ACME, other.getId(), ADA.personId())))
        .isNotNull();
  }

  @Test
  void are_kept_when_the_secret_is_left_out() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BEARER, null, "token"));
    WorkspaceForm form = again(workspace);
    form.setName("renamed");

    service.update(ACME, ADA, workspace.getId(), form);

    assertThat(service.open(ACME, workspace.getId(), ADA.personId()).access().authentication())
        .isEqualTo(Authentication.bearer("token"));
  }

  @Test
  void are_replaced_when_a_secret_is_given() {
    Workspace workspace = created(aLivyServer().withCredential(CredentialType.BEARER, null, "old"));
    WorkspaceForm form = again(workspace);
    form.getCredential().setSecret("new");

    service.update(ACME, ADA, workspace.getId(), form);

    assertThat(service.open(ACME, workspace.getId(), ADA.personId()).access().authentication())
        .isEqualTo(Authentication.bearer("new"));
  }

  @Test
  void are_not_taken_along_to_another_address() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BEARER, null, "token"));
    WorkspaceForm form = again(workspace);
    form.setUrl("http://other.example:8998");

    LakegateException refusal = refusal(() -> service.update(ACME, ADA, workspace.getId(), form));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refusal.fields()).containsOnlyKeys("credential.secret");
    assertThat(service.open(ACME, workspace.getId(), ADA.personId()).access().address())
        .isEqualTo(URI.create("http://livy.example:8998"));
  }

  @Test
  void of_automation_are_not_taken_along_either() {
    WorkspaceBuilder builder = aLivyServer().withCredential(CredentialType.BEARER, null, "token");
    builder.form().setAutomationCredential(builder.form().getCredential());
    Workspace workspace = created(builder);
    WorkspaceForm form = again(workspace);
    form.setUrl("http://other.example:8998");
    form.getCredential().setSecret("token");

    LakegateException refusal = refusal(() -> service.update(ACME, ADA, workspace.getId(), form));

    assertThat(refusal.fields()).containsOnlyKeys("automationCredential.secret");
  }

  @Test
  void move_with_their_secret_given_again() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BEARER, null, "token"));
    WorkspaceForm form = again(workspace);
    form.setUrl("http://other.example:8998");
    form.getCredential().setSecret("token");

    service.update(ACME, ADA, workspace.getId(), form);

    assertThat(service.open(ACME, workspace.getId(), ADA.personId()).access().address())
        .isEqualTo(URI.create("http://other.example:8998"));
  }

  @Test
  void stay_when_the_address_is_only_spelled_otherwise() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BEARER, null, "token"));
    WorkspaceForm form = again(workspace);
    form.setUrl("HTTP://LIVY.example:8998/");

    service.update(ACME, ADA, workspace.getId(), form);

    assertThat(service.open(ACME, workspace.getId(), ADA.personId()).access().authentication())
        .isEqualTo(Authentication.bearer("token"));
  }

  @Test
  void do_not_become_another_type() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BASIC, "svc", "password"));
    WorkspaceForm form = again(workspace);
    form.getCredential().setType("BEARER");

    LakegateException refusal = refusal(() -> service.update(ACME, ADA, workspace.getId(), form));

    assertThat(refusal.fields()).containsOnlyKeys("credential.secret");
  }

  @Test
  void need_a_secret_at_first() {
    LakegateException refusal =
        refusal(() -> created(aLivyServer().withCredential(CredentialType.BASIC, "svc", null)));

    assertThat(refusal.fields()).containsOnlyKeys("credential.secret");
    assertThat(rows.rows).isEmpty();
  }

  @Test
  void are_forgotten_with_type_none() {
    Workspace workspace =
        created(aLivyServer().withCredential(CredentialType.BASIC, "svc", "password"));
    WorkspaceForm form = again(workspace);
    form.getCredential().setType("NONE");

    service.update(ACME, ADA, workspace.getId(), form);

    assertThat(rows.rows.get(0).getCredential())
        .isEqualTo(new Credential(CredentialType.NONE, null, null));
  }
}
