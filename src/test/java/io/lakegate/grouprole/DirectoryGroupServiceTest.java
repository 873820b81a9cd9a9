package io.lakegate.grouprole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.client.WordForWord;
import io.lakegate.client.graph.GraphClients;
import io.lakegate.client.graph.GraphGroup;
import io.lakegate.client.graph.GraphStub;
import io.lakegate.client.oidc.EntraStub;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.Providers;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryGroupServiceTest extends RepositoryTest {
  private static final String SEARCH =
      "$search=%22displayName%3Adata%22"
          + "&$select=id,displayName&$orderby=displayName&$count=true&$top=25";

  private final EntraStub entra = new EntraStub();
  private final GraphStub microsoft = new GraphStub(EntraStub.OWN_TOKEN);
  private final Caller administrator = Providers.administrator(ACME);
  private DirectoryGroupService groups;

  @BeforeEach
  void start() {
    groups = new DirectoryGroupService();
    groups.providers = Providers.service(database, Clock.systemUTC());
    groups.oidc = FakeProvider.client();
    groups.graph = GraphClients.of(microsoft.uri());
    groups.graphUrl = microsoft.uri().toString();
    groups.entra = entra.authority();
    entra.givingTheClient(microsoft.uri() + "/.default", EntraStub.OWN_TOKEN);
    microsoft.finding(
        SEARCH,
        List.of(new GraphGroup("g1", "Data engineers"), new GraphGroup("g2", "Data owners")));
  }

  @AfterEach
  void end() {
    microsoft.close();
    entra.close();
  }

  private void switchOn(boolean groupNames) {
    IdentityProviderForm form = Providers.form(entra.issuer());
    form.setGroupNames(groupNames);
    groups.providers.save(ACME, administrator, form);
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void finds_groups_by_name_with_a_token_of_lakegates_own() {
    switchOn(true);

    assertThat(groups.search(ACME, administrator, " data "))
        .containsExactly(
            new DirectoryGroup("g1", "Data engineers"), new DirectoryGroup("g2", "Data owners"));
    assertThat(microsoft.requests()).containsExactly("GET /v1.0/groups?" + SEARCH);
    assertThat(groups.isOn(ACME, administrator)).isTrue();
  }

  @Test
  void is_off_until_switched_on_and_for_directories_of_entra_only() {
    refused(ErrorCode.GROUP_SEARCH_OFF, () -> groups.search(ACME, administrator, "data"));
    switchOn(false);
    refused(ErrorCode.GROUP_SEARCH_OFF, () -> groups.search(ACME, administrator, "data"));
    assertThat(groups.isOn(ACME, administrator)).isFalse();
    assertThat(microsoft.requests()).isEmpty();
  }

  @Test
  void sends_no_token_of_another_provider_to_graph() {
    switchOn(true);
    groups.entra = "https://login.microsoftonline.com";

    refused(ErrorCode.GROUP_SEARCH_OFF, () -> groups.search(ACME, administrator, "data"));
    assertThat(microsoft.requests()).isEmpty();
  }

  @Test
  void says_that_nobody_has_consented() {
    switchOn(true);
    microsoft.answering(WordForWord.answer(403, "graph/authorization-request-denied"));

    refused(ErrorCode.GRAPH_FAILED, () -> groups.search(ACME, administrator, "data"));
  }

  @Test
  void is_for_administrators_who_say_what_they_look_for() {
    switchOn(true);
    Caller editor = new Caller(ACME, "acme", UUID.randomUUID(), "ed", Role.EDITORS);

    refused(ErrorCode.FORBIDDEN, () -> groups.search(ACME, editor, "data"));
    refused(ErrorCode.FORBIDDEN, () -> groups.isOn(ACME, editor));
    refused(ErrorCode.INVALID, () -> groups.search(ACME, administrator, "d"));
    refused(ErrorCode.INVALID, () -> groups.search(ACME, administrator, null));
  }
}
