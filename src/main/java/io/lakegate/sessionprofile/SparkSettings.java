package io.lakegate.sessionprofile;

import io.lakegate.platform.database.TextListConverter;
import io.lakegate.platform.database.TextMapConverter;
import io.lakegate.platform.form.FormFields;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of Spark that a profile keeps and a launch may ask for differently, in Livy's words;
 * null means not said. Each setting is named here and copied by name everywhere else: to the row,
 * the forms, the view and the launch. {@code SparkSettingsTest} says what a new one needs besides.
 */
@Embeddable
public class SparkSettings {
  static final FormFields FIELDS = FormFields.of(SparkSettings.class);

  private static final String MEMORY = "[1-9][0-9]{0,6}[kmgtKMGT]";

  @Pattern(regexp = "spark|pyspark|sparkr|sql", message = "{sessionProfile.kind}")
  private String kind;

  @Basic
  @Convert(converter = TextMapConverter.class)
  @ConfEntries
  private Map<String, String> conf;

  @Basic
  @Convert(converter = TextListConverter.class)
  @Column(name = "py_files")
  @FileUris
  private List<String> pyFiles;

  @Basic
  @Convert(converter = TextListConverter.class)
  @FileUris
  private List<String> jars;

  @Basic
  @Convert(converter = TextListConverter.class)
  @FileUris
  private List<String> files;

  @Basic
  @Convert(converter = TextListConverter.class)
  @FileUris
  private List<String> archives;

  @Column(name = "driver_memory")
  @Pattern(regexp = MEMORY, message = "{sessionProfile.memory}")
  private String driverMemory;

  @Column(name = "driver_cores")
  @Min(value = 1, message = "{atLeast}")
  @Max(value = 1024, message = "{atMost}")
  private Integer driverCores;

  @Column(name = "executor_memory")
  @Pattern(regexp = MEMORY, message = "{sessionProfile.memory}")
  private String executorMemory;

  @Column(name = "executor_cores")
  @Min(value = 1, message = "{atLeast}")
  @Max(value = 1024, message = "{atMost}")
  private Integer executorCores;

  @Column(name = "num_executors")
  @Min(value = 1, message = "{atLeast}")
  @Max(value = 10_000, message = "{atMost}")
  private Integer numExecutors;

  @Size(max = 200, message = "{tooLong}")
  @Pattern(regexp = "[\\w.:-]*", message = "{sessionProfile.queue}")
  private String queue;

  /** A copy in which a list or map that is not said is empty, as the row keeps it. */
  static SparkSettings complete(SparkSettings said) {
    SparkSettings copy = new SparkSettings();
    for (String name : FIELDS.names()) {
      Object value = FIELDS.get(said, name);
      FIELDS.set(copy, name, value == null ? empty(FIELDS.type(name)) : value);
    }
    return copy;
  }

  private static Object empty(Class<?> type) {
    if (type == List.class) {
      return List.of();
    }
    return type == Map.class ? Map.of() : null;
  }

  /** The values by name; null where nothing is said. */
  final Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    FIELDS.names().forEach(name -> values.put(name, FIELDS.get(this, name)));
    return values;
  }

  /** Takes everything over as it is. */
  final void take(SparkSettings from) {
    FIELDS.names().forEach(name -> FIELDS.set(this, name, FIELDS.get(from, name)));
  }

  /**
   * A copy with what a launch says in its place. Its {@code conf} replaces the keys that it names
   * and keeps the others.
   */
  final SparkSettings with(SparkSettings asked) {
    SparkSettings merged = complete(this);
    for (String name : FIELDS.names()) {
      Object value = FIELDS.get(asked, name);
      if (value != null) {
        FIELDS.set(merged, name, value);
      }
    }
    Map<String, String> entries = new LinkedHashMap<>(conf == null ? Map.of() : conf);
    entries.putAll(merged.conf);
    merged.conf = entries;
    return merged;
  }

  /** Livy's own word: spark, pyspark, sparkr or sql. */
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
}
