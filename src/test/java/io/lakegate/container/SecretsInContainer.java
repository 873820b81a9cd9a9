package io.lakegate.container;

import static io.lakegate.container.Refusals.refusalOf;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.backend.Authentication;
import io.lakegate.container.Companies.Company;
import io.lakegate.person.PersonService;
import io.lakegate.person.RestTokenForm;
import io.lakegate.person.RestTokenService;
import io.lakegate.person.SignInOrigin;
import io.lakegate.person.SignInService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.Role;
import io.lakegate.workspace.WorkspaceForm;
import io.lakegate.workspace.WorkspaceService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What lies in the tables when services have stored secrets with the server's means. */
@ArquillianTest
class SecretsInContainer {
  private static final String SECRET = "s3cret-of-the-cluster";

  @Inject Companies companies;
  @Inject WorkspaceService workspaces;
  @Inject PersonService people;
  @Inject SignInService signIns;
  @Inject RestTokenService tokens;
  @Inject Rows rows;

  @Test
  void a_workspaces_secret_lies_sealed_and_is_opened_for_the_call() throws SQLException {
    Company company = companies.found();

    UUID id = workspace(company, "cluster");

    assertThat(stored(id)).startsWith("v1:").doesNotContain(SECRET);
    assertThat(workspaces.open(company.tenant(), id, UUID.randomUUID()).access().authentication())
        .isEqualTo(Authentication.bearer(SECRET));
  }

  @Test
  void a_sealed_secret_put_into_another_row_does_not_open() throws SQLException {
    Company company = companies.found();
    UUID id = workspace(company, "cluster");
    UUID thiefs = workspace(company, "thief's");

    rows.change("update workspace set credential_secret = ? where id = ?", stored(id), thiefs);

    assertThatThrownBy(() -> workspaces.open(company.tenant(), thiefs, UUID.randomUUID()))
        .hasMessageContaining("does not decrypt")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void a_password_is_hashed_as_slowly_as_we_asked_the_server_to() throws SQLException {
    Company company = companies.found();

    UUID id =
        people
            .create(company.tenant(), "gil", Role.VIEWERS, "correct horse battery", false)
            .getId();

    assertThat((String) rows.committed("select password_hash from person where id = ?", id))
        .startsWith("PBKDF2WithHmacSHA512:210000:");
    assertThat(people.authenticate(company.tenant(), "gil", "correct horse battery", "192.0.2.1"))
        .extracting("id")
        .isEqualTo(id);
    assertThat(
            refusalOf(
                    () ->
                        people.authenticate(
                            company.tenant(), "gil", "correct horse batterie", "192.0.2.1"))
                .code())
        .isEqualTo(ErrorCode.SIGN_IN_REFUSED);
  }

  @Test
  void a_backup_holds_no_password_token_cookie_or_key() throws SQLException {
    Company company = companies.found();
    UUID workspace = workspace(company, "cluster");
    String password = "staple of " + company.tenant();
    people.create(company.tenant(), "gil", Role.VIEWERS, password, false);
    String cookie =
        signIns.signIn(
            company.tenant(), "gil", password, new SignInOrigin("192.0.2.2", "Firefox on Linux"));
    RestTokenForm form = new RestTokenForm();
    form.setName("nightly");
    String token = tokens.create(company.tenant(), company.viewer(), form, null).token();

    String backup = rows.backup();

    assertThat(backup).contains(workspace.toString(), "nightly", "Firefox on Linux");
    assertThat(backup)
        .doesNotContain(SECRET, password, cookie, token.substring(token.lastIndexOf('.')))
        // What a private key of the signing keys would begin with.
        .doesNotContain("\"kty\"");
  }

  private UUID workspace(Company company, String name) {
    WorkspaceForm form = aLivyServer().named(name).form();
    form.getCredential().setType("BEARER");
    form.getCredential().setSecret(SECRET);
    return workspaces.create(company.tenant(), company.administrator(), form).getId();
  }

  private String stored(UUID workspace) throws SQLException {
    return (String)
        rows.committed("select credential_secret from workspace where id = ?", workspace);
  }
}
