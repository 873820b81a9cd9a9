package io.lakegate.system;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A catalogue, sessions and statements of every kind in {@code demo}, made once. */
final class Organisation {
  private static Organisation present;

  private final TestPortal portal = TestPortal.get();
  private final ApiClient admin = portal.as("admin");
  private final ApiClient editor = portal.as("editor");
  private final ApiClient viewer = portal.as("viewer");

  final String workspace;
  final String profile;
  final String fabric;
  final String lakehouse;
  final String environment;
  final String fabricProfile;
  final String groupRole;
  final String live;
  final String lost;
  final String refused;
  final String table;
  final String mistake;
  final String html;

  /** A session whose backend nobody asks; there while it is planted. */
  final String expired = UUID.randomUUID().toString();

  /** A Viewer who reads the audit trail. */
  final String auditReader = TestPortal.get().newPerson("VIEWERS");

  static synchronized Organisation get() {
    present = present == null ? new Organisation() : present;
    return present;
  }

  private Organisation() {
    workspace =
        create(
            "/workspaces",
            Map.of(
                "name",
                "Analytics cluster",
                "kind",
                "APACHE_LIVY",
                "url",
                portal.sandbox().uri().toString(),
                "credential",
                Map.of("type", "BEARER", "secret", portal.sandbox().token())));
    fabric = create("/workspaces", Map.of("name", "Finance", "kind", "FABRIC", "fabricId", guid()));
    lakehouse =
        create("/lakehouses", Map.of("workspaceId", fabric, "name", "Ledger", "fabricId", guid()));
    groupRole =
        create(
            "/group-roles", Map.of("groupId", guid(), "groupName", "Analysts", "role", "Viewers"));
    environment =
        create(
            "/environments",
            Map.of(
                "workspaceId",
                fabric,
                "name",
                "Closing",
                "fabricId",
                guid(),
                "runtime",
                "Fabric Runtime 1.3"));
    fabricProfile =
        create(
            "/session-profiles",
            Map.of(
                "name",
                "Month-end closing",
                "workspaceId",
                fabric,
                "lakehouseId",
                lakehouse,
                "environmentId",
                environment,
                "kind",
                "pyspark"));
    profile =
        create(
            "/session-profiles",
            Map.of(
                "name",
                "Explore sales",
                "workspaceId",
                workspace,
                "kind",
                "spark",
                "conf",
                Map.of("spark.sql.shuffle.partitions", "4", "spark.sql.ansi.enabled", "true"),
                "overridable",
                List.of("conf", "idleTimeout")));
    refused = launch(python(), "nightly import");
    lost = launch(profile, "price model");
    live = launch(profile, "sales by region");
    loseOne();
    table = run(live, "sql", SALES);
    run(live, "spark", "val threshold = 42\nprintln(s\"threshold is $threshold\")");
    mistake = run(live, "spark", "spark.table(\"no_such_table\").show()");
    run(live, "sql", "select id as order_no, uuid() as reference from range(130)");
    run(live, "spark", LONG_CODE);
    run(live, "sql", "create or replace temporary view regions as select 1 as id");
    html = run(live, "spark", "println(\"a chart\")");
    plantHtml(html, CHART);
  }

  /** The page of a running and a waiting statement; they go on until the caller cancels them. */
  List<String> keepBusy() {
    String running = submit(live, "spark", "Thread.sleep(600000)");
    String waiting = submit(live, "sql", "select count(*) from range(1000000)");
    Waiting.until(
        Catalogue.PATIENCE,
        () -> viewer.get("/statements/" + running).json().getString("state"),
        "RUNNING"::equals);
    return List.of(running, waiting);
  }

  void cancel(List<String> statements) {
    statements.forEach(
        statement ->
            editor.post("/sessions/" + live + "/statements/" + statement + "/cancel", Map.of()));
    Catalogue.awaitState(viewer, live, "IDLE");
  }

  /**
   * States that a sandbox does not come to: a session whose owner must sign in again, shared with
   * all Editors, that no tracker looks after; a reader of the audit trail; a directory of groups.
   */
  void plant() {
    portal.execute(
        """
        create temporary table planted as select * from session where id = '%2$s';
        update planted set id = '%1$s', name = 'quarterly report', remote_name = 'planted %1$s',
          remote_id = null, state = 'UNKNOWN', end_cause = null, ended_at = null,
          last_activity_at = now(),
          unreachable_since = now() - interval '5 minutes',
          sign_in_expired_since = now() - interval '5 minutes',
          message = 'The sign-in at the backend has expired (invalid_grant).';
        insert into session select * from planted;
        insert into session_share (id, tenant_id, version, session_id, shared_at)
          select gen_random_uuid(), tenant_id, 0, id, now() from planted;
        drop table planted;
        update person set audit_reader = true where user_name = '%3$s'
        """
            .formatted(expired, lost, auditReader));
    portal.registerDirectory();
  }

  void forgetPlanted() {
    admin.delete("/identity-provider").expect(204);
    portal.execute(
        "delete from session_share where session_id = '%1$s'; delete from session where id = '%1$s'"
            .formatted(expired));
  }

  /** In place of what the statement gave: no backend at hand makes HTML. */
  void plantHtml(String statement, String content) {
    plantOutput(
        statement,
        jakarta.json.Json.createObjectBuilder()
            .add("status", "ok")
            .add("data", jakarta.json.Json.createObjectBuilder().add("text/html", content))
            .build()
            .toString());
  }

  void plantOutput(String statement, String json) {
    portal.execute(
        "update statement_output set output = '"
            + json.replace("'", "''")
            + "' where statement_id = '"
            + statement
            + "'");
  }

  private void loseOne() {
    Catalogue.awaitState(viewer, lost, "IDLE");
    run(lost, "sql", "select 1 as one");
    submit(lost, "spark", "Thread.sleep(600000)");
    submit(lost, "sql", "select avg(id) from range(100)");
    String remote = viewer.get("/sessions/" + lost).json().getString("remoteId");
    portal.sandbox().send("DELETE", "/sessions/" + remote, null);
    Catalogue.awaitState(viewer, lost, "ENDED");
    Catalogue.awaitState(viewer, live, "IDLE");
  }

  private String python() {
    return admin.get("/session-profiles?limit=100").items().stream()
        .filter(one -> one.getString("kind").equals("pyspark"))
        .filter(one -> one.getString("name").equals("Python"))
        .findFirst()
        .orElseThrow()
        .getString("id");
  }

  private String create(String path, Map<String, ?> body) {
    return admin.post(path, body).expect(201).id();
  }

  private String launch(String profileId, String name) {
    return editor.post("/sessions", Map.of("profileId", profileId, "name", name)).expect(202).id();
  }

  private String submit(String session, String kind, String code) {
    return editor
        .post("/sessions/" + session + "/statements", Map.of("code", code, "kind", kind))
        .expect(201)
        .id();
  }

  private String run(String session, String kind, String code) {
    String statement = submit(session, kind, code);
    Catalogue.awaitEnd(viewer, session, statement);
    return statement;
  }

  private static String guid() {
    return UUID.randomUUID().toString();
  }

  private static final String SALES =
      """
      select region, orders, revenue, share, first_order
      from values
        ('North', 1204, 98213.50, 0.31, date'2026-01-04'),
        ('East', 987, 71020.05, 0.22, date'2026-01-05'),
        ('South', 1530, 120457.90, 0.38, date'2026-01-02'),
        ('West', 311, cast(null as decimal(8,2)), 0.09, cast(null as date))
        as sales(region, orders, revenue, share, first_order)
      order by orders desc\
      """;

  private static final String LONG_CODE =
      """
      // Orders of a day, by hour
      case class Order(hour: Int, amount: Double)
      val orders = (0 until 24).map(hour => Order(hour, hour * 1.5 + 3))
      val morning = orders.filter(_.hour < 12)
      val afternoon = orders.filter(_.hour >= 12)
      def total(all: Seq[Order]): Double = all.map(_.amount).sum
      println(f"morning   ${total(morning)}%10.2f")
      println(f"afternoon ${total(afternoon)}%10.2f")
      println(f"all       ${total(orders)}%10.2f")
      println("-" * 160)
      orders.foreach(order => println(f"${order.hour}%02d  ${"#" * order.amount.toInt}"))
      val busiest = orders.maxBy(_.amount)
      println(s"busiest hour: ${busiest.hour}")
      println("done")\
      """;

  static final String CHART =
      """
      <style>body { font: 14px sans-serif } .bar { background: #2f6fde; color: #fff; padding: 4px }
      </style><h3>Orders by region</h3><div class="bar" id="north">North 1204</div>
      <script>document.getElementById("north").textContent += " (drawn by a script)"</script>\
      """;
}
