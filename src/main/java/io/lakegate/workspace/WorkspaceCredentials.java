package io.lakegate.workspace;

import io.lakegate.backend.Authentication;
import io.lakegate.client.AllowedHosts;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.SecretBox;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals what an administrator gives for a workspace, and opens it for the client. A secret is
 * sealed for its tenant, row and purpose; an omitted one is kept, except when the place it is sent
 * to, or the type, changes: whoever may change that could otherwise have the stored secret sent
 * there.
 */
@ApplicationScoped
class WorkspaceCredentials {
  static final String PEOPLE = "credential";
  static final String AUTOMATION = "automationCredential";

  @Inject SecretBox secrets;
  @Inject Backends backends;
  @Inject AllowedHosts allowedHosts;
  @Inject IdentityProviderService providers;
  @Inject PersonTokenService personTokens;
  @Inject ClientTokens clientTokens;

  /** The two credentials of a workspace as they are stored. */
  record Sealed(Credential people, Credential automation) {}

  /** {@code INVALID} where a secret is missing, {@code HOST_NOT_ALLOWED} for a token URL. */
  Sealed sealed(Workspace workspace, WorkspaceForm form) {
    Map<String, String> problems = new HashMap<>();
    Credential people =
        sealed(
            workspace,
            form,
            PEOPLE,
            form.credentialOrNone(),
            Optional.ofNullable(workspace.getCredential()),
            problems);
    Credential automation =
        form.getAutomationCredential() == null
            ? null
            : sealed(
                workspace,
                form,
                AUTOMATION,
                form.getAutomationCredential(),
                workspace.automationCredential(),
                problems);
    if (!problems.isEmpty()) {
      throw LakegateException.invalid(problems);
    }
    return new Sealed(people, automation);
  }

  private Credential sealed(
      Workspace workspace,
      WorkspaceForm form,
      String field,
      CredentialForm given,
      Optional<Credential> old,
      Map<String, String> problems) {
    CredentialType type = given.parsedType();
    String issuer = null;
    if (type.hasClient() && given.plainTokenUrl() == null) {
      issuer =
          providers.find(workspace.getTenantId()).map(IdentityProvider::getIssuer).orElse(null);
      if (issuer == null) {
        problems.put(
            field + ".tokenUrl",
            "Give the token URL: there is no sign-in provider whose own could be used.");
      }
    } else if (type.hasClient()) {
      requireAllowed(field, given.plainTokenUrl());
    }
    String sealed = null;
    if (type.hasSecret() && given.getSecret() != null && !given.getSecret().isEmpty()) {
      sealed = secrets.encrypt(purpose(workspace, field), given.getSecret());
    } else if (type.hasSecret()) {
      boolean same = old.map(Credential::getType).filter(type::equals).isPresent();
      String expected = issuer;
      boolean sameWay =
          workspace.isAt(form.plainUrl())
              && old.filter(kept -> kept.sendsSecretWhere(given, expected)).isPresent();
      sealed = sameWay ? old.get().sealedSecret() : null;
      if (sealed == null) {
        problems.put(
            field + ".secret",
            same
                ? "Give the secret again: the stored one is only for the old address."
                : "Give the password, token or client secret.");
      }
    }
    return new Credential(given, sealed, issuer, scope(form, given));
  }

  private void requireAllowed(String field, String tokenUrl) {
    try {
      allowedHosts.require(URI.create(tokenUrl));
    } catch (LakegateException e) {
      throw LakegateException.inField(field + ".tokenUrl", e);
    }
  }

  /** The backend's own, which is always the same, unless another is given. */
  private String scope(WorkspaceForm form, CredentialForm given) {
    if (given.plainScope() != null) {
      return given.plainScope();
    }
    return backends.of(form.parsedKind()).tokenScope().orElse(null);
  }

  /**
   * Authenticates the work of a person. Fails as {@link PersonTokenService} and {@link
   * ClientTokens} do when they give a token, and with {@code IllegalStateException} if the stored
   * secret cannot be decrypted.
   */
  Authentication opened(Workspace workspace, UUID personId) {
    return opened(workspace, PEOPLE, workspace.getCredential(), personId);
  }

  /**
   * Authenticates work that nobody waits for. Fails with {@code IllegalArgumentException} if the
   * workspace has no credential for it.
   */
  Authentication openedForAutomation(Workspace workspace) {
    return opened(
        workspace,
        AUTOMATION,
        workspace.automationCredential().orElseThrow(IllegalArgumentException::new),
        null);
  }

  private Authentication opened(
      Workspace workspace, String field, Credential credential, UUID personId) {
    return switch (credential.getType()) {
      case NONE -> Authentication.none();
      case BASIC ->
          Authentication.basic(credential.getUser(), secret(workspace, field, credential));
      case BEARER -> Authentication.bearer(secret(workspace, field, credential));
      case CLIENT_CREDENTIALS ->
          Authentication.bearer(
              clientTokens.accessToken(
                  workspace.getTenantId(), credential, secret(workspace, field, credential)));
      case SIGNED_IN_PERSON ->
          Authentication.bearer(
              personTokens.accessToken(workspace.getTenantId(), personId, credential.getScope()));
    };
  }

  /**
   * A server did not take a token that {@link #opened} gave (401).
   *
   * @return whether opening it again gives another one
   */
  boolean refused(Workspace workspace, UUID personId, String token) {
    TenantId tenant = workspace.getTenantId();
    Credential credential = workspace.getCredential();
    return switch (credential.getType()) {
      case NONE, BASIC, BEARER -> false;
      case CLIENT_CREDENTIALS -> clientTokens.refused(tenant, credential, token);
      case SIGNED_IN_PERSON -> personTokens.refused(tenant, personId, credential.getScope(), token);
    };
  }

  private String secret(Workspace workspace, String field, Credential credential) {
    return secrets.decrypt(purpose(workspace, field), credential.sealedSecret());
  }

  private static String purpose(Workspace workspace, String field) {
    return "workspace/" + workspace.getTenantId() + "/" + workspace.getId() + "/" + field;
  }
}
