package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestartIT {
  @Test
  void everything_said_before_a_kill_holds_after_it() {
    try (LakegateServer server = LakegateServer.demo("restart").start()) {
      ApiClient admin = server.as("admin");
      String revoked = admin.post("tokens", "{\"name\":\"revoked\"}").expect(201).text("token");
      String id = idOf(admin, "revoked");
      admin.delete("tokens/" + id).expect(204);

      server.kill();
      server.start();

      assertThat(admin.get("tokens").status()).isEqualTo(200);
      assertThat(server.anonymous().bearing(revoked).get("tokens").code())
          .isEqualTo("TOKEN_REFUSED");
    }
  }

  private static String idOf(ApiClient client, String name) {
    return client.get("tokens").expect(200).items().stream()
        .map(item -> item.asJsonObject())
        .filter(item -> item.getString("name").equals(name))
        .map(item -> item.getString("id"))
        .findFirst()
        .orElseThrow();
  }
}
