package io.lakegate.system;

import com.nimbusds.jose.jwk.RSAKey;
import io.lakegate.client.graph.GraphGroup;
import io.lakegate.client.graph.GraphStub;
import io.lakegate.client.oidc.EntraStub;
import io.lakegate.launcher.Server;
import io.lakegate.platform.security.SecretBox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The portal and the sandbox that all tests share which kill neither: on PostgreSQL, as a user who
 * does not own the schema, with the demo's people and a second tenant {@code globex} whose people
 * have the same names and passwords.
 */
final class TestPortal implements AutoCloseable {
  /** 32 bytes; known here, so that a test can hold the portal's own key in its hands. */
  private static final String SECRET_KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

  /** One query for each column whatever its type, for text hides in bytes and documents too. */
  private static final String SEARCHES =
      """
      select format(
        'select distinct %L, c from %I.%I, unnest(?) c where position(c in %s) > 0',
        c.table_name || '.' || c.column_name, c.table_schema, c.table_name,
        format(case c.data_type when 'bytea' then 'encode(%I, ''escape'')' else '%I::text' end,
          c.column_name))
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE'
        and c.table_schema not in ('pg_catalog', 'information_schema')
      """;

  private static TestPortal present;
  private static boolean tried;

  private final SandboxServer sandbox;
  private final EmbeddedPostgres postgres;
  private final LakegateServer server;
  private final EntraStub entra = new EntraStub();
  private final GraphStub graph = new GraphStub(EntraStub.OWN_TOKEN);
  private final Map<String, ApiClient> people = new ConcurrentHashMap<>();

  private TestPortal() {
    this(new LakegateServer());
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "test portal"));
  }

  private TestPortal(LakegateServer unset) {
    try {
      sandbox = new SandboxServer();
      postgres = EmbeddedPostgres.builder().start();
      execute("create role lakegate login");
      entra.givingTheClient(graph.uri() + "/.default", EntraStub.OWN_TOKEN);
      graph.finding(
          "$search=%22displayName%3Adata%22"
              + "&$select=id,displayName&$orderby=displayName&$count=true&$top=25",
          List.of(
              new GraphGroup("3f2504e0-4f89-41d3-9a0c-0305e82c3301", "Data engineers"),
              new GraphGroup("6fa459ea-ee8a-4ca4-894e-db77e160355e", "Data owners of sales")));
      server =
          unset
              .withSandbox(sandbox.uri(), sandbox.token())
              .with(
                  "LAKEGATE_DB_URL",
                  "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres")
              .with("LAKEGATE_DB_USER", "lakegate")
              .with("LAKEGATE_DB_OWNER_USER", "postgres")
              .with("LAKEGATE_SECRET_KEY", SECRET_KEY)
              .with("LAKEGATE_ENTRA_URL", entra.authority())
              .with("LAKEGATE_GRAPH_URL", graph.uri().toString())
              .start();
      foundTenant("globex", "Globex");
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One of its own on that server, with a database and a sandbox of its own. */
  static TestPortal on(Server server) {
    return new TestPortal(new LakegateServer().on(server));
  }

  static synchronized TestPortal get() {
    if (present == null && tried) {
      throw new IllegalStateException("The test portal did not start; the first test says why.");
    }
    tried = true;
    present = present == null ? new TestPortal() : present;
    return present;
  }

  @Override
  public void close() {
    server.close();
    sandbox.close();
    graph.close();
    entra.close();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With people of the same names and passwords as those of {@code demo}. */
  private void foundTenant(String slug, String name) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement tenant =
            connection.prepareStatement(
                "insert into tenant (id, version, slug, name, created_at)"
                    + " values (gen_random_uuid(), 0, ?, ?, now())");
        PreparedStatement people =
            connection.prepareStatement(
                "insert into person (id, tenant_id, version, user_name, role, password_hash,"
                    + " password_generated, created_at)"
                    + " select gen_random_uuid(), g.id, 0, p.user_name, p.role, p.password_hash,"
                    + " false, now() from person p join tenant d on d.id = p.tenant_id"
                    + " and d.slug = 'demo', tenant g where g.slug = ?")) {
      tenant.setString(1, slug);
      tenant.setString(2, name);
      tenant.executeUpdate();
      people.setString(1, slug);
      people.executeUpdate();
    }
  }

  /** The slug of a tenant nobody else uses: what is done in it hurts no other test. */
  String newTenant() {
    String slug = "t" + UUID.randomUUID().toString().substring(0, 8);
    try {
      foundTenant(slug, "Throw-away " + slug);
      return slug;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A person of {@code demo} nobody else uses: what is done to it hurts no other test. */
  String newPerson(String role) {
    String name = "p" + UUID.randomUUID().toString().substring(0, 8);
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into person (id, tenant_id, version, user_name, role, password_hash,"
                    + " password_generated, created_at)"
                    + " select gen_random_uuid(), p.tenant_id, 0, ?, ?, p.password_hash, false,"
                    + " now() from person p join tenant d on d.id = p.tenant_id"
                    + " where d.slug = 'demo' and p.user_name = 'admin'")) {
      insert.setString(1, name);
      insert.setString(2, role);
      insert.executeUpdate();
      return name;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many rows a table has: a refusal must not change it. */
  long count(String table) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The only value the query gives, as text. */
  String text(String query) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each column of each table in which one of the texts occurs, as {@code table.column: text}. */
  List<String> columnsWith(Collection<String> texts) {
    List<String> found = new ArrayList<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet queries = statement.executeQuery(SEARCHES)) {
      while (queries.next()) {
        try (PreparedStatement search = connection.prepareStatement(queries.getString(1))) {
          search.setArray(1, connection.createArrayOf("text", texts.toArray()));
          try (ResultSet rows = search.executeQuery()) {
            while (rows.next()) {
              found.add(rows.getString(1) + ": " + rows.getString(2));
            }
          }
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the portal signs its tokens with, read as who has stolen database and secret key. */
  RSAKey signingKey() throws GeneralSecurityException, ParseException, SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id, private_key_encrypted from signing_key order by use_at")) {
      row.next();
      byte[] sealed = Base64.getDecoder().decode(row.getString(2).substring("v1:".length()));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(Base64.getDecoder().decode(SECRET_KEY), "AES"),
          new GCMParameterSpec(128, sealed, 0, 12));
      cipher.updateAAD(row.getString(1).getBytes(StandardCharsets.UTF_8));
      return RSAKey.parse(
          new String(cipher.doFinal(sealed, 12, sealed.length - 12), StandardCharsets.UTF_8));
    }
  }

  /**
   * What a page of {@code demo} would carry in a form for this person, for addresses below the
   * tenant where the page shows them none: as who has stolen the secret key.
   */
  String formToken(String userName, String path) {
    String boundTo =
        text(
            "select d.id || E'\\nperson ' || p.id from person p join tenant d on d.id = p.tenant_id"
                + " where d.slug = 'demo' and p.user_name = '"
                + userName
                + "'");
    String random = UUID.randomUUID().toString();
    String signed = boundTo + "\n" + path + "\n" + random;
    return random + "." + SecretBox.of(SECRET_KEY).sign("form token", signed);
  }

  /** Of what the portal takes for Microsoft Entra. */
  String issuer() {
    return entra.issuer();
  }

  URI uri() {
    return server.uri();
  }

  LakegateServer server() {
    return server;
  }

  /** For {@code demo}: a directory in what the portal takes for Microsoft Entra, not yet live. */
  void registerDirectory() {
    as("admin")
        .put(
            "/identity-provider",
            Map.of(
                "name",
                "Contoso",
                "issuer",
                entra.issuer(),
                "clientId",
                "lakegate",
                "secret",
                "client secret",
                "groupNames",
                true))
        .expect(200);
  }

  SandboxServer sandbox() {
    return sandbox;
  }

  ApiClient as(String userName) {
    return as("demo", userName);
  }

  ApiClient as(String tenant, String userName) {
    return people.computeIfAbsent(
        tenant + "/" + userName,
        key -> ApiClient.signIn(uri(), tenant, userName, LakegateServer.PASSWORD));
  }

  ApiClient nobody() {
    return ApiClient.nobody(uri());
  }
}
