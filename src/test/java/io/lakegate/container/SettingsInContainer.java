package io.lakegate.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.security.SigningKeyView;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.settings.Setting;
import jakarta.inject.Inject;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The server's own MicroProfile Config; {@link PortalContainer} says what was given. */
@ArquillianTest
class SettingsInContainer {
  @Inject SigningKeys keys;

  @Inject
  @ConfigProperty(name = "lakegate.session.quota")
  int quota;

  @Inject
  @ConfigProperty(name = "mp.jwt.verify.publickey")
  String verified;

  @Inject
  @ConfigProperty(name = "mp.jwt.verify.issuer")
  String issuer;

  @Test
  void what_stands_in_the_environment_arrives() {
    assertThat(quota).isEqualTo(PortalContainer.SESSION_QUOTA);
    assertThat(Setting.SESSION_QUOTA.get()).isEqualTo("" + PortalContainer.SESSION_QUOTA);
  }

  @Test
  void what_looks_like_an_expression_is_taken_to_the_letter() {
    assertThat(Setting.DEMO_LIVY_TOKEN.get()).isEqualTo(PortalContainer.WITH_EXPRESSIONS);
  }

  @Test
  void what_nobody_gave_has_its_default_or_is_absent() {
    assertThat(Setting.STATEMENT_MAX_OUTPUT.get()).isEqualTo("16777216");
    assertThat(Setting.OPERATOR_PASSWORD.find()).isEmpty();
  }

  @Test
  void what_is_blank_counts_as_absent() {
    assertThat(System.getenv("LAKEGATE_PROXY")).isBlank();
    assertThat(Setting.PROXY.find()).isEmpty();
  }

  @Test
  void a_thread_of_nobody_can_ask_too() throws Exception {
    FutureTask<String> asked = new FutureTask<>(Setting.SESSION_QUOTA::get);
    Thread thread = new Thread(asked);
    // As the connection pool's own threads are.
    thread.setContextClassLoader(null);
    thread.start();

    assertThat(asked.get(30, TimeUnit.SECONDS)).isEqualTo("" + PortalContainer.SESSION_QUOTA);
  }

  @Test
  void the_servers_verifier_is_given_the_keys_we_sign_with_and_no_private_one() {
    assertThat(issuer).isEqualTo(SigningKeys.ISSUER);
    assertThat(verified)
        .contains(keys.list().stream().map(SigningKeyView::id).toList())
        .doesNotContain("\"d\"");
  }
}
