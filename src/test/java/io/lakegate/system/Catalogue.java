package io.lakegate.system;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What an administrator registers, and how long an editor waits for what is made of it. */
final class Catalogue {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private Catalogue() {}

  /** The sandbox as a workspace of its own. */
  static String workspace(ApiClient admin, SandboxServer sandbox) {
    return workspace(admin, sandbox, sandbox.uri(), "PT30S");
  }

  /** The sandbox behind something that stands at {@code uri}. */
  static String workspace(ApiClient admin, SandboxServer sandbox, URI uri, String requestTimeout) {
    return admin
        .post(
            "/workspaces",
            Map.of(
                "name",
                "sandbox " + UUID.randomUUID(),
                "kind",
                "APACHE_LIVY",
                "url",
                uri.toString(),
                "requestTimeout",
                requestTimeout,
                "credential",
                Map.of("type", "BEARER", "secret", sandbox.token())))
        .expect(201)
        .id();
  }

  static String profile(ApiClient admin, String workspace, String kind) {
    return admin
        .post(
            "/session-profiles",
            Map.of(
                "name",
                kind + " " + UUID.randomUUID(),
                "workspaceId",
                workspace,
                "kind",
                kind,
                "overridable",
                List.of("conf")))
        .expect(201)
        .id();
  }

  static String launch(ApiClient editor, String profile) {
    return editor.post("/sessions", Map.of("profileId", profile)).expect(202).id();
  }

  static ApiClient.Answer awaitState(ApiClient reader, String session, String state) {
    return Waiting.until(
        PATIENCE,
        () -> reader.get("/sessions/" + session).expect(200),
        answer -> answer.json().getString("state").equals(state));
  }

  static String submit(ApiClient editor, String session, String code) {
    return editor
        .post("/sessions/" + session + "/statements", Map.of("code", code))
        .expect(201)
        .id();
  }

  /** Follows it with long polls until it has ended, however that was. */
  static ApiClient.Answer awaitEnd(ApiClient reader, String session, String statement) {
    return Waiting.until(
        PATIENCE,
        () -> reader.get("/sessions/" + session + "/statements/" + statement + "?wait=PT10S"),
        answer ->
            List.of("AVAILABLE", "CANCELLED", "LOST")
                .contains(answer.expect(200).json().getString("state")));
  }
}
