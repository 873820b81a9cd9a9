package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.settings.ChangedSettings;
import io.lakegate.platform.settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  private static final String PEER = "192.0.2.1";

  private static String address(String header, String... lines) {
    SETTINGS.set(Setting.CLIENT_ADDRESS_HEADER, header);
    FakeExchange exchange = new FakeExchange();
    for (String line : lines) {
      exchange.with(header, line);
    }
    return ClientAddress.of(exchange.request());
  }

  private static String forwardedFor(String... lines) {
    return address("X-Forwarded-For", lines);
  }

  @Test
  void is_whoever_is_connected() {
    assertThat(ClientAddress.of(new FakeExchange().request())).isEqualTo(PEER);
  }

  @Test
  void is_written_the_same_way_whoever_says_it() {
    assertThat(ClientAddress.of(new FakeExchange().from("::ffff:192.0.2.7").request()))
        .isEqualTo("192.0.2.7");
    assertThat(ClientAddress.of(new FakeExchange().from("fe80:0:0:0:0:0:0:1%eth0").request()))
        .isEqualTo("fe80:0:0:0:0:0:0:1");
  }

  @Test
  void believes_no_header_that_is_not_set_up() {
    FakeExchange exchange =
        new FakeExchange()
            .with("X-Forwarded-For", "203.0.113.9")
            .with("Forwarded", "for=203.0.113.9");

    assertThat(ClientAddress.of(exchange.request())).isEqualTo(PEER);
  }

  @Test
  void is_what_the_nearest_proxy_added() {
    assertThat(forwardedFor("10.0.0.1, 203.0.113.9")).isEqualTo("203.0.113.9");
  }

  @Test
  void is_not_a_forged_first_line() {
    assertThat(forwardedFor("198.51.100.66", "203.0.113.9")).isEqualTo("203.0.113.9");
  }

  @Test
  void is_the_entry_of_the_outermost_trusted_proxy() {
    SETTINGS.set(Setting.CLIENT_ADDRESS_PROXIES, "3");

    assertThat(forwardedFor("198.51.100.66", "203.0.113.9,10.0.0.2", " 10.0.0.3"))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void is_whoever_is_connected_when_there_are_fewer_entries_than_proxies() {
    SETTINGS.set(Setting.CLIENT_ADDRESS_PROXIES, "3");

    assertThat(forwardedFor("203.0.113.9, 10.0.0.2")).isEqualTo(PEER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "203.0.113.9:4711 | 203.0.113.9",
        "\"203.0.113.9\" | 203.0.113.9",
        "\"203.0.113.9:4711\" | 203.0.113.9",
        "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
        "2001:DB8:0:0::1 | 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1] | 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
        "\"[2001:db8::1]:4711\" | 2001:db8:0:0:0:0:0:1",
        "fe80::1%eth0 | fe80:0:0:0:0:0:0:1",
        "[fe80::1%25eth0]:80 | fe80:0:0:0:0:0:0:1",
        "::ffff:203.0.113.9 | 203.0.113.9",
        "[::ffff:203.0.113.9]:4711 | 203.0.113.9",
        "::1 | 0:0:0:0:0:0:0:1"
      })
  void is_understood_however_a_proxy_writes_it(String written, String address) {
    assertThat(forwardedFor("198.51.100.66, " + written)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "203.0.113.9,",
        "unknown",
        "localhost",
        "lakegate.example.com",
        "_hidden",
        "203.0.113",
        "203.0.113.999",
        "010.0.0.1",
        "203.0.113.9:port",
        "203.0.113.9:123456",
        "203.0.113.9 evil",
        "1",
        "0x7f000001",
        "2001:db8::1::2",
        "[2001:db8::1",
        "2001:db8::1]",
        ":",
        "::%",
        "<script>",
        "\"203.0.113.9",
        "'203.0.113.9'",
        "[203.0.113.9]",
        "for=203.0.113.9",
        "a\u0000b",
        "💥"
      })
  void is_whoever_is_connected_when_the_header_holds_no_address(String garbage) {
    assertThat(forwardedFor("198.51.100.66," + garbage)).isEqualTo(PEER);
    assertThat(forwardedFor(garbage)).isEqualTo(PEER);
  }

  @Test
  void is_not_hidden_by_a_quote_that_a_stranger_left_open() {
    assertThat(forwardedFor("\"", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(address("Forwarded", "for=\"", "for=203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(address("Forwarded", "for=\\\"x\\\\\", for=203.0.113.9")).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "for=203.0.113.9 | 203.0.113.9",
        "For=\"203.0.113.9:4711\";proto=https;by=10.0.0.1 | 203.0.113.9",
        "proto=https; FOR = \"[2001:db8::1]:4711\" | 2001:db8:0:0:0:0:0:1",
        "for=\"[2001:db8::1]:_port\" | 2001:db8:0:0:0:0:0:1",
        "for=203.0.113.9;host=\"a, for=198.51.100.66\" | 203.0.113.9",
        "for=203.0.113.9;host=\"a\\\", for=198.51.100.66\" | 203.0.113.9",
        "for=198.51.100.66, for=203.0.113.9 | 203.0.113.9"
      })
  void is_read_from_the_standard_header_by_its_own_grammar(String line, String address) {
    assertThat(address("Forwarded", line)).isEqualTo(address);
    assertThat(address("forwarded", "for=198.51.100.66", line)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.9",
        "for=unknown",
        "for=_hidden",
        "for=\"_secret:80\"",
        "proto=https",
        "for=",
        "for=1.2.3.4;for=5.6.7.8",
        "by=203.0.113.9",
        "for;proto"
      })
  void is_whoever_is_connected_when_the_standard_header_names_nobody(String line) {
    assertThat(address("Forwarded", "for=198.51.100.66, " + line)).isEqualTo(PEER);
  }

  @Test
  void is_never_longer_than_its_column() {
    assertThat(ClientAddress.of(new FakeExchange().from("x".repeat(1000)).request())).hasSize(64);
  }
}
