package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each refusal has its status, its code and changes nothing. */
class RefusalsIT {
  private static final List<String> TABLES =
      List.of("session", "statement", "workspace", "session_profile", "idempotency_key");
  private static final String UNKNOWN = "/sessions/" + UUID.randomUUID();

  private final TestPortal portal = TestPortal.get();
  private final ApiClient admin = portal.as("admin");
  private final ApiClient editor = portal.as("editor");
  private final ApiClient viewer = portal.as("viewer");
  private List<Long> before;

  @BeforeEach
  void count() {
    before = counts();
  }

  @AfterEach
  void nothing_has_changed() {
    assertThat(counts()).isEqualTo(before);
  }

  private List<Long> counts() {
    return TABLES.stream().map(portal::count).toList();
  }

  private static void assertRefused(Answer answer, String code) {
    assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().getInt("status")).isEqualTo(answer.status());
    assertThat(answer.json().getString("detail")).isNotBlank();
  }

  private static Map<String, Object> workspace(String url) {
    return Map.of("name", "w " + UUID.randomUUID(), "kind", "APACHE_LIVY", "url", url);
  }

  @Test
  void without_a_token_there_is_nothing_but_the_door_to_one() {
    ApiClient nobody = portal.nobody();

    assertRefused(nobody.get("/sessions"), "401 UNAUTHENTICATED");
    assertRefused(nobody.post("/sessions", Map.of()), "401 UNAUTHENTICATED");
    assertRefused(nobody.get("/statements/" + UUID.randomUUID()), "401 UNAUTHENTICATED");
    assertRefused(nobody.post("/tokens", Map.of("name", "t")), "401 UNAUTHENTICATED");
    assertRefused(
        ApiClient.basic(portal.uri(), "admin", LakegateServer.PASSWORD).get("/sessions"),
        "401 UNAUTHENTICATED");
    assertThat(nobody.get("/sessions").header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void a_viewer_changes_nothing() {
    String profile = admin.get("/session-profiles").items().get(0).getString("id");

    assertRefused(viewer.post("/sessions", Map.of("profileId", profile)), "403 FORBIDDEN");
    assertRefused(viewer.post("/sessions", Map.of()), "403 FORBIDDEN");
    assertRefused(viewer.post("/workspaces", workspace("http://127.0.0.1:1")), "403 FORBIDDEN");
    assertRefused(viewer.post("/session-profiles", Map.of()), "403 FORBIDDEN");
    assertRefused(viewer.delete("/session-profiles/" + profile), "403 FORBIDDEN");
  }

  @Test
  void an_editor_does_not_change_the_catalogue() {
    String profile = admin.get("/session-profiles").items().get(0).getString("id");
    String workspace = admin.get("/workspaces").items().get(0).getString("id");

    assertRefused(editor.post("/workspaces", workspace("http://127.0.0.1:1")), "403 FORBIDDEN");
    assertRefused(editor.put("/workspaces/" + workspace, Map.of()), "403 FORBIDDEN");
    assertRefused(editor.delete("/workspaces/" + workspace), "403 FORBIDDEN");
    assertRefused(editor.delete("/session-profiles/" + profile), "403 FORBIDDEN");
  }

  @Test
  void what_belongs_to_another_tenant_does_not_exist_for_any_role() {
    String profile = admin.get("/session-profiles").items().get(0).getString("id");
    String workspace = admin.get("/workspaces").items().get(0).getString("id");
    ApiClient theirs = portal.as("globex", "admin");

    assertRefused(theirs.get("/workspaces/" + workspace), "404 WORKSPACE_NOT_FOUND");
    assertRefused(theirs.put("/workspaces/" + workspace, Map.of()), "404 WORKSPACE_NOT_FOUND");
    assertRefused(theirs.delete("/workspaces/" + workspace), "404 WORKSPACE_NOT_FOUND");
    assertRefused(theirs.get("/session-profiles/" + profile), "404 SESSION_PROFILE_NOT_FOUND");
    assertRefused(
        theirs.get("/session-profiles/" + profile + "/preview"), "404 SESSION_PROFILE_NOT_FOUND");
    assertRefused(theirs.delete("/session-profiles/" + profile), "404 SESSION_PROFILE_NOT_FOUND");
    assertRefused(
        theirs.post("/sessions", Map.of("profileId", profile)), "404 SESSION_PROFILE_NOT_FOUND");
    assertRefused(
        portal.as("globex", "viewer").post("/sessions", Map.of("profileId", profile)),
        "404 SESSION_PROFILE_NOT_FOUND");
    assertThat(theirs.get("/workspaces").items()).isEmpty();
  }

  @Test
  void an_id_nobody_has_is_not_found_and_a_malformed_one_neither() {
    assertRefused(editor.get(UNKNOWN), "404 SESSION_NOT_FOUND");
    assertRefused(editor.delete(UNKNOWN), "404 SESSION_NOT_FOUND");
    assertRefused(editor.post(UNKNOWN + "/keep", Map.of()), "404 SESSION_NOT_FOUND");
    assertRefused(editor.get(UNKNOWN + "/log"), "404 SESSION_NOT_FOUND");
    assertRefused(
        editor.post(UNKNOWN + "/statements", Map.of("code", "1")), "404 SESSION_NOT_FOUND");
    assertRefused(editor.get("/statements/" + UUID.randomUUID()), "404 STATEMENT_NOT_FOUND");
    assertRefused(editor.get("/sessions/no-id"), "404 NOT_FOUND");
    assertRefused(editor.get("/statements/1"), "404 NOT_FOUND");
  }

  @Test
  void a_path_or_method_nobody_serves_is_said_to_be_so() {
    assertRefused(editor.get("/nothing-here"), "404 NOT_FOUND");
    assertRefused(editor.put("/sessions", Map.of()), "405 METHOD_NOT_ALLOWED");
    assertRefused(editor.send("PATCH", UNKNOWN, "{}", Map.of()), "405 METHOD_NOT_ALLOWED");
    assertRefused(
        editor.send("GET", "/sessions", null, Map.of("Accept", "image/png")), "406 NOT_ACCEPTABLE");
  }

  @Test
  void what_is_no_json_or_not_the_json_asked_for_is_refused() {
    Stream<String> bodies =
        Stream.of("{", "[]", "\"text\"", "17", "{\"profileId\":", "{} {}", "\u0000");

    assertThat(
            bodies.map(body -> editor.send("POST", "/sessions", body, Map.of()).code()).distinct())
        .containsExactly("400 BAD_JSON");
    assertRefused(
        editor.send("POST", "/sessions", "profileId=1", Map.of("Content-Type", "text/plain")),
        "415 UNSUPPORTED_MEDIA_TYPE");
    assertRefused(editor.post("/sessions", Map.of()), "400 INVALID");
    assertRefused(editor.send("POST", "/sessions", "{\"profileId\":[]}", Map.of()), "400 INVALID");
  }

  @Test
  void a_body_beyond_two_mebibytes_is_refused_with_and_without_its_length() {
    String body = "{\"name\":\"" + "x".repeat(3 * 1024 * 1024) + "\"}";

    assertRefused(editor.send("POST", "/sessions", body, Map.of()), "413 BODY_TOO_LARGE");
    assertRefused(
        editor.postChunked("/sessions", body.getBytes(StandardCharsets.UTF_8)),
        "413 BODY_TOO_LARGE");
  }

  @Test
  void cursors_limits_and_filters_nobody_gave_out_are_refused() {
    assertRefused(editor.get("/sessions?after=xyz"), "400 BAD_CURSOR");
    assertRefused(editor.get("/statements?after=%01"), "400 BAD_CURSOR");
    assertRefused(editor.get("/statements?after=%00"), "400 INVALID");
    assertRefused(editor.get("/statements?q=ab"), "400 INVALID");
    assertRefused(editor.get("/statements?state=GONE"), "400 INVALID");
    assertRefused(editor.get("/statements?from=yesterday"), "400 INVALID");
    assertRefused(editor.get("/statements?sessionId=1"), "400 INVALID");
    assertRefused(editor.get("/sessions?state=GONE"), "400 INVALID");
    assertRefused(editor.get("/sessions?limit=-1"), "400 INVALID");
    assertRefused(editor.get("/sessions?limit=abc"), "400 INVALID");
    assertRefused(editor.get("/sessions?profileId=1"), "400 INVALID");
    assertRefused(editor.get("/sessions?live=perhaps"), "400 INVALID");
    assertRefused(
        editor.get("/sessions?after=999999999999999999_" + UUID.randomUUID()), "400 BAD_CURSOR");
    assertThat(editor.get("/sessions?limit=1000000").status()).isEqualTo(200);
  }

  @Test
  void a_workspace_leads_only_to_hosts_that_are_allowed() {
    Stream<String> urls =
        Stream.of(
            "http://169.254.169.254/latest/meta-data",
            "http://10.0.0.1:8998",
            "http://192.168.1.1",
            "http://[::1]:8998",
            "http://[::ffff:10.0.0.1]:8998",
            "http://localhost:8998",
            "http://0.0.0.0:8998",
            "http://2130706433:8998",
            "http://0x7f.1:8998",
            "http://127.0.0.1.nip.io:8998",
            "http://user:password@127.0.0.1:8998",
            "http://127.0.0.1@example.com",
            "https://fabric.microsoft.com.example.com",
            "file:///etc/passwd",
            "ftp://127.0.0.1",
            "gopher://127.0.0.1",
            "javascript:alert(1)");

    assertThat(urls.map(url -> admin.post("/workspaces", workspace(url)).status()).distinct())
        .containsExactly(400);
  }
}
