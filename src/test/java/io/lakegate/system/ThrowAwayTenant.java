package io.lakegate.system;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A tenant of one test with something of every kind that can be changed. */
final class ThrowAwayTenant {
  private final TestPortal portal = TestPortal.get();
  private final Map<String, String> ids = new TreeMap<>();
  private final String slug = portal.newTenant();
  private final ApiClient admin = portal.as(slug, "admin");

  ThrowAwayTenant() {
    String fabric =
        create("/workspaces", Map.of("name", "Fabric", "kind", "FABRIC", "fabricId", guid()));
    ids.put("workspaces", create("/workspaces", livyServer()));
    ids.put(
        "lakehouses",
        create("/lakehouses", Map.of("workspaceId", fabric, "name", "L", "fabricId", guid())));
    ids.put(
        "environments",
        create("/environments", Map.of("workspaceId", fabric, "name", "E", "fabricId", guid())));
    ids.put("session-profiles", create("/session-profiles", profile()));
    ids.put(
        "group-roles",
        create("/group-roles", Map.of("groupId", "g", "groupName", "G", "role", "Viewers")));
    ids.put("members", admin.get("/members?q=viewer").items().get(0).getString("id"));
    ids.put("tokens", admin.get("/tokens?own=true").items().get(0).getString("id"));
    ids.put("audit-events", admin.get("/audit-events").items().get(0).getString("id"));
    ids.put(
        "signing-keys",
        portal.as("operator", "operator").get("/signing-keys").items().get(0).getString("id"));
    ids.put(
        "tenants",
        portal.as("operator", "operator").get("/tenants?q=" + slug).items().get(0).getString("id"));
    registerProvider();
  }

  private static Map<String, Object> livyServer() {
    Map<String, Object> credential =
        Map.of("type", "BASIC", "user", "livy", "secret", "password of livy");
    return Map.of(
        "name", "Livy",
        "kind", "APACHE_LIVY",
        "url", "http://127.0.0.1:1",
        "credential", credential,
        "automationCredential", credential,
        "requestTimeout", "PT5S");
  }

  private Map<String, Object> profile() {
    return Map.of(
        "name", "P",
        "workspaceId", ids.get("workspaces"),
        "kind", "spark",
        "conf", Map.of("spark.ui.enabled", "false"),
        "jars", List.of("hdfs:///a.jar"),
        "driverCores", 2,
        "startupStatements", List.of("1"),
        "idleTimeout", "PT20M",
        "overridable", List.of("conf"));
  }

  /** With a certificate, which is shown as an object and given as text. */
  private void registerProvider() {
    admin
        .put(
            "/identity-provider",
            Map.of(
                "name", "Contoso",
                "issuer", portal.issuer(),
                "clientId", "lakegate",
                "secret", "client secret"))
        .expect(200);
    admin.post("/identity-provider/certificate", Map.of()).expect(200);
    admin.post("/identity-provider/certificate/use", Map.of()).expect(200);
  }

  private String create(String path, Map<String, ?> body) {
    return admin.post(path, body).expect(201).id();
  }

  private static String guid() {
    return UUID.randomUUID().toString();
  }

  String slug() {
    return slug;
  }

  ApiClient admin() {
    return admin;
  }

  /** Its administrator, or the operator where only that one may ask. */
  ApiClient client(String path) {
    return path.matches("/(tenants|signing-keys)(/.*)?")
        ? portal.as("operator", "operator")
        : admin;
  }

  /** With the id of what is there, else with one of nothing. */
  String path(String template) {
    String resource = template.split("/", -1)[1];
    return template
        .replace("{id}", ids.getOrDefault(resource, guid()))
        .replaceAll("\\{[^}]*}", guid());
  }
}
