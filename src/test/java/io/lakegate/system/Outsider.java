package io.lakegate.system;

import io.lakegate.platform.security.Digests;
import java.util.Map;
import java.util.UUID;

/** An editor of another workspace of the tenant, and of nothing else there. */
final class Outsider {
  private final TestPortal portal;
  private final ApiClient client;
  private final String workspace;
  private final String groupRole;
  private final UUID person = UUID.randomUUID();

  Outsider(TestPortal portal) {
    this.portal = portal;
    ApiClient admin = portal.as("admin");
    workspace =
        admin
            .post(
                "/workspaces",
                Map.of("name", "Elsewhere", "kind", "APACHE_LIVY", "url", "http://127.0.0.1:1"))
            .expect(201)
            .id();
    String group = "elsewhere " + person;
    groupRole =
        admin
            .post(
                "/group-roles",
                Map.of(
                    "groupId",
                    group,
                    "groupName",
                    "Elsewhere",
                    "role",
                    "Editors",
                    "workspaceId",
                    workspace))
            .expect(201)
            .id();
    String tenant = "(select id from tenant where slug = 'demo')";
    // As the provider's sign-in would leave them; which needs a provider, and a browser.
    portal.execute(
        "insert into person (id, tenant_id, version, user_name, display_name, password_generated,"
            + " created_at, subject, groups_source, groups_seen_at) values ('"
            + person
            + "', "
            + tenant
            + ", 1, 'outsider', 'Outsider', false, now(), 'outsider', 'TOKEN', now())");
    portal.execute(
        "insert into person_group (id, tenant_id, version, person_id, group_id, group_key) values"
            + " (gen_random_uuid(), "
            + tenant
            + ", 1, '"
            + person
            + "', '"
            + group
            + "', '"
            + Digests.sha256(group)
            + "')");
    ApiClient.Answer token =
        portal.as("editor").post("/tokens", Map.of("name", "outsider")).expect(201);
    portal.execute(
        "update rest_token set person_id = '" + person + "' where id = '" + token.id() + "'");
    client = ApiClient.bearer(portal.uri(), token.json().getString("token"));
  }

  ApiClient client() {
    return client;
  }

  String workspace() {
    return workspace;
  }

  void leave() {
    portal.execute("delete from rest_token where person_id = '" + person + "'");
    portal.execute("delete from person_group where person_id = '" + person + "'");
    portal.execute("delete from person where id = '" + person + "'");
    ApiClient admin = portal.as("admin");
    admin.delete("/group-roles/" + groupRole).expect(204);
    admin.delete("/workspaces/" + workspace).expect(204);
  }
}
