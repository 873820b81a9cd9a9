package io.lakegate.platform.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The two databases Lakegate runs on, each started once a JVM, with the schema of the real
 * migrations and the real persistence unit.
 */
@SuppressWarnings("ImmutableEnumChecker") // started when first asked for
public enum TestDatabase {
  H2 {
    @Override
    DataSource start() {
      // In memory, but of the same dialect; that the file is durable is another test's subject.
      return connecting("jdbc:h2:mem:lakegate;DB_CLOSE_DELAY=-1", "lakegate");
    }

    @Override
    DataSource ofThePortal(DataSource owner) {
      return owner;
    }

    @Override
    DataSource another(String name) {
      return connecting("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "lakegate");
    }

    @Override
    String url() {
      return "jdbc:h2:mem:lakegate";
    }

    @Override
    void empty(Statement statement, List<String> tables) throws SQLException {
      statement.execute("set referential_integrity false");
      for (String table : tables) {
        statement.execute("truncate table " + table);
      }
      statement.execute("set referential_integrity true");
    }
  },
  POSTGRESQL {
    @Override
    @SuppressWarnings("resource") // ends with the JVM
    DataSource start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                // What it stores is thrown away; being durable is another test's subject.
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .start();
        DataSource owner =
            connecting(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres", "postgres");
        try (Connection connection = owner.getConnection();
            Statement statement = connection.createStatement()) {
          // Whom the portal works as; the last script gives it its rights.
          statement.execute("create role lakegate login");
        }
        return owner;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    DataSource ofThePortal(DataSource owner) throws SQLException {
      try (Connection connection = owner.getConnection()) {
        return connecting(connection.getMetaData().getURL(), "lakegate");
      }
    }

    @Override
    DataSource another(String name) throws SQLException {
      try (Connection connection = dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
        String url = connection.getMetaData().getURL();
        return connecting(url.replaceFirst("/postgres\\b", "/" + name), "postgres");
      }
    }

    @Override
    String url() {
      return "jdbc:postgresql:";
    }

    @Override
    void empty(Statement statement, List<String> tables) throws SQLException {
      // Of a few rows: "truncate" makes every table and index anew.
      statement.execute("set session_replication_role = replica");
      for (String table : tables) {
        statement.addBatch("delete from " + table);
      }
      statement.executeBatch();
      statement.execute("set session_replication_role = default");
    }
  };

  /** The WAR's own data source, on another database. */
  private static DataSource connecting(String url, String user) {
    return new LakegateDataSource() {
      private final ReusedConnections connections =
          new ReusedConnections(() -> connect(url, user, ""));

      @Override
      public Connection getConnection() throws SQLException {
        return connections.get();
      }
    };
  }

  private DataSource dataSource;
  private EntityManagerFactory factory;
  private EntityManagerFactory factoryOfThePortal;

  abstract DataSource start();

  /** As the user the portal works as, who owns nothing. */
  abstract DataSource ofThePortal(DataSource owner) throws SQLException;

  /** An empty one beside it, of this name. */
  abstract DataSource another(String name) throws SQLException;

  abstract String url();

  abstract void empty(Statement statement, List<String> tables) throws SQLException;

  /** Migrated. */
  public synchronized DataSource dataSource() {
    if (dataSource == null) {
      dataSource = start();
      Migrations.scripts(url()).dataSource(dataSource).load().migrate();
    }
    return dataSource;
  }

  private synchronized EntityManagerFactory factory() {
    if (factory == null) {
      factory = factory(dataSource());
    }
    return factory;
  }

  private synchronized EntityManagerFactory factoryOfThePortal() {
    if (factoryOfThePortal == null) {
      try {
        factoryOfThePortal = factory(ofThePortal(dataSource()));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return factoryOfThePortal;
  }

  /** The WAR's own unit, without the server around it. */
  private static EntityManagerFactory factory(DataSource dataSource) {
    return Persistence.createEntityManagerFactory(
        "lakegate",
        Map.of(
            "jakarta.persistence.transactionType",
            "RESOURCE_LOCAL",
            "jakarta.persistence.jtaDataSource",
            "",
            "jakarta.persistence.nonJtaDataSource",
            dataSource,
            // Two units of one name are one to EclipseLink.
            "eclipselink.session-name",
            "of " + System.identityHashCode(dataSource)));
  }

  /** As the portal's own user, who sees no row until told whose. */
  EntityManager entityManagerOfThePortal() {
    return factoryOfThePortal().createEntityManager();
  }

  /** A repository as the container would give it: each call is a transaction of its own. */
  public <R> R repository(Class<R> type) {
    return TransactionalRepository.of(type, this);
  }

  /** As the owner of the schema, who sees everything. */
  public <T> T inTransaction(Function<EntityManager, T> work) {
    try (EntityManager entityManager = factory().createEntityManager()) {
      entityManager.getTransaction().begin();
      try {
        T result = work.apply(entityManager);
        entityManager.getTransaction().commit();
        return result;
      } finally {
        if (entityManager.getTransaction().isActive()) {
          entityManager.getTransaction().rollback();
        }
      }
    }
  }

  /** As {@code inTransaction}, for work without a result. */
  public void run(Consumer<EntityManager> work) {
    inTransaction(
        entityManager -> {
          work.accept(entityManager);
          return null;
        });
  }

  /** Leaves the schema and nothing in it. */
  public void clear() {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      empty(statement, tables(connection));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (found.next()) {
        String table = found.getString("TABLE_NAME");
        if (!table.startsWith("flyway")) {
          tables.add(table);
        }
      }
    }
    return tables;
  }
}
