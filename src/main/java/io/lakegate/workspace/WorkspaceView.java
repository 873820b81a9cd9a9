package io.lakegate.workspace;

import java.time.Duration;
import java.util.UUID;

/** A workspace as the API shows it; no secret, not even that there is one. */
public record WorkspaceView(
    UUID id,
    int version,
    String name,
    WorkspaceKind kind,
    String url,
    String fabricId,
    CredentialView credential,
    CredentialView automationCredential,
    String proxyUserClaim,
    Duration requestTimeout) {

  /** A credential without its secret. */
  public record CredentialView(
      CredentialType type,
      String user,
      String clientId,
      String tokenUrl,
      String issuer,
      String scope,
      String audience) {
    static CredentialView of(Credential credential) {
      return new CredentialView(
          credential.getType(),
          credential.getUser(),
          credential.getClientId(),
          credential.getTokenUrl(),
          credential.getIssuer(),
          credential.getScope(),
          credential.getAudience());
    }
  }

  public static WorkspaceView of(Workspace workspace) {
    return new WorkspaceView(
        workspace.getId(),
        workspace.getVersion(),
        workspace.getName(),
        workspace.getKind(),
        workspace.getUrl(),
        workspace.getFabricId(),
        CredentialView.of(workspace.getCredential()),
        workspace.automationCredential().map(CredentialView::of).orElse(null),
        workspace.getProxyUserClaim(),
        workspace.getRequestTimeout());
  }
}
