package io.lakegate.platform.database;

import io.lakegate.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test of a repository: runs on both databases, each test in an empty one with two tenants.
 * {@code database.repository(XRepository.class)} is the subject as the server would give it.
 */
@ParameterizedClass
@MethodSource("databases")
public abstract class RepositoryTest {
  protected static final TenantId ACME = new TenantId(new UUID(0xacL, 1));
  protected static final TenantId GLOBEX = new TenantId(new UUID(0x91L, 2));

  @Parameter protected TestDatabase database;

  /** Mutants are tried on one database only: PostgreSQL would be started for each group of them. */
  static Stream<TestDatabase> databases() {
    String only = System.getProperty("lakegate.test.database");
    return only == null ? Stream.of(TestDatabase.values()) : Stream.of(TestDatabase.valueOf(only));
  }

  @BeforeEach
  void twoTenantsAndNothingElse() throws SQLException {
    database.clear();
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into tenant (id, version, slug, name, created_at)"
                    + " values (?, 0, ?, ?, current_timestamp)")) {
      insert(insert, ACME, "acme");
      insert(insert, GLOBEX, "globex");
    }
  }

  private static void insert(PreparedStatement insert, TenantId tenant, String slug)
      throws SQLException {
    insert.setObject(1, tenant.value());
    insert.setString(2, slug);
    insert.setString(3, slug);
    insert.executeUpdate();
  }
}
