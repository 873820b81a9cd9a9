package io.lakegate.sessionprofile;

import io.lakegate.platform.form.DurationBetween;
import java.time.Duration;

/**
 * All that a profile lets a launch say differently: Spark's settings and how long a session lives.
 */
public abstract class LaunchableSettings extends SparkSettings {
  @DurationBetween(min = "PT1M", max = "P7D")
  private String idleTimeout;

  @DurationBetween(min = "PT1M", max = "P7D")
  private String maxLifetime;

  /** Only of a valid form. */
  static Duration parsed(String duration, Duration otherwise) {
    return duration == null ? otherwise : Duration.parse(duration.strip());
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
