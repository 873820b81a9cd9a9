package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import jakarta.json.Json;
import org.junit.jupiter.api.Test;

/** The demo starts again on the same home beside another sandbox, which counts from 0 again. */
class NewSandboxIT {
  @Test
  void a_strangers_session_with_the_id_of_ours_is_left_alone() {
    try (LakegateServer portal = new LakegateServer();
        SandboxServer second = new SandboxServer()) {
      String id = sessionOnAFirstSandbox(portal);
      second.send(
          "POST",
          "/sessions",
          Json.createObjectBuilder().add("kind", "sql").add("name", "strangers").build());

      portal.withSandbox(second.uri(), second.token()).start();
      ApiClient editor = editor(portal);
      Answer ended = Catalogue.awaitState(editor, id, "ENDED");
      editor.delete("/sessions/" + id).expect(202);
      String next = launch(editor);

      assertThat(ended.json().getString("endCause")).isEqualTo("BACKEND_LOST");
      assertThat(ended.json().getString("remoteId")).isEqualTo("0");
      assertThat(second.sessions().get(0).getInt("id")).isZero();
      assertThat(second.sessions().get(0).getString("name")).isEqualTo("strangers");
      assertThat(editor.get("/sessions/" + next).json().getString("remoteId")).isEqualTo("1");
    }
  }

  private static String sessionOnAFirstSandbox(LakegateServer portal) {
    try (SandboxServer first = new SandboxServer()) {
      portal.withSandbox(first.uri(), first.token()).start();
      String id = launch(editor(portal));
      portal.close();
      return id;
    }
  }

  private static String launch(ApiClient editor) {
    String profile =
        editor.get("/session-profiles").expect(200).items().stream()
            .filter(found -> found.getString("kind").equals("sql"))
            .findFirst()
            .orElseThrow()
            .getString("id");
    String id = Catalogue.launch(editor, profile);
    Catalogue.awaitState(editor, id, "IDLE");
    return id;
  }

  private static ApiClient editor(LakegateServer portal) {
    return ApiClient.signIn(portal.uri(), "demo", "editor", LakegateServer.PASSWORD);
  }
}
