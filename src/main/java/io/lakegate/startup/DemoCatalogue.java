package io.lakegate.startup;

import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.sessionprofile.SessionProfileForm;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.CredentialForm;
import io.lakegate.workspace.CredentialType;
import io.lakegate.workspace.RunnableKinds;
import io.lakegate.workspace.WorkspaceForm;
import io.lakegate.workspace.WorkspaceKind;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Registers things for the demo's tenant: the sandbox or the Livy server in its place, and a
 * profile for each language.
 */
@ApplicationScoped
class DemoCatalogue {
  private static final String SANDBOX = "Sandbox";
  private static final String LIVY = "Livy server";

  @Inject WorkspaceService workspaces;
  @Inject SessionProfileService profiles;

  /**
   * The sandbox has another port and token at each start, so its workspace is brought up to date,
   * and renamed when another kind of backend takes its place; the profiles are left as they are.
   * Without a backend there is nothing to register.
   */
  void register(TenantId tenant) {
    Optional<String> url = Setting.DEMO_LIVY_URL.find();
    if (url.isEmpty()) {
      return;
    }
    boolean sandbox = RunnableKinds.configured().isLimited();
    String former = sandbox ? LIVY : SANDBOX;
    UUID workspace =
        workspaces.seed(tenant, form(sandbox ? SANDBOX : LIVY, url.get()), former).getId();
    profile(tenant, workspace, "Spark SQL", "sql");
    profile(tenant, workspace, "Scala", "spark");
    profile(tenant, workspace, "Python", "pyspark");
  }

  private static WorkspaceForm form(String name, String url) {
    WorkspaceForm form = new WorkspaceForm();
    form.setName(name);
    form.setKind(WorkspaceKind.APACHE_LIVY.name());
    form.setUrl(url);
    CredentialForm credential = new CredentialForm();
    Optional<String> token = Setting.DEMO_LIVY_TOKEN.find();
    credential.setType((token.isPresent() ? CredentialType.BEARER : CredentialType.NONE).name());
    credential.setSecret(token.orElse(null));
    form.setCredential(credential);
    return form;
  }

  private void profile(TenantId tenant, UUID workspace, String name, String kind) {
    SessionProfileForm form = new SessionProfileForm();
    form.setName(name);
    form.setWorkspaceId(workspace.toString());
    form.setKind(kind);
    profiles.seed(tenant, form);
  }
}
