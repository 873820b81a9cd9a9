package io.lakegate.workspace;

import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.backend.Authentication;
import io.lakegate.backend.Backend;
import io.lakegate.backend.livy.LivyBackends;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.livy.LivyProblems;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.tenancy.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose token opens a workspace, and as whom code runs there. */
class WorkspaceTokensTest {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  private static final Caller ADA = Callers.administrator(ACME);
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private final FakeProvider provider = new FakeProvider();
  private final InMemoryWorkspaces rows = new InMemoryWorkspaces();
  private final Map<String, String> claims = new HashMap<>();
  private final List<String> refused = new ArrayList<>();
  private final MovingClock time = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
  private URI issuer = provider.issuer();
  private WorkspaceService service;

  @BeforeEach
  void start() {
    service = new WorkspaceService();
    service.repository = rows;
    service.forms = TestForms.forms();
    service.backends = TestBackends.livy(null);
    service.credentials = TestCredentials.credentials(KEY, "livy.example,127.0.0.1");
    service.credentials.clientTokens.clock = time;
    service.credentials.providers = new OneProvider();
    service.credentials.personTokens = new NamedTokens();
    service.personTokens = service.credentials.personTokens;
    service.people = new Claims();
    service.allowedHosts = AllowedHosts.of("livy.example,127.0.0.1");
    service.audit = new RecordedAudit();
  }

  @AfterEach
  void end() {
    provider.close();
  }

  private final class OneProvider extends IdentityProviderService {
    @Override
    public Optional<IdentityProvider> find(TenantId tenant) {
      return Optional.of(Providers.provider(tenant, issuer.toString(), List.of("sub")));
    }
  }

  private final class NamedTokens extends PersonTokenService {
    @Override
    public String accessToken(TenantId tenant, UUID personId, String scope) {
      return personId + "-for-" + scope;
    }

    @Override
    public boolean refused(TenantId tenant, UUID personId, String scope, String token) {
      refused.add(token);
      return true;
    }
  }

  private final class Claims implements KnownPeople {
    @Override
    public Optional<String> findClaim(TenantId tenant, UUID personId, String claim) {
      return Optional.ofNullable(claims.get(claim));
    }

    @Override
    public Optional<UUID> findEditor(TenantId tenant, String userName, UUID workspaceId) {
      return Optional.empty();
    }
  }

  private static WorkspaceForm byClient(String tokenUrl) {
    WorkspaceForm form =
        aLivyServer().withCredential(CredentialType.CLIENT_CREDENTIALS, null, "hush").form();
    form.getCredential().setClientId("lakegate");
    form.getCredential().setTokenUrl(tokenUrl);
    form.getCredential().setScope("livy");
    return form;
  }

  private Workspace created(WorkspaceForm form) {
    return service.create(ACME, ADA, form);
  }

  private Workspace changed(Workspace workspace, WorkspaceForm form) {
    form.setVersion(workspace.getVersion());
    return service.update(ACME, ADA, workspace.getId(), form);
  }

  private Authentication credential(Workspace workspace, UUID person) {
    return service.open(ACME, workspace.getId(), person).access().authentication();
  }

  private static Map<String, String> problems(Runnable call) {
    return catchThrowableOfType(LakegateException.class, call::run).fields();
  }

  @Test
  void an_application_gets_its_token_from_the_providers_own_endpoint_and_keeps_it() {
    Workspace workspace = created(byClient(null));

    assertThat(credential(workspace, ADA.personId()))
        .isEqualTo(Authentication.bearer("own-token-for-livy"))
        .isEqualTo(credential(workspace, UUID.randomUUID()));
    assertThat(provider.tokenRequests())
        .singleElement()
        .satisfies(asked -> assertThat(asked).containsEntry("scope", "livy"));
  }

  private boolean replaced(Workspace workspace, int status) {
    UUID person = ADA.personId();
    Backend asked = service.open(ACME, workspace.getId(), person);
    return service.replaceToken(
        ACME, workspace.getId(), person, asked, LivyBackends.seen(LivyProblems.refused(status)));
  }

  @Test
  void an_application_asks_for_a_new_token_once_when_the_server_refuses_it() {
    Workspace workspace = created(byClient(null));

    assertThat(replaced(workspace, 401)).isTrue();
    assertThat(replaced(workspace, 401)).isFalse();

    assertThat(provider.tokenRequests()).hasSize(2);
    time.passes(Duration.ofMinutes(10));
    assertThat(replaced(workspace, 401)).isTrue();
  }

  @Test
  void an_application_that_is_known_but_not_let_in_keeps_its_token() {
    Workspace workspace = created(byClient(null));

    assertThat(replaced(workspace, 403)).isFalse();

    credential(workspace, ADA.personId());
    assertThat(provider.tokenRequests()).hasSize(1);
  }

  @Test
  void a_token_that_is_always_the_same_is_not_asked_for_again() {
    WorkspaceForm form = aLivyServer().withCredential(CredentialType.BEARER, null, "same").form();

    assertThat(replaced(created(form), 401)).isFalse();
  }

  @Test
  void a_person_whose_token_the_server_refuses_gets_another_one_from_the_provider() {
    assertThat(replaced(created(byPerson()), 401)).isTrue();

    assertThat(refused).containsExactly(ADA.personId() + "-for-livy");
  }

  @Test
  void an_application_gets_its_token_from_the_endpoint_that_is_given() {
    WorkspaceForm form = byClient(provider.issuer() + "/token");
    form.getCredential().setAudience("the cluster");
    Workspace workspace = created(form);

    assertThat(credential(workspace, ADA.personId()))
        .isEqualTo(Authentication.bearer("own-token-for-livy"));
    assertThat(provider.tokenRequests().get(0)).containsEntry("audience", "the cluster");
    assertThat(workspace.getCredential().getIssuer()).isNull();
  }

  @Test
  void the_secret_of_an_application_does_not_follow_the_tenant_to_another_provider() {
    Workspace workspace = created(byClient(null));
    issuer = URI.create("https://another.example");

    credential(workspace, ADA.personId());
    assertThat(provider.tokenRequests()).hasSize(1);

    WorkspaceForm again = byClient(null);
    again.getCredential().setSecret(null);
    assertThat(problems(() -> changed(workspace, again))).containsOnlyKeys("credential.secret");
  }

  @Test
  void the_secret_of_an_application_is_not_sent_to_another_endpoint_or_as_another_client() {
    Workspace workspace = created(byClient(provider.issuer() + "/token"));
    WorkspaceForm elsewhere = byClient(provider.issuer() + "/other");
    elsewhere.getCredential().setSecret(null);
    WorkspaceForm another = byClient(provider.issuer() + "/token");
    another.getCredential().setSecret(null);
    another.getCredential().setClientId("another");

    assertThat(problems(() -> changed(workspace, elsewhere))).containsOnlyKeys("credential.secret");
    assertThat(problems(() -> changed(workspace, another))).containsOnlyKeys("credential.secret");
  }

  @Test
  void an_endpoint_for_tokens_must_be_an_allowed_host() {
    assertThat(problems(() -> created(byClient("https://evil.example/token"))))
        .containsOnlyKeys("credential.tokenUrl");
  }

  @Test
  void a_person_gets_their_own_token_and_nobody_gets_one_for_all() {
    Workspace workspace = created(byPerson());
    UUID bob = UUID.randomUUID();

    assertThat(credential(workspace, ADA.personId()))
        .isEqualTo(Authentication.bearer(ADA.personId() + "-for-livy"));
    assertThat(credential(workspace, bob)).isEqualTo(Authentication.bearer(bob + "-for-livy"));
    assertThat(service.openForNobody(ACME, workspace.getId())).isEmpty();
  }

  private static WorkspaceForm byPerson() {
    WorkspaceForm form =
        aLivyServer()
            .at("https://livy.example")
            .withCredential(CredentialType.SIGNED_IN_PERSON, null, null)
            .form();
    form.getCredential().setScope("livy");
    return form;
  }

  @Test
  void fabric_has_a_scope_of_its_own_unless_another_is_given() {
    WorkspaceForm form =
        aFabricWorkspace().withCredential(CredentialType.SIGNED_IN_PERSON, null, null).form();

    assertThat(created(form).getCredential().getScope())
        .isEqualTo("https://api.fabric.microsoft.com/.default");
  }

  @Test
  void the_identity_that_runs_is_the_one_the_server_sees() {
    UUID ada = ADA.personId();
    claims.put("userName", "ada");
    WorkspaceForm impersonating = aLivyServer().named("impersonating").form();
    impersonating.setProxyUserClaim("userName");

    assertThat(runsAs(created(byPerson()), ada)).isEqualTo("ada");
    assertThat(runsAs(created(named("client", byClient(null))), ada)).isEqualTo("lakegate");
    assertThat(
            runsAs(
                created(
                    aLivyServer()
                        .named("basic")
                        .withCredential(CredentialType.BASIC, "svc", "pw")
                        .form()),
                ada))
        .isEqualTo("svc");
    assertThat(runsAs(created(impersonating), ada)).isEqualTo("ada");
  }

  private static WorkspaceForm named(String name, WorkspaceForm form) {
    form.setName(name);
    return form;
  }

  private String runsAs(Workspace workspace, UUID person) {
    String proxyUser = service.proxyUser(ACME, workspace, person).orElse(null);
    return service.runsAs(ACME, workspace, "ada", proxyUser);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "--conf", "ada#1", "a\nb"})
  void runs_nothing_as_a_user_that_cannot_be_one(String name) {
    claims.put("upn", name);
    WorkspaceForm form = aLivyServer().form();
    form.setProxyUserClaim("upn");
    Workspace workspace = created(form);

    assertThat(
            catchThrowableOfType(
                    LakegateException.class,
                    () -> service.proxyUser(ACME, workspace, ADA.personId()))
                .code())
        .isEqualTo(ErrorCode.PROXY_USER_UNKNOWN);
  }

  @Test
  void a_check_says_that_no_token_is_to_be_had() {
    provider.refusing(FakeProvider.error("invalid_scope", null, null));
    Workspace workspace = created(byClient(null));

    assertThat(service.check(ACME, ADA, workspace.getId()))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.check()).isEqualTo(WorkspaceCheck.Subject.TOKEN);
              assertThat(check.result()).isEqualTo(WorkspaceCheck.Result.FAILED);
              assertThat(check.finding()).contains("invalid_scope").doesNotContain("hush");
            });
  }

  @Test
  void a_check_on_fabric_asks_for_both_tokens() {
    WorkspaceForm form =
        aFabricWorkspace().withCredential(CredentialType.SIGNED_IN_PERSON, null, null).form();
    form.setAutomationCredential(byClient(null).getCredential());
    Workspace workspace = created(form);

    assertThat(service.check(ACME, ADA, workspace.getId()))
        .extracting(WorkspaceCheck::check)
        .containsExactly(
            WorkspaceCheck.Subject.FABRIC_ID,
            WorkspaceCheck.Subject.TOKEN,
            WorkspaceCheck.Subject.AUTOMATION,
            WorkspaceCheck.Subject.LAUNCHING);
    assertThat(provider.tokenRequests()).hasSize(1);
  }
}
