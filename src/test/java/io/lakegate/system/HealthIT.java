package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.launcher.Child;
import io.lakegate.system.PageClient.Page;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthIT {
  private final TestPortal portal = TestPortal.get();

  @Test
  void is_ready_after_it_verified_a_token_of_its_own() {
    Page answer = new PageClient(portal.uri()).get("/health/ready");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"status\":\"UP\"")
        .contains("\"own token verified\":\"true\"")
        .contains("\"database answers\":\"true\"");
  }

  @Test
  void is_alive() {
    Page answer = new PageClient(portal.uri()).get("/health/live");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"status\":\"UP\"");
  }

  @Test
  void lets_nobody_but_itself_use_the_self_check() {
    assertThat(portal.nobody().get("/self-check").code()).isEqualTo("401 UNAUTHENTICATED");
    assertThat(ApiClient.bearer(portal.uri(), "x.y.z").get("/self-check").code())
        .isEqualTo("401 TOKEN_REFUSED");
  }

  @Test
  void ends_and_says_why_when_a_setting_is_missing() throws Exception {
    try (LakegateServer server = LakegateServer.outsideTheDemo()) {
      Child child = server.launch();
      ProcessHandle.of(child.pid()).orElseThrow().onExit().get(3, TimeUnit.MINUTES);

      assertThat(child.exitCode()).isEqualTo(1);
      assertThat(server.log())
          .contains("Lakegate cannot start: Set lakegate.secret-key to 32 random bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LAKEGATE_PROXY,           proxy.example.com:3128, lakegate.proxy must be http://host:port",
    "LAKEGATE_CA_CERTIFICATES, /no/such.pem,           /no/such.pem does not exist",
    "LAKEGATE_ALLOWED_HOSTS,   10.0.0.0/99,            lakegate.allowed-hosts"
  })
  void ends_and_says_why_when_a_setting_makes_no_sense(String name, String value, String sentence)
      throws Exception {
    try (LakegateServer server = new LakegateServer().with(name, value)) {
      Child child = server.launch();
      ProcessHandle.of(child.pid()).orElseThrow().onExit().get(3, TimeUnit.MINUTES);

      assertThat(child.exitCode()).isEqualTo(1);
      assertThat(server.log().lines())
          .anyMatch(line -> line.contains("Lakegate cannot start: ") && line.contains(sentence));
    }
  }
}
