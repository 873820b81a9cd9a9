package io.lakegate.grouprole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.client.graph.GraphClients;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.Providers;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import java.time.Clock;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryGroupServiceTest extends RepositoryTest {
  private final FakeProvider provider = new FakeProvider();
  private final Caller administrator = Providers.administrator(ACME);
  private DirectoryGroupService groups;

  @BeforeEach
  void start() {
    groups = new DirectoryGroupService();
    groups.providers = Providers.service(database, Clock.systemUTC());
    groups.oidc = FakeProvider.client();
    groups.graph = GraphClients.of(provider.graph());
    groups.graphUrl = provider.graph().toString();
    groups.entra = provider.issuer().toString().replace("/tenant", "");
    provider.graphAnswering(
        200,
        "{\"value\":[{\"id\":\"g1\",\"displayName\":\"Data engineers\"},"
            + "{\"id\":\"g2\",\"displayName\":\"Data owners\"}]}");
  }

  @AfterEach
  void end() {
    provider.close();
  }

  private void switchOn(boolean groupNames) {
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
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
    assertThat(provider.graphRequests())
        .singleElement()
        .asString()
        .contains("$search=%22displayName%3Adata%22", "$top=25");
    assertThat(groups.isOn(ACME, administrator)).isTrue();
  }

  @Test
  void is_off_until_switched_on_and_for_directories_of_entra_only() {
    refused(ErrorCode.GROUP_SEARCH_OFF, () -> groups.search(ACME, administrator, "data"));
    switchOn(false);
    refused(ErrorCode.GROUP_SEARCH_OFF, () -> groups.search(ACME, administrator, "data"));
    assertThat(groups.isOn(ACME, administrator)).isFalse();
    assertThat(provider.graphRequests()).isEmpty();
  }

  @Test
  void sends_no_token_of_another_provider_to_graph() {
    switchOn(true);
    groups.entra = "https://login.microsoftonline.com";

    refused(ErrorCode.GROUP_SEARCH_OFF, () -> groups.search(ACME, administrator, "data"));
    assertThat(provider.graphRequests()).isEmpty();
  }

  @Test
  void says_that_nobody_has_consented() {
    switchOn(true);
    provider.graphAnswering(403, "{\"error\":{\"code\":\"Authorization_RequestDenied\"}}");

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
