package io.lakegate.system;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.lakegate.launcher.Child;
import io.lakegate.system.PageClient.Page;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
  void ends_and_says_all_that_is_wrong_with_its_settings() throws Exception {
    try (LakegateServer server =
        LakegateServer.outsideTheDemo()
            .with("LAKEGATE_PROXY", "proxy.example.com:3128")
            .with("LAKEGATE_CA_CERTIFICATES", "/no/such.pem")
            .with("LAKEGATE_ALLOWED_HOSTS", "10.0.0.0/99")
            .with("LAKEGATE_SESSION_QUOTA", "many")
            .with("LAKEGATE_STATEMENT_MAX_OUTPUT", "-1")
            .with("LAKEGATE_CLIENT_ADDRESS_PROXIES", "0")
            .with("LAKEGATE_GRAPH_URL", "graph.microsoft.com")
            .with("LAKEGATE_PUBLIC_URL", "https://example.com/lakegate")) {
      Child child = server.launch();
      ProcessHandle.of(child.pid()).orElseThrow().onExit().get(3, TimeUnit.MINUTES);

      assertThat(child.exitCode()).isEqualTo(1);
      assertThat(server.log().lines().filter(line -> line.contains("Lakegate cannot start: ")))
          .singleElement(as(STRING))
          .contains("Set lakegate.secret-key to 32 random bytes")
          .contains("lakegate.proxy must be http://host:port")
          .contains("/no/such.pem does not exist")
          .contains("lakegate.allowed-hosts")
          .contains("lakegate.session.quota must be a whole number from 1 to 100000.")
          .contains("lakegate.statement.max-output must be a whole number")
          .contains("lakegate.client-address-proxies must be a whole number")
          .contains("lakegate.graph-url must be an address such as")
          .contains("lakegate.public-url must be an address without a path");
    }
  }
}
