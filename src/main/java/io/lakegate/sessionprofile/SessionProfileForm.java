package io.lakegate.sessionprofile;

import io.lakegate.platform.form.Guid;
import io.lakegate.platform.form.Name;
import io.lakegate.platform.form.VersionedForm;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;

/** The form with which an administrator creates or changes a session profile. */
public class SessionProfileForm extends LaunchableSettings implements VersionedForm {
  @Name private String name;

  @NotNull(message = "{required}")
  @Guid
  private String workspaceId;

  @Guid private String lakehouseId;
  @Guid private String environmentId;
  @StartupCode private List<String> startupStatements;

  @Null(message = "{sessionProfile.wheelhouse}")
  private String wheelhouseId;

  @AssertFalse(message = "{sessionProfile.offlineInstall}")
  private Boolean offlineInstall;

  @Pattern(regexp = "[A-Za-z0-9_-]{0,30}", message = "{sessionProfile.sessionNamePrefix}")
  private String sessionNamePrefix;

  @OverridableNames private List<String> overridable;

  private Integer version;

  static SessionProfileForm of(SessionProfile profile) {
    SessionProfileForm form = new SessionProfileForm();
    form.fill(profile);
    return form;
  }

  final void fill(SessionProfile profile) {
    name = profile.getName();
    workspaceId = profile.getWorkspaceId().toString();
    lakehouseId = text(profile.getLakehouseId());
    environmentId = text(profile.getEnvironmentId());
    take(profile.getSettings());
    startupStatements = profile.getStartupStatements();
    setIdleTimeout(profile.getIdleTimeout().toString());
    setMaxLifetime(profile.getMaxLifetime().toString());
    sessionNamePrefix = profile.getSessionNamePrefix();
    overridable = profile.getOverridable();
    version = profile.getVersion();
  }

  private static String text(UUID id) {
    return id == null ? null : id.toString();
  }

  /** Only of a valid form. */
  UUID parsedWorkspaceId() {
    return UUID.fromString(workspaceId);
  }

  /** Only of a valid form; null = none. */
  UUID parsedLakehouseId() {
    return lakehouseId == null ? null : UUID.fromString(lakehouseId);
  }

  /** Only of a valid form; null = none. */
  UUID parsedEnvironmentId() {
    return environmentId == null ? null : UUID.fromString(environmentId);
  }

  @NotNull(message = "{required}")
  @Override
  public String getKind() {
    return super.getKind();
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getWorkspaceId() {
    return workspaceId;
  }

  public void setWorkspaceId(String workspaceId) {
    this.workspaceId = workspaceId;
  }

  public String getLakehouseId() {
    return lakehouseId;
  }

  public void setLakehouseId(String lakehouseId) {
    this.lakehouseId = lakehouseId;
  }

  public String getEnvironmentId() {
    return environmentId;
  }

  public void setEnvironmentId(String environmentId) {
    this.environmentId = environmentId;
  }

  public List<String> getStartupStatements() {
    return startupStatements;
  }

  public void setStartupStatements(List<String> startupStatements) {
    this.startupStatements = startupStatements;
  }

  public String getWheelhouseId() {
    return wheelhouseId;
  }

  public void setWheelhouseId(String wheelhouseId) {
    this.wheelhouseId = wheelhouseId;
  }

  public Boolean getOfflineInstall() {
    return offlineInstall;
  }

  public void setOfflineInstall(Boolean offlineInstall) {
    this.offlineInstall = offlineInstall;
  }

  public String getSessionNamePrefix() {
    return sessionNamePrefix;
  }

  public void setSessionNamePrefix(String sessionNamePrefix) {
    this.sessionNamePrefix = sessionNamePrefix;
  }

  public List<String> getOverridable() {
    return overridable;
  }

  public void setOverridable(List<String> overridable) {
    this.overridable = overridable;
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
