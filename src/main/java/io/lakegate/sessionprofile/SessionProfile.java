package io.lakegate.sessionprofile;

import io.lakegate.platform.database.TextListConverter;
import io.lakegate.platform.database.TextMapConverter;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  private String kind;

  @Basic
  @Convert(converter = TextMapConverter.class)
  private Map<String, String> conf;

  @Basic
  @Convert(converter = TextListConverter.class)
  @Column(name = "py_files")
  private List<String> pyFiles;

  @Basic
  @Convert(converter = TextListConverter.class)
  private List<String> jars;

  @Basic
  @Convert(converter = TextListConverter.class)
  private List<String> files;

  @Basic
  @Convert(converter = TextListConverter.class)
  private List<String> archives;

  @Column(name = "driver_memory")
  private String driverMemory;

  @Column(name = "driver_cores")
  private Integer driverCores;

  @Column(name = "executor_memory")
  private String executorMemory;

  @Column(name = "executor_cores")
  private Integer executorCores;

  @Column(name = "num_executors")
  private Integer numExecutors;

  private String queue;

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
    kind = form.getKind();
    conf = form.getConf() == null ? Map.of() : form.getConf();
    pyFiles = orEmpty(form.getPyFiles());
    jars = orEmpty(form.getJars());
    files = orEmpty(form.getFiles());
    archives = orEmpty(form.getArchives());
    driverMemory = form.getDriverMemory();
    driverCores = form.getDriverCores();
    executorMemory = form.getExecutorMemory();
    executorCores = form.getExecutorCores();
    numExecutors = form.getNumExecutors();
    queue = form.getQueue();
    startupStatements = orEmpty(form.getStartupStatements());
    idleTimeout = SparkSettings.parsed(form.getIdleTimeout(), DEFAULT_IDLE_TIMEOUT);
    maxLifetime = SparkSettings.parsed(form.getMaxLifetime(), DEFAULT_MAX_LIFETIME);
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

  /** Livy's own word: spark, pyspark, sparkr or sql. */
  public String getKind() {
    return kind;
  }

  public Map<String, String> getConf() {
    return conf;
  }

  public List<String> getPyFiles() {
    return pyFiles;
  }

  public List<String> getJars() {
    return jars;
  }

  public List<String> getFiles() {
    return files;
  }

  public List<String> getArchives() {
    return archives;
  }

  public String getDriverMemory() {
    return driverMemory;
  }

  public Integer getDriverCores() {
    return driverCores;
  }

  public String getExecutorMemory() {
    return executorMemory;
  }

  public Integer getExecutorCores() {
    return executorCores;
  }

  public Integer getNumExecutors() {
    return numExecutors;
  }

  public String getQueue() {
    return queue;
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
