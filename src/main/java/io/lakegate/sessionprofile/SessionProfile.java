package io.lakegate.sessionprofile;

import io.lakegate.platform.database.TextListConverter;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Settings to start sessions from, on one workspace. May change at any time: a session keeps a
 * snapshot of the profile it was made from. Deleted only while no live session was made from it.
 */
@Entity
@Table(name = "session_profile")
public class SessionProfile extends TenantOwned {
  static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(30);
  static final Duration DEFAULT_MAX_LIFETIME = Duration.ofHours(12);

  private String name;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  @Column(name = "lakehouse_id")
  private UUID lakehouseId;

  @Column(name = "environment_id")
  private UUID environmentId;

  @Embedded private SparkSettings settings;

  @Basic
  @Convert(converter = TextListConverter.class)
  @Column(name = "startup_statements")
  private List<String> startupStatements;

  @Column(name = "idle_timeout")
  private Duration idleTimeout;

  @Column(name = "max_lifetime")
  private Duration maxLifetime;

  @Column(name = "session_name_prefix")
  private String sessionNamePrefix;

  @Basic
  @Convert(converter = TextListConverter.class)
  private List<String> overridable;

  protected SessionProfile() {}

  SessionProfile(TenantId tenant, SessionProfileForm form) {
    super(tenant);
    apply(form);
  }

  final void apply(SessionProfileForm form) {
    name = form.getName();
    workspaceId = form.parsedWorkspaceId();
    lakehouseId = form.parsedLakehouseId();
    environmentId = form.parsedEnvironmentId();
    settings = SparkSettings.complete(form);
    startupStatements = orEmpty(form.getStartupStatements());
    idleTimeout = LaunchableSettings.parsed(form.getIdleTimeout(), DEFAULT_IDLE_TIMEOUT);
    maxLifetime = LaunchableSettings.parsed(form.getMaxLifetime(), DEFAULT_MAX_LIFETIME);
    sessionNamePrefix = form.getSessionNamePrefix();
    overridable = orEmpty(form.getOverridable()).stream().distinct().toList();
  }

  private static List<String> orEmpty(List<String> texts) {
    return texts == null ? List.of() : texts;
  }

  public String getName() {
    return name;
  }

  public UUID getWorkspaceId() {
    return workspaceId;
  }

  /** Null unless the workspace is one of Fabric. */
  public UUID getLakehouseId() {
    return lakehouseId;
  }

  /** Null = none. */
  public UUID getEnvironmentId() {
    return environmentId;
  }

  /** The language of its sessions. */
  public String getKind() {
    return settings.getKind();
  }

  /** A copy; lists and maps are empty where nothing is said. */
  public SparkSettings getSettings() {
    return SparkSettings.complete(settings);
  }

  /** Run in a new session before anything else. */
  public List<String> getStartupStatements() {
    return startupStatements;
  }

  /** Kept by Lakegate, not sent: the backends' own are unreliable. */
  public Duration getIdleTimeout() {
    return idleTimeout;
  }

  /** The hard ceiling; kept by Lakegate, not sent. */
  public Duration getMaxLifetime() {
    return maxLifetime;
  }

  /** Begins the name of every session; may be null. */
  public String getSessionNamePrefix() {
    return sessionNamePrefix;
  }

  /** The {@link SessionOverrides#NAMES} a launch may say differently. */
  public List<String> getOverridable() {
    return overridable;
  }
}
