package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.launcher.Child;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthIT {
  @Test
  void is_ready_after_it_verified_a_token_of_its_own() {
    ApiClient.Answer answer = Shared.anonymous().get("/health/ready").expect(200);

    assertThat(answer.text("status")).isEqualTo("UP");
    assertThat(answer.body())
        .contains("\"own token verified\":\"true\"")
        .contains("\"database answers\":\"true\"");
  }

  @Test
  void is_alive() {
    assertThat(Shared.anonymous().get("/health/live").expect(200).text("status")).isEqualTo("UP");
  }

  @Test
  void lets_nobody_but_itself_use_the_self_check() {
    assertThat(Shared.anonymous().get("self-check").code()).isEqualTo("UNAUTHENTICATED");
    assertThat(Shared.anonymous().bearing("x.y.z").get("self-check").code())
        .isEqualTo("TOKEN_REFUSED");
  }

  @Test
  void ends_and_says_why_when_a_setting_is_missing() throws Exception {
    try (LakegateServer server = LakegateServer.plain("no-key").unstarted()) {
      Child child = server.launch();
      ProcessHandle.of(child.pid()).orElseThrow().onExit().get(3, TimeUnit.MINUTES);

      assertThat(child.exitCode()).isEqualTo(1);
      assertThat(server.logText())
          .contains("Lakegate cannot start: Set lakegate.secret-key to 32 random bytes");
    }
  }
}
