package io.lakegate.workspace;

import static io.lakegate.platform.form.TestForms.problems;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceFormTest {
  @Test
  void takes_a_livy_server_and_a_fabric_workspace() {
    assertThat(problems(aLivyServer().form())).isEmpty();
    assertThat(problems(aFabricWorkspace().form())).isEmpty();
  }

  @Test
  void asks_for_name_and_kind() {
    assertThat(problems(new WorkspaceForm())).containsOnlyKeys("name", "kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a\nb", "a\tb", "a\0b"})
  void refuses_a_name_that_is_none(String name) {
    assertThat(problems(aLivyServer().named(name).form())).containsOnlyKeys("name");
  }

  @Test
  void takes_names_of_1_to_100_characters() {
    assertThat(problems(aLivyServer().named("a").form())).isEmpty();
    assertThat(problems(aLivyServer().named("Über 1").form())).isEmpty();
    assertThat(problems(aLivyServer().named("a".repeat(100)).form())).isEmpty();
    assertThat(problems(aLivyServer().named("a".repeat(101)).form())).containsOnlyKeys("name");
  }

  @Test
  void says_that_databricks_comes_later() {
    WorkspaceForm form = aLivyServer().form();
    form.setKind("DATABRICKS");

    assertThat(problems(form).get("kind")).contains("later version");
  }

  @Test
  void refuses_a_kind_there_is_not() {
    WorkspaceForm form = aLivyServer().form();
    form.setKind("livy");

    assertThat(problems(form)).containsOnlyKeys("kind");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "livy:8998",
        "ftp://livy:21",
        "http://",
        "http:///path",
        "http://user:secret@livy:8998",
        "http://livy:8998?x=1",
        "http://livy:8998#x",
        "http://livy:99999",
        "http://livy:0",
        "http://li vy",
        "/sessions",
        "file:///etc/passwd",
        "javascript:alert(1)"
      })
  void refuses_what_is_no_address_of_a_server(String url) {
    assertThat(problems(aLivyServer().at(url).form())).containsOnlyKeys("url");
  }

  @ParameterizedTest
  @CsvSource({
    "http://livy:8998/, http://livy:8998",
    "HTTPS://Livy.Example//, https://livy.example",
    "https://gate/livy/v1/, https://gate/livy/v1",
    "https://gate/a/../b, https://gate/b",
    "http://[::1]:8998, http://[::1]:8998",
    "' http://livy:8998 ', http://livy:8998"
  })
  void keeps_one_spelling_of_an_address(String typed, String kept) {
    WorkspaceForm form = aLivyServer().at(typed).form();

    assertThat(problems(form)).isEmpty();
    assertThat(form.plainUrl()).isEqualTo(kept);
  }

  @Test
  void asks_a_livy_server_for_its_address_and_nothing_of_fabric() {
    WorkspaceForm form = aLivyServer().at(null).form();
    form.setFabricId("11111111-1111-4111-8111-111111111111");

    assertThat(problems(form)).containsOnlyKeys("url", "fabricId");
  }

  @Test
  void asks_a_fabric_workspace_for_its_id_and_nothing_of_livy() {
    WorkspaceForm form = aFabricWorkspace().at("http://livy:8998").form();
    form.setFabricId(null);

    assertThat(problems(form)).containsOnlyKeys("url", "fabricId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "11111111111141118111111111111111", "11111111-1111-4111-8111-11111111111g"})
  void refuses_a_fabric_id_that_is_no_guid(String id) {
    WorkspaceForm form = aFabricWorkspace().form();
    form.setFabricId(id);

    assertThat(problems(form)).containsOnlyKeys("fabricId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT30S", "PT5M", "pt30s", "PT4M60S"})
  void takes_a_timeout_from_1_second_to_5_minutes(String timeout) {
    WorkspaceForm form = aLivyServer().form();
    form.setRequestTimeout(timeout);

    assertThat(problems(form)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT0.5S",
        "PT1.5S",
        "PT0S",
        "-PT30S",
        "PT5M1S",
        "P1D",
        "30",
        "30s",
        "",
        "P99999999999D"
      })
  void refuses_every_other_timeout(String timeout) {
    WorkspaceForm form = aLivyServer().form();
    form.setRequestTimeout(timeout);

    assertThat(problems(form)).containsOnlyKeys("requestTimeout");
  }

  private static WorkspaceForm byClient(String tokenUrl, String scope) {
    WorkspaceForm form =
        aLivyServer().withCredential(CredentialType.CLIENT_CREDENTIALS, null, "secret").form();
    form.getCredential().setClientId("lakegate");
    form.getCredential().setTokenUrl(tokenUrl);
    form.getCredential().setScope(scope);
    return form;
  }

  private static WorkspaceForm byPerson(String url, String scope) {
    WorkspaceForm form =
        aLivyServer().at(url).withCredential(CredentialType.SIGNED_IN_PERSON, null, null).form();
    form.getCredential().setScope(scope);
    return form;
  }

  @Test
  void takes_client_credentials_with_a_token_url_or_the_providers_own() {
    assertThat(problems(byClient("https://login.example/token", "livy"))).isEmpty();
    assertThat(problems(byClient("http://127.0.0.1:8080/token", null))).isEmpty();
    assertThat(problems(byClient(" ", "api://livy/.default"))).isEmpty();
  }

  @Test
  void asks_client_credentials_for_a_client() {
    WorkspaceForm form = byClient(null, null);
    form.getCredential().setClientId("");

    assertThat(problems(form)).containsOnlyKeys("credential.clientId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://login.example/token", "login.example", "https://u:p@login/t"})
  void sends_a_client_secret_only_where_nobody_listens(String tokenUrl) {
    assertThat(problems(byClient(tokenUrl, null))).containsOnlyKeys("credential.tokenUrl");
  }

  @Test
  void asks_for_the_scope_of_a_persons_token_which_goes_only_where_nobody_listens() {
    assertThat(problems(byPerson("https://livy.example", "api://livy/run api://livy/read")))
        .isEmpty();
    assertThat(problems(byPerson("https://livy.example", " ")))
        .containsOnlyKeys("credential.scope");
    assertThat(problems(byPerson("http://livy.example:8998", "livy"))).containsOnlyKeys("url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a  b", "a\tb", "a\"b", "a\\\\b", "https://one.example/x https://two.example/x"})
  void refuses_scopes_of_no_or_of_two_resources(String scope) {
    assertThat(problems(byPerson("https://livy.example", scope)))
        .containsOnlyKeys("credential.scope");
  }

  @Test
  void lets_nobody_be_signed_in_for_automation() {
    WorkspaceForm form = aLivyServer().form();
    form.setAutomationCredential(byPerson("https://livy.example", "livy").getCredential());

    assertThat(problems(form)).containsOnlyKeys("automationCredential.type");
  }

  @Test
  void takes_on_fabric_what_brings_a_token() {
    WorkspaceForm form =
        aFabricWorkspace().withCredential(CredentialType.SIGNED_IN_PERSON, null, null).form();
    form.setAutomationCredential(byClient(null, null).getCredential());

    assertThat(problems(form)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\nb", "\"a\""})
  void refuses_a_claim_that_cannot_be_one(String claim) {
    WorkspaceForm form = aLivyServer().form();
    form.setProxyUserClaim(claim);

    assertThat(problems(form)).containsOnlyKeys("proxyUserClaim");
  }

  @Test
  void impersonates_nobody_on_fabric() {
    WorkspaceForm form = aFabricWorkspace().form();
    form.setProxyUserClaim("userName");

    assertThat(problems(form)).containsOnlyKeys("proxyUserClaim");
  }

  @Test
  void refuses_a_credential_of_a_type_there_is_not() {
    WorkspaceForm form = aLivyServer().form();
    form.getCredential().setType("KERBEROS");

    assertThat(problems(form)).containsOnlyKeys("credential.type");
  }

  @Test
  void refuses_a_fixed_credential_on_fabric() {
    WorkspaceForm form =
        aFabricWorkspace().withCredential(CredentialType.BEARER, null, "token").form();

    assertThat(problems(form)).containsOnlyKeys("credential.type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a\nb", "", " "})
  void refuses_a_user_that_cannot_stand_in_a_header(String user) {
    WorkspaceForm form = aLivyServer().withCredential(CredentialType.BASIC, user, "pw").form();

    assertThat(problems(form)).containsOnlyKeys("credential.user");
  }

  @Test
  void refuses_a_secret_that_would_smuggle_in_a_header() {
    WorkspaceForm form =
        aLivyServer().withCredential(CredentialType.BEARER, null, "x\r\nX-Admin: 1").form();

    assertThat(problems(form)).containsOnlyKeys("credential.secret");
  }
}
