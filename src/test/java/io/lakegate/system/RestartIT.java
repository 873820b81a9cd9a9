package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestartIT {
  @Test
  void everything_said_before_a_kill_holds_after_it() {
    try (LakegateServer server = new LakegateServer().start()) {
      ApiClient admin = ApiClient.signIn(server.uri(), "demo", "admin", LakegateServer.PASSWORD);
      Answer revoked = admin.post("/tokens", Map.of("name", "revoked")).expect(201);
      admin.delete("/tokens/" + revoked.id()).expect(204);

      server.kill();
      server.start();

      assertThat(admin.get("/tokens").status()).isEqualTo(200);
      assertThat(
              ApiClient.bearer(server.uri(), revoked.json().getString("token"))
                  .get("/tokens")
                  .code())
          .isEqualTo("401 TOKEN_REFUSED");
    }
  }
}
