package io.lakegate.platform.database;

import io.lakegate.platform.settings.Setting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the schema to the version of this WAR; the schema is owned by these scripts alone. */
public final class Migrations {
  private static final Logger LOG = Logger.getLogger(Migrations.class.getName());

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

  /** Says so when PostgreSQL's second wall between tenants does not hold the portal's user. */
  public static void warnWithoutRowSecurity(DataSource dataSource) {
    if (!LakegateDataSource.isPostgreSql()) {
      return;
    }
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select rolsuper or rolbypassrls from pg_roles where rolname = current_user")) {
      if (found.next() && found.getBoolean(1)) {
        LOG.warning(
            () ->
                "The database user '"
                    + LakegateDataSource.user()
                    + "' is a superuser or bypasses row-level security. Give lakegate.db.user a"
                    + " role that does neither, and the migrations lakegate.db.owner.user.");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The scripts for the database behind that JDBC URL. */
  static FluentConfiguration scripts(String url) {
    boolean h2 = LakegateDataSource.isH2(url);
    return Flyway.configure(Migrations.class.getClassLoader())
        .locations(
            "classpath:db/migration/common", "classpath:db/migration/" + (h2 ? "h2" : "postgresql"))
        // Scripts change rows of all tenants, also where their user is the portal's own.
        .initSql(h2 ? null : "select set_config('lakegate.across_tenants', 'on', false)")
        .validateMigrationNaming(true)
        .placeholders(Map.of("application", quoted(LakegateDataSource.user())))
        .failOnMissingLocations(true);
  }

  /** Escapes a text for a quoted SQL literal that itself stands between two {@code $$}. */
  private static String quoted(String user) {
    if (user.contains("$$")) {
      throw new IllegalStateException(
          Setting.DB_USER.key() + " must not contain $$: choose another name for that user.");
    }
    return user.replace("'", "''");
  }
}
