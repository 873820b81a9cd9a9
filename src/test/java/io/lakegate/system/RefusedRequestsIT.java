package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the portal refuses to somebody it knows stands in the audit trail, at either front door. */
class RefusedRequestsIT {
  private static final int MAX_IN_AN_HOUR = 100;

  private final TestPortal portal = TestPortal.get();
  private final ApiClient admin = portal.as("admin");
  private final String viewer = portal.newPerson("VIEWERS");

  private List<JsonObject> refusalsOf(String person) {
    return admin.get("/audit-events?limit=200&action=request&actor=" + person).expect(200).items();
  }

  @Test
  void a_request_of_a_program_with_method_address_and_code() {
    portal.as(viewer).post("/workspaces", Map.of()).expect(403);

    assertThat(refusalsOf(viewer))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.toString()).contains("POST /api/v1/workspaces", "FORBIDDEN");
              assertThat(event.toString()).contains(viewer);
            });
  }

  @Test
  void a_page_with_its_address() {
    try (Visit visit = Visit.signedIn(portal.uri(), "demo", viewer).expecting("status of 403")) {
      assertThat(visit.page().navigate("/demo/admin/members").status()).isEqualTo(403);
    }

    assertThat(refusalsOf(viewer))
        .singleElement()
        .satisfies(
            event -> assertThat(event.toString()).contains("GET /demo/admin/members", "FORBIDDEN"));
  }

  @Test
  void not_what_was_merely_wrong_or_not_there() {
    ApiClient theirs = portal.as(viewer);

    theirs.get("/sessions/" + UUID.randomUUID()).expect(404);
    theirs.get("/session-profiles?limit=many").expect(400);

    assertThat(refusalsOf(viewer)).isEmpty();
  }

  @Test
  void a_flood_so_many_times_an_hour_and_everybody_else_as_before() {
    ApiClient theirs = portal.as(viewer);
    for (int i = 0; i < MAX_IN_AN_HOUR + 10; i++) {
      theirs.get("/group-roles?q=" + i).expect(403);
    }
    String other = portal.newPerson("VIEWERS");
    portal.as(other).get("/members").expect(403);

    assertThat(refusalsOf(viewer)).hasSize(MAX_IN_AN_HOUR);
    assertThat(refusalsOf(other)).hasSize(1);
  }
}
