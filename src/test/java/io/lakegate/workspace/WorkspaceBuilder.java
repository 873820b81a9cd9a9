package io.lakegate.workspace;

import io.lakegate.platform.tenancy.TenantId;

/** Workspaces for tests: valid as they come, each test varies what it is about. */
public final class WorkspaceBuilder {
  private final WorkspaceForm form = new WorkspaceForm();
  private String sealedSecret;

  private WorkspaceBuilder(WorkspaceKind kind) {
    form.setKind(kind.name());
  }

  public static WorkspaceBuilder aLivyServer() {
    return new WorkspaceBuilder(WorkspaceKind.APACHE_LIVY)
        .named("cluster")
        .at("http://livy.example:8998");
  }

  public static WorkspaceBuilder aFabricWorkspace() {
    WorkspaceBuilder builder = new WorkspaceBuilder(WorkspaceKind.FABRIC).named("fabric");
    builder.form.setFabricId("11111111-1111-4111-8111-111111111111");
    return builder;
  }

  public WorkspaceBuilder named(String name) {
    form.setName(name);
    return this;
  }

  public WorkspaceBuilder at(String url) {
    form.setUrl(url);
    return this;
  }

  WorkspaceBuilder withCredential(CredentialType type, String user, String secret) {
    CredentialForm credential = new CredentialForm();
    credential.setType(type.name());
    credential.setUser(user);
    credential.setSecret(secret);
    form.setCredential(credential);
    return this;
  }

  /** As it stands in the row. */
  WorkspaceBuilder withSealedSecret(String sealed) {
    sealedSecret = sealed;
    return this;
  }

  public WorkspaceForm form() {
    return form;
  }

  public Workspace of(TenantId tenant) {
    Workspace workspace = new Workspace(tenant, form.parsedKind());
    Credential credential =
        new Credential(
            form.getCredential().parsedType(), form.getCredential().getUser(), sealedSecret);
    workspace.apply(form, credential, null);
    return workspace;
  }
}
