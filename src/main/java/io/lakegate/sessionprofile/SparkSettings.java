package io.lakegate.sessionprofile;

import io.lakegate.platform.form.DurationBetween;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a profile asks of Spark and a launch may ask differently; null = not said. */
public abstract class SparkSettings {
  private static final String MEMORY = "[1-9][0-9]{0,6}[kmgtKMGT]";

  @Pattern(regexp = "spark|pyspark|sparkr|sql", message = "{sessionProfile.kind}")
  private String kind;

  @ConfEntries private Map<String, String> conf;
  @FileUris private List<String> pyFiles;
  @FileUris private List<String> jars;
  @FileUris private List<String> files;
  @FileUris private List<String> archives;

  @Pattern(regexp = MEMORY, message = "{sessionProfile.memory}")
  private String driverMemory;

  @Min(value = 1, message = "{atLeast}")
  @Max(value = 1024, message = "{atMost}")
  private Integer driverCores;

  @Pattern(regexp = MEMORY, message = "{sessionProfile.memory}")
  private String executorMemory;

  @Min(value = 1, message = "{atLeast}")
  @Max(value = 1024, message = "{atMost}")
  private Integer executorCores;

  @Min(value = 1, message = "{atLeast}")
  @Max(value = 10_000, message = "{atMost}")
  private Integer numExecutors;

  @Size(max = 200, message = "{tooLong}")
  @Pattern(regexp = "[\\w.:-]*", message = "{sessionProfile.queue}")
  private String queue;

  @DurationBetween(min = "PT1M", max = "P7D")
  private String idleTimeout;

  @DurationBetween(min = "PT1M", max = "P7D")
  private String maxLifetime;

  /** Only of a valid form. */
  static Duration parsed(String duration, Duration otherwise) {
    return duration == null ? otherwise : Duration.parse(duration.strip());
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public Map<String, String> getConf() {
    return conf;
  }

  public void setConf(Map<String, String> conf) {
    this.conf = conf;
  }

  public List<String> getPyFiles() {
    return pyFiles;
  }

  public void setPyFiles(List<String> pyFiles) {
    this.pyFiles = pyFiles;
  }

  public List<String> getJars() {
    return jars;
  }

  public void setJars(List<String> jars) {
    this.jars = jars;
  }

  public List<String> getFiles() {
    return files;
  }

  public void setFiles(List<String> files) {
    this.files = files;
  }

  public List<String> getArchives() {
    return archives;
  }

  public void setArchives(List<String> archives) {
    this.archives = archives;
  }

  public String getDriverMemory() {
    return driverMemory;
  }

  public void setDriverMemory(String driverMemory) {
    this.driverMemory = driverMemory;
  }

  public Integer getDriverCores() {
    return driverCores;
  }

  public void setDriverCores(Integer driverCores) {
    this.driverCores = driverCores;
  }

  public String getExecutorMemory() {
    return executorMemory;
  }

  public void setExecutorMemory(String executorMemory) {
    this.executorMemory = executorMemory;
  }

  public Integer getExecutorCores() {
    return executorCores;
  }

  public void setExecutorCores(Integer executorCores) {
    this.executorCores = executorCores;
  }

  public Integer getNumExecutors() {
    return numExecutors;
  }

  public void setNumExecutors(Integer numExecutors) {
    this.numExecutors = numExecutors;
  }

  public String getQueue() {
    return queue;
  }

  public void setQueue(String queue) {
    this.queue = queue;
  }

  public String getIdleTimeout() {
    return idleTimeout;
  }

  public void setIdleTimeout(String idleTimeout) {
    this.idleTimeout = idleTimeout;
  }

  public String getMaxLifetime() {
    return maxLifetime;
  }

  public void setMaxLifetime(String maxLifetime) {
    this.maxLifetime = maxLifetime;
  }
}
