package io.lakegate.platform.database;

import io.lakegate.platform.settings.Setting;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the schema to the version of this WAR; the schema is owned by these scripts alone. */
public final class Migrations {
  private Migrations() {}

  /**
   * Runs the common scripts and those of the database in use, as the schema's owner when {@code
   * lakegate.db.owner.user} names one. Safe on two nodes: Flyway takes a lock.
   */
  public static void run(DataSource dataSource) {
    String url = LakegateDataSource.url();
    FluentConfiguration configuration = scripts(url);
    Setting.DB_OWNER_USER
        .find()
        .ifPresentOrElse(
            owner ->
                configuration.dataSource(url, owner, Setting.DB_OWNER_PASSWORD.find().orElse("")),
            () -> configuration.dataSource(dataSource));
    configuration.load().migrate();
  }

  /** The scripts for the database behind that JDBC URL. */
  static FluentConfiguration scripts(String url) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .locations(
            "classpath:db/migration/common",
            "classpath:db/migration/" + (LakegateDataSource.isH2(url) ? "h2" : "postgresql"))
        .validateMigrationNaming(true)
        .placeholders(Map.of("application", LakegateDataSource.user()))
        .failOnMissingLocations(true);
  }
}
