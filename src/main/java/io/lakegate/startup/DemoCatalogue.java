package io.lakegate.startup;

import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.sessionprofile.SessionProfileForm;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.CredentialForm;
import io.lakegate.workspace.CredentialType;
import io.lakegate.workspace.WorkspaceForm;
import io.lakegate.workspace.WorkspaceKind;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * What the demo's tenant finds registered: the sandbox, and a profile for each of its languages.
 */
@ApplicationScoped
class DemoCatalogue {
  @Inject WorkspaceService workspaces;
  @Inject SessionProfileService profiles;

  /**
   * The sandbox has another port and token at each start, so its workspace is brought up to date;
   * the profiles are left as they are. Without a sandbox there is nothing to register.
   */
  void register(TenantId tenant) {
    Optional<String> url = Setting.DEMO_LIVY_URL.find();
    if (url.isEmpty()) {
      return;
    }
    UUID workspace = workspaces.seed(tenant, sandbox(url.get())).getId();
    profile(tenant, workspace, "Spark SQL", "sql");
    profile(tenant, workspace, "Scala", "spark");
    profile(tenant, workspace, "Python", "pyspark");
  }

  private static WorkspaceForm sandbox(String url) {
    WorkspaceForm form = new WorkspaceForm();
    form.setName("Sandbox");
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
