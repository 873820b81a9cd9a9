package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RemoteNameTest {
  private static final String INSTALLATION = "0a1b2c3d-0000-4000-8000-000000000000";
  private static final UUID SESSION = UUID.fromString("11111111-2222-4333-8444-555555555555");

  @Test
  void names_product_installation_prefix_and_session() {
    assertThat(RemoteName.of(INSTALLATION, "etl-", SESSION))
        .isEqualTo("lakegate-0a1b2c3d-etl-11111111-2222-4333-8444-555555555555");
  }

  @Test
  void leads_back_to_the_session_whatever_the_prefix() {
    String name = RemoteName.of(INSTALLATION, "etl-", SESSION);

    assertThat(RemoteName.session(INSTALLATION, name)).contains(SESSION);
  }

  @Test
  void another_installations_name_leads_nowhere() {
    String name = RemoteName.of("ffffffff-0000-4000-8000-000000000000", null, SESSION);

    assertThat(RemoteName.session(INSTALLATION, name)).isEmpty();
  }

  @Test
  void a_strangers_name_leads_nowhere() {
    assertThat(RemoteName.session(INSTALLATION, "rec-spark")).isEmpty();
    assertThat(RemoteName.session(INSTALLATION, null)).isEmpty();
    assertThat(
            RemoteName.session(
                INSTALLATION, "lakegate-0a1b2c3d-not-an-id-at-all-but-as-long-as-one-is"))
        .isEmpty();
  }
}
