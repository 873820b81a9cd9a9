package io.lakegate.container;

import static io.lakegate.container.Refusals.refusalOf;
import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lakegate.container.Companies.Company;
import io.lakegate.operator.OperatorService;
import io.lakegate.person.RestTokenForm;
import io.lakegate.person.RestTokenService;
import io.lakegate.platform.api.ProblemMapper;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.Caller;
import io.lakegate.session.LaunchForm;
import io.lakegate.session.SessionService;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.tenant.TenantForm;
import io.lakegate.tenant.TenantService;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceForm;
import io.lakegate.workspace.WorkspaceService;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What commits together, as the server's interceptors and its transactions over the pool do it. */
@ArquillianTest
class TransactionsInContainer {
  @Inject Companies companies;
  @Inject OperatorService operators;
  @Inject TenantService tenants;
  @Inject WorkspaceService workspaces;
  @Inject SessionProfileService profiles;
  @Inject SessionService sessions;
  @Inject RestTokenService tokens;
  @Inject Rows rows;
  @Inject UserTransaction transaction;

  private Company acme;

  @BeforeEach
  void found() throws SQLException {
    acme = companies.found();
  }

  @Test
  void a_tenant_whose_administrator_cannot_be_made_is_not_founded() {
    Caller operator = companies.operator();
    TenantForm form = new TenantForm();
    form.setSlug(companies.newSlug());
    form.setName("Globex");
    form.setAdministrator(new Unlucky());

    assertThatThrownBy(() -> operators.create(operator.tenant(), operator, form))
        .hasMessage("The plug was pulled.");

    assertThat(tenants.findBySlug(form.getSlug())).isEmpty();
  }

  @Test
  void what_a_caller_rolls_back_takes_the_services_work_with_it() throws Exception {
    transaction.begin();
    workspaces.create(acme.tenant(), acme.administrator(), aLivyServer().form());
    long before = rows.count("workspace", acme.tenant());
    transaction.rollback();

    assertThat(before).isOne();
    assertThat(rows.count("workspace", acme.tenant())).isZero();
  }

  @Test
  void who_may_not_change_the_catalogue_leaves_it_as_it_is() throws SQLException {
    assertThat(
            refusalOf(() -> workspaces.create(acme.tenant(), acme.editor(), aLivyServer().form())))
        .extracting("code")
        .isEqualTo(ErrorCode.FORBIDDEN);

    assertThat(rows.count("workspace", acme.tenant())).isZero();
  }

  @Test
  void an_edit_that_another_one_overtakes_is_stale_and_overwrites_nothing() {
    Workspace read = workspaces.create(acme.tenant(), acme.administrator(), aLivyServer().form());
    WorkspaceForm fast = aLivyServer().named("fast").form();
    fast.setVersion(read.getVersion());
    WorkspaceForm slow =
        new WorkspaceForm() {
          /** Asked for between reading the row and writing it. */
          @Override
          public Integer getVersion() {
            workspaces.update(acme.tenant(), acme.administrator(), read.getId(), fast);
            return read.getVersion();
          }
        };
    slow.setName("slow");
    slow.setKind(fast.getKind());
    slow.setUrl(fast.getUrl());

    Throwable refused =
        catchThrowable(
            () -> workspaces.update(acme.tenant(), acme.administrator(), read.getId(), slow));

    assertThat(new ProblemMapper().toResponse(refused).getEntity().toString())
        .contains("\"STALE\"");
    assertThat(workspaces.get(acme.tenant(), acme.viewer(), read.getId()).getName())
        .isEqualTo("fast");
  }

  @Test
  void of_two_tokens_asked_for_with_one_key_at_the_same_moment_one_is_made() throws SQLException {
    RestTokenForm second =
        new RestTokenForm() {
          private boolean asked;

          /** Asked for between looking for the key and taking it. */
          @Override
          public String getExpiresIn() {
            if (!asked) {
              asked = true;
              tokens.create(acme.tenant(), acme.editor(), token("first"), "one form");
            }
            return super.getExpiresIn();
          }
        };
    second.setName("second");

    assertThat(refusalOf(() -> tokens.create(acme.tenant(), acme.editor(), second, "one form")))
        .extracting("code")
        .isEqualTo(ErrorCode.TOKEN_SHOWN_ALREADY);

    assertThat(rows.committed("select name from rest_token where tenant_id = ?", tenant()))
        .isEqualTo("first");
    assertThat(rows.count("rest_token", acme.tenant())).isOne();
  }

  private static RestTokenForm token(String name) {
    RestTokenForm form = new RestTokenForm();
    form.setName(name);
    return form;
  }

  @Test
  void a_launch_beyond_the_quota_leaves_nothing_behind() throws Exception {
    try (SilentLivy livy = new SilentLivy()) {
      LaunchForm form = launchOn(livy);
      UUID first = sessions.launch(acme.tenant(), acme.editor(), form, "first").getId();

      assertThat(refusalOf(() -> sessions.launch(acme.tenant(), acme.editor(), form, "second")))
          .extracting("code")
          .isEqualTo(ErrorCode.SESSION_QUOTA_REACHED);

      assertThat(rows.committed("select id from session where tenant_id = ?", tenant()))
          .isEqualTo(first);
      assertThat(rows.count("session", acme.tenant())).isOne();
      assertThat(
              rows.committed(
                  "select id from work_lease where tenant_id = ? and kind = 'session'", tenant()))
          .isEqualTo(first);
      assertThat(rows.count("idempotency_key", acme.tenant())).isOne();
    }
  }

  private LaunchForm launchOn(SilentLivy livy) {
    UUID workspace =
        workspaces
            .create(acme.tenant(), acme.administrator(), aLivyServer().at(livy.url()).form())
            .getId();
    LaunchForm form = new LaunchForm();
    form.setProfileId(
        profiles
            .create(acme.tenant(), acme.administrator(), aSessionProfile().on(workspace).form())
            .getId());
    return form;
  }

  @Test
  void what_another_node_changed_is_seen_at_once() throws SQLException {
    UUID id = workspaces.create(acme.tenant(), acme.administrator(), aLivyServer().form()).getId();
    workspaces.get(acme.tenant(), acme.viewer(), id);

    rows.change("update workspace set name = 'elsewhere', version = 1 where id = ?", id);

    assertThat(workspaces.get(acme.tenant(), acme.viewer(), id).getName()).isEqualTo("elsewhere");
  }

  private UUID tenant() {
    return acme.tenant().value();
  }

  /** Valid as it stands, but cannot be made. */
  private static final class Unlucky extends TenantForm.FirstAdministrator {
    Unlucky() {
      setUsername("gil");
      setPassword("correct horse battery");
    }

    @Override
    public String getPassword() {
      throw new IllegalStateException("The plug was pulled.");
    }
  }
}
