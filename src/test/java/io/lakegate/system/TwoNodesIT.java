package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two portals as processes on one PostgreSQL run a thousand statements while the one that holds
 * more sessions is killed, paused for longer than its leases last, or restarted. Whatever happens,
 * no code is sent twice, none is lost without its reason, and the other portal takes over soon.
 * Repeat a run with {@code -Dlakegate.test.seed}.
 */
class TwoNodesIT {
  private static final int STATEMENTS = Integer.getInteger("lakegate.test.statements", 1000);
  private static final int SESSIONS = 10;
  private static final Duration LENGTH = Duration.ofMillis(350);
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Of one request; a portal that is paused does not answer. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private static final String SECRET_KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

  private enum Fault {
    KILL,
    PAUSE,
    RESTART
  }

  private final long seed = Long.getLong("lakegate.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ExecutorService people = Executors.newFixedThreadPool(SESSIONS);
  private final List<Node> nodes = new ArrayList<>();
  private EmbeddedPostgres postgres;
  private CountingLivy livy;

  /** A portal and the name it has in the lease table. */
  private static final class Node {
    final LakegateServer server;
    ApiClient editor;
    volatile String id;

    Node(LakegateServer server) {
      this.server = server;
    }
  }

  @BeforeEach
  void start() throws IOException {
    System.out.println("TwoNodesIT: -Dlakegate.test.seed=" + seed);
    postgres = EmbeddedPostgres.builder().start();
    execute("create role lakegate login");
    livy = new CountingLivy(LENGTH);
    for (int i = 0; i < 2; i++) {
      Node node =
          new Node(
              new LakegateServer()
                  .withSandbox(livy.uri(), "token")
                  .with(
                      "LAKEGATE_DB_URL",
                      "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres")
                  .with("LAKEGATE_DB_USER", "lakegate")
                  .with("LAKEGATE_DB_OWNER_USER", "postgres")
                  .with("LAKEGATE_SECRET_KEY", SECRET_KEY));
      nodes.add(node);
      begin(node);
    }
  }

  @AfterEach
  void end() throws IOException {
    people.shutdownNow();
    nodes.forEach(node -> node.server.close());
    livy.close();
    postgres.close();
  }

  private void begin(Node node) {
    node.server.start();
    node.editor = ApiClient.signIn(node.server.uri(), "demo", "editor", LakegateServer.PASSWORD);
    String session = launch(node);
    node.id = text("select node from work_lease where id = '" + session + "'");
    assertThat(node.id).isNotNull();
  }

  private static String launch(Node node) {
    String profile =
        node.editor.get("/session-profiles").expect(200).items().stream()
            .filter(one -> one.getString("kind").equals("spark"))
            .findFirst()
            .orElseThrow()
            .getString("id");
    String session = Catalogue.launch(node.editor, profile);
    Catalogue.awaitState(node.editor, session, "IDLE");
    return session;
  }

  @Test
  void whatever_happens_to_a_node_nothing_is_sent_twice_and_nothing_is_lost_silently()
      throws Exception {
    List<String> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(launch(nodes.get(i % 2)));
    }
    List<Fault> faults = new ArrayList<>(Arrays.asList(Fault.values()));
    Collections.shuffle(faults, random);

    List<Future<?>> submitting = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      Random own = new Random(random.nextLong());
      String session = sessions.get(i);
      int number = i;
      submitting.add(people.submit(() -> submitAll(session, number, own)));
    }
    int share = STATEMENTS / (faults.size() + 1);
    for (int i = 0; i < faults.size(); i++) {
      int moment = i * share + 1 + random.nextInt(share);
      Waiting.until(PATIENCE, livy::codes, codes -> codes >= moment);
      suffer(faults.get(i));
    }
    for (Future<?> one : submitting) {
      one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    Waiting.until(
        PATIENCE,
        () -> text("select count(*) from statement where unended_number is not null"),
        "0"::equals);

    assertNothingTwiceAndNothingSilent(faults.size());
  }

  /** The next one is asked for as soon as this one is stored, at any portal that answers. */
  private void submitAll(String session, int number, Random own) {
    for (int i = 0; i < STATEMENTS / SESSIONS; i++) {
      Map<String, String> code = Map.of("code", "run " + number + "-" + i);
      Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
      Waiting.until(
          PATIENCE,
          () -> status(nodes.get(own.nextInt(2)), session, code, key),
          status -> status == 201);
    }
  }

  private static int status(
      Node node, String session, Map<String, String> code, Map<String, String> key) {
    try {
      return node.editor
          .postLater("/sessions/" + session + "/statements", code, key)
          .orTimeout(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS)
          .handle((Answer answer, Throwable failure) -> failure == null ? answer.status() : 0)
          .join();
    } catch (CompletionException e) {
      return 0;
    }
  }

  private void suffer(Fault fault) {
    Node node = holdsMore();
    String dead = node.id;
    System.out.println("TwoNodesIT: " + fault + " after " + livy.codes() + " statements");
    long since = System.nanoTime();
    switch (fault) {
      case KILL -> node.server.kill();
      case PAUSE -> node.server.pause();
      case RESTART -> node.server.close();
      default -> throw new IllegalStateException();
    }
    // A portal that is asked to end still has some seconds for what it is at.
    long gone = fault == Fault.RESTART ? System.nanoTime() : since;
    Waiting.until(PATIENCE, () -> held(dead), held -> held == 0);
    Duration takeover = Duration.ofNanos(System.nanoTime() - gone);
    System.out.println("TwoNodesIT: taken over within " + takeover.toMillis() + " ms");
    if (fault == Fault.PAUSE) {
      node.server.goOn();
    } else {
      begin(node);
    }
    assertThat(takeover).as("takeover after %s", fault).isLessThanOrEqualTo(TAKEOVER);
  }

  private Node holdsMore() {
    return held(nodes.get(0).id) >= held(nodes.get(1).id) ? nodes.get(0) : nodes.get(1);
  }

  private int held(String node) {
    return Integer.parseInt(
        text("select count(*) from work_lease where kind = 'session' and node = '" + node + "'"));
  }

  private void assertNothingTwiceAndNothingSilent(int faults) throws SQLException {
    int stored = 0;
    int lost = 0;
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select code, state, message from statement")) {
      while (rows.next()) {
        String code = rows.getString(1);
        String state = rows.getString(2);
        stored++;
        assertThat(state).as(code).isIn("AVAILABLE", "LOST");
        if (state.equals("AVAILABLE")) {
          assertThat(livy.received(code)).as(code).isEqualTo(1);
        } else {
          lost++;
          assertThat(livy.received(code)).as(code).isLessThanOrEqualTo(1);
          assertThat(rows.getString(3)).as(code).contains("not known to have run");
        }
      }
    }
    System.out.println("TwoNodesIT: " + lost + " of " + stored + " lost");
    assertThat(stored).isEqualTo(STATEMENTS);
    // One at most in each session at the moment of each fault.
    assertThat(lost).isLessThanOrEqualTo(faults * SESSIONS);
  }

  private void execute(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String query) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
