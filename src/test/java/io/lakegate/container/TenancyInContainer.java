package io.lakegate.container;

import static io.lakegate.container.Refusals.refusalOf;
import static io.lakegate.fabricitem.FabricItemBuilder.aLakehouse;
import static io.lakegate.fabricitem.FabricItemBuilder.anEnvironment;
import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.container.Companies.Company;
import io.lakegate.fabricitem.FabricItemKind;
import io.lakegate.fabricitem.FabricItemService;
import io.lakegate.person.RestTokenForm;
import io.lakegate.person.RestTokenService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.session.LaunchForm;
import io.lakegate.session.SessionFilter;
import io.lakegate.session.SessionService;
import io.lakegate.session.StatementForm;
import io.lakegate.session.StatementService;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.WorkspaceForm;
import io.lakegate.workspace.WorkspaceService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Globex knows the ids of Acme's rows, and its administrator asks for them as his own. */
@ArquillianTest
class TenancyInContainer {
  @Inject Companies companies;
  @Inject WorkspaceService workspaces;
  @Inject FabricItemService items;
  @Inject SessionProfileService profiles;
  @Inject SessionService sessions;
  @Inject StatementService statements;
  @Inject RestTokenService tokens;

  private Company acme;
  private Company globex;

  @BeforeEach
  void found() throws SQLException {
    acme = companies.found();
    globex = companies.found();
  }

  @Test
  void lists_hold_ones_own_rows_only() {
    workspace(acme, aLivyServer().named("acmes").form());
    UUID own = workspace(globex, aLivyServer().named("globex's").form());

    assertThat(workspaces.list(globex.tenant(), globex.administrator(), ListQuery.all()))
        .extracting("id")
        .containsExactly(own);
    assertThat(workspaces.count(globex.tenant(), globex.administrator())).isOne();
  }

  @Test
  void anothers_workspace_is_not_found_and_stays_as_it_is() {
    UUID id = workspace(acme, aLivyServer().form());
    WorkspaceForm form = aLivyServer().named("taken over").form();
    form.setVersion(0);

    assertNotFound(
        ErrorCode.WORKSPACE_NOT_FOUND,
        () -> workspaces.get(globex.tenant(), globex.administrator(), id),
        () -> workspaces.update(globex.tenant(), globex.administrator(), id, form),
        () -> workspaces.check(globex.tenant(), globex.administrator(), id),
        () -> workspaces.delete(globex.tenant(), globex.administrator(), id),
        () -> workspaces.open(globex.tenant(), id, UUID.randomUUID()));
    assertThat(workspaces.find(acme.tenant(), id).orElseThrow().getName()).isEqualTo("cluster");
  }

  @Test
  void anothers_lakehouse_environment_and_profile_are_not_found() {
    UUID workspace = workspace(acme, aFabricWorkspace().form());
    UUID lakehouse =
        items
            .create(
                acme.tenant(),
                acme.administrator(),
                FabricItemKind.LAKEHOUSE,
                aLakehouse().in(workspace).form())
            .getId();
    UUID environment =
        items
            .create(
                acme.tenant(),
                acme.administrator(),
                FabricItemKind.ENVIRONMENT,
                anEnvironment().in(workspace).form())
            .getId();
    UUID profile =
        profiles
            .create(
                acme.tenant(),
                acme.administrator(),
                aSessionProfile().on(workspace).in(lakehouse).with(environment).form())
            .getId();

    assertNotFound(
        ErrorCode.LAKEHOUSE_NOT_FOUND,
        () ->
            items.get(globex.tenant(), globex.administrator(), FabricItemKind.LAKEHOUSE, lakehouse),
        () ->
            items.delete(
                globex.tenant(), globex.administrator(), FabricItemKind.LAKEHOUSE, lakehouse));
    assertNotFound(
        ErrorCode.ENVIRONMENT_NOT_FOUND,
        () ->
            items.get(
                globex.tenant(), globex.administrator(), FabricItemKind.ENVIRONMENT, environment),
        () ->
            items.delete(
                globex.tenant(), globex.administrator(), FabricItemKind.ENVIRONMENT, environment));
    assertNotFound(
        ErrorCode.SESSION_PROFILE_NOT_FOUND,
        () -> profiles.get(globex.tenant(), globex.administrator(), profile),
        () -> profiles.preview(globex.tenant(), globex.administrator(), profile),
        () -> profiles.delete(globex.tenant(), globex.administrator(), profile),
        () -> sessions.launch(globex.tenant(), globex.editor(), launch(profile), null));
    assertThat(profiles.find(acme.tenant(), profile)).isPresent();
  }

  @Test
  void a_profile_cannot_be_put_on_anothers_workspace() {
    UUID workspace = workspace(acme, aLivyServer().form());

    assertThat(
            refusalOf(
                    () ->
                        profiles.create(
                            globex.tenant(),
                            globex.administrator(),
                            aSessionProfile().on(workspace).form()))
                .fields())
        .containsOnlyKeys("workspaceId");
  }

  @Test
  void anothers_session_and_what_runs_in_it_are_not_found() throws Exception {
    try (SilentLivy livy = new SilentLivy()) {
      UUID workspace = workspace(acme, aLivyServer().at(livy.url()).form());
      UUID profile =
          profiles
              .create(acme.tenant(), acme.administrator(), aSessionProfile().on(workspace).form())
              .getId();
      UUID session = sessions.launch(acme.tenant(), acme.editor(), launch(profile), null).getId();
      UUID statement =
          statements.submit(acme.tenant(), acme.editor(), session, code("1 + 1"), null).getId();

      assertNotFound(
          ErrorCode.SESSION_NOT_FOUND,
          () -> sessions.get(globex.tenant(), globex.administrator(), session),
          () -> sessions.stop(globex.tenant(), globex.administrator(), session),
          () -> sessions.findLog(globex.tenant(), globex.administrator(), session),
          () -> statements.submit(globex.tenant(), globex.editor(), session, code("2"), null),
          () -> statements.list(globex.tenant(), globex.administrator(), session, 0, 10));
      assertNotFound(
          ErrorCode.STATEMENT_NOT_FOUND,
          () -> statements.get(globex.tenant(), globex.administrator(), statement),
          () -> statements.cancel(globex.tenant(), globex.editor(), session, statement));
      assertThat(
              sessions.list(globex.tenant(), globex.administrator(), SessionFilter.any(), null, 10))
          .isEmpty();
      assertThat(sessions.get(acme.tenant(), acme.viewer(), session).isEnded()).isFalse();
    }
  }

  @Test
  void anothers_token_is_not_found_and_stays_alive() {
    RestTokenForm form = new RestTokenForm();
    form.setName("nightly");
    UUID token = tokens.create(acme.tenant(), acme.editor(), form, null).row().getId();

    assertNotFound(
        ErrorCode.TOKEN_NOT_FOUND,
        () -> tokens.get(globex.tenant(), globex.administrator(), token),
        () -> tokens.revoke(globex.tenant(), globex.administrator(), token));
    assertThat(tokens.callerOf(globex.tenant(), globex.editor().tenantSlug(), token)).isEmpty();
    assertThat(tokens.callerOf(acme.tenant(), acme.editor().tenantSlug(), token))
        .contains(acme.editor().bearing(token));
  }

  private static void assertNotFound(ErrorCode code, Runnable... asked) {
    assertThat(asked).allSatisfy(one -> assertThat(refusalOf(one::run).code()).isEqualTo(code));
  }

  private UUID workspace(Company company, WorkspaceForm form) {
    return workspaces.create(company.tenant(), company.administrator(), form).getId();
  }

  private static LaunchForm launch(UUID profile) {
    LaunchForm form = new LaunchForm();
    form.setProfileId(profile);
    return form;
  }

  private static StatementForm code(String code) {
    StatementForm form = new StatementForm();
    form.setCode(code);
    return form;
  }
}
