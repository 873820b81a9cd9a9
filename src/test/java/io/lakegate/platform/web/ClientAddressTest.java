package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private static final String SETTING = "lakegate.client-address-header";

  @AfterEach
  void forgetSetting() {
    System.clearProperty(SETTING);
  }

  @Test
  void is_whoever_is_connected() {
    assertThat(ClientAddress.of(new FakeExchange().request())).isEqualTo("192.0.2.1");
  }

  @Test
  void believes_no_header_that_is_not_set_up() {
    FakeExchange exchange = new FakeExchange().with("X-Forwarded-For", "203.0.113.9");

    assertThat(ClientAddress.of(exchange.request())).isEqualTo("192.0.2.1");
  }

  @Test
  void is_what_the_nearest_proxy_added() {
    System.setProperty(SETTING, "X-Forwarded-For");
    FakeExchange exchange = new FakeExchange().with("X-Forwarded-For", "10.0.0.1, 203.0.113.9");

    assertThat(ClientAddress.of(exchange.request())).isEqualTo("203.0.113.9");
  }

  @Test
  void is_whoever_is_connected_when_the_header_is_missing_or_empty() {
    System.setProperty(SETTING, "X-Forwarded-For");

    assertThat(ClientAddress.of(new FakeExchange().request())).isEqualTo("192.0.2.1");
    assertThat(ClientAddress.of(new FakeExchange().with("X-Forwarded-For", " ").request()))
        .isEqualTo("192.0.2.1");
  }

  @Test
  void is_never_longer_than_its_column() {
    System.setProperty(SETTING, "X-Forwarded-For");
    FakeExchange exchange = new FakeExchange().with("X-Forwarded-For", "x".repeat(1000));

    assertThat(ClientAddress.of(exchange.request())).hasSize(64);
  }
}
