package io.lakegate.workspace;

import io.lakegate.platform.form.DurationBetween;
import io.lakegate.platform.form.Guid;
import io.lakegate.platform.form.Name;
import io.lakegate.platform.form.VersionedForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The form with which an administrator registers or changes a workspace. */
@WorkspaceRules
public class WorkspaceForm implements VersionedForm {
  @Name private String name;

  @NotNull(message = "{required}")
  @Pattern(regexp = "APACHE_LIVY|FABRIC|DATABRICKS", message = "{workspace.kind}")
  private String kind;

  @Size(max = 2000, message = "{tooLong}")
  private String url;

  @Guid private String fabricId;

  @Valid private CredentialForm credential = new CredentialForm();
  @Valid private CredentialForm automationCredential;

  /** The source of {@code proxyUser}: {@code userName} or the name of a person's claim. */
  @Pattern(regexp = "\\s*|[A-Za-z0-9_.:/-]{1,100}", message = "{workspace.proxyUserClaim}")
  private String proxyUserClaim;

  @DurationBetween(min = "PT1S", max = "PT5M")
  private String requestTimeout;

  private Integer version;

  static WorkspaceForm of(Workspace workspace) {
    WorkspaceForm form = new WorkspaceForm();
    form.name = workspace.getName();
    form.kind = workspace.getKind().name();
    form.url = workspace.getUrl();
    form.fabricId = workspace.getFabricId();
    form.credential = CredentialForm.of(workspace.getCredential());
    form.automationCredential =
        workspace.automationCredential().map(CredentialForm::of).orElse(null);
    form.proxyUserClaim = workspace.getProxyUserClaim();
    form.requestTimeout = workspace.getRequestTimeout().toString();
    form.version = workspace.getVersion();
    return form;
  }

  /**
   * Whether the form has a URL. A form without a valid kind has one too, because it is shown with
   * all its fields.
   */
  boolean hasUrl() {
    return Arrays.stream(WorkspaceKind.values())
        .filter(known -> known.name().equals(kind))
        .allMatch(WorkspaceKind::hasUrl);
  }

  /** Only of a valid form. */
  WorkspaceKind parsedKind() {
    return WorkspaceKind.valueOf(kind);
  }

  /** Only of a valid form: one spelling, without the slash that ends it. */
  String plainUrl() {
    return url == null ? null : WorkspaceUrl.parse(url).map(Object::toString).orElse(null);
  }

  /** Only of a valid form. */
  Duration parsedRequestTimeout() {
    return requestTimeout == null
        ? Workspace.DEFAULT_REQUEST_TIMEOUT
        : Duration.parse(requestTimeout.strip());
  }

  /** The names of the fields in which the form brings secrets. */
  List<String> givenSecrets() {
    List<String> given = new ArrayList<>();
    if (credential != null && credential.isSecretGiven()) {
      given.add("credential.secret");
    }
    if (automationCredential != null && automationCredential.isSecretGiven()) {
      given.add("automationCredential.secret");
    }
    return given;
  }

  /** Null for none. */
  String plainProxyUserClaim() {
    return proxyUserClaim == null || proxyUserClaim.isBlank() ? null : proxyUserClaim;
  }

  CredentialForm credentialOrNone() {
    return credential == null ? new CredentialForm() : credential;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public String getUrl() {
    return url;
  }

  public void setUrl(String url) {
    this.url = url;
  }

  public String getFabricId() {
    return fabricId;
  }

  public void setFabricId(String fabricId) {
    this.fabricId = fabricId;
  }

  public CredentialForm getCredential() {
    return credential;
  }

  public void setCredential(CredentialForm credential) {
    this.credential = credential;
  }

  public CredentialForm getAutomationCredential() {
    return automationCredential;
  }

  public void setAutomationCredential(CredentialForm automationCredential) {
    this.automationCredential = automationCredential;
  }

  public String getProxyUserClaim() {
    return proxyUserClaim;
  }

  public void setProxyUserClaim(String proxyUserClaim) {
    this.proxyUserClaim = proxyUserClaim;
  }

  public String getRequestTimeout() {
    return requestTimeout;
  }

  public void setRequestTimeout(String requestTimeout) {
    this.requestTimeout = requestTimeout;
  }

  @Override
  public Integer getVersion() {
    return version;
  }

  @Override
  public void setVersion(Integer version) {
    this.version = version;
  }
}
