package io.lakegate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundProxyTest {
  @Test
  void is_a_host_and_a_port() {
    OutboundProxy proxy = OutboundProxy.parse(" http://Proxy.example.com:3128/ ");

    assertThat(proxy).isEqualTo(new OutboundProxy("proxy.example.com", 3128));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example.com:3128",
        "https://proxy.example.com:3128",
        "socks5://proxy.example.com:1080",
        "http://proxy.example.com",
        "http://proxy.example.com:0",
        "http://proxy.example.com:70000",
        "http://proxy.example.com:3128/path",
        "http://proxy.example.com:3128?x",
        "http://:3128",
        "http://a b:1"
      })
  void refuses_what_is_no_address_of_a_proxy(String setting) {
    assertThatThrownBy(() -> OutboundProxy.parse(setting))
        .isInstanceOf(IllegalStateException.class)
        .hasNoCause()
        .hasMessageStartingWith("lakegate.proxy must be http://host:port");
  }

  @Test
  void repeats_no_password_it_refuses() {
    assertThatThrownBy(() -> OutboundProxy.parse("http://ada:s3cret@proxy.example.com:3128"))
        .hasMessageStartingWith("lakegate.proxy must be")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void does_not_carry_what_stays_on_this_machine() {
    OutboundProxy proxy = new OutboundProxy("proxy.example.com", 3128);

    assertThat(proxy.carries("localhost")).isFalse();
    assertThat(proxy.carries("127.0.0.1")).isFalse();
    assertThat(proxy.carries("::1")).isFalse();
    assertThat(proxy.carries("livy.example.com")).isTrue();
  }
}
