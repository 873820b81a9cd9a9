package io.lakegate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.settings.Setting;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private static final String PUBLIC = "20.50.2.1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "livy.acme.example|http://livy.acme.example:8998",
        "livy.acme.example|https://LIVY.acme.example./sessions",
        "LIVY.acme.example:8998|http://livy.acme.example:8998",
        "livy.acme.example:443|https://livy.acme.example",
        "*.acme.example|https://livy.acme.example",
        "*.acme.example|https://a.b.acme.example:8443",
        "*.acme.example:8443|https://a.b.acme.example:8443",
        "10.1.2.3|http://10.1.2.3:8998",
        "10.0.0.0/8|http://10.200.2.3:8998",
        "10.0.0.0/8:8998|http://10.200.2.3:8998",
        "10.1.2.0/23|http://10.1.3.255",
        "0.0.0.0/0|http://192.0.2.1",
        "::1|http://[::1]:8998",
        "[::1]:8998|http://[::1]:8998",
        "fd00::/8|http://[fd12::1]",
        "[fd00::]/8:80|http://[fd12::1]",
        "127.0.0.1|http://[::ffff:127.0.0.1]:8998",
        "other.example, livy.acme.example |http://livy.acme.example"
      })
  void lets_what_is_listed_pass(String setting, URI uri) {
    assertThatCode(() -> hosts(setting, PUBLIC).require(uri)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "livy.acme.example|http://livy.globex.example",
        "livy.acme.example|http://x.livy.acme.example",
        "livy.acme.example:8998|http://livy.acme.example:8999",
        "livy.acme.example:8998|http://livy.acme.example",
        "*.acme.example|https://acme.example",
        "*.acme.example|https://evilacme.example",
        "*.acme.example|https://acme.example.evil.example",
        "*.acme.example:443|https://livy.acme.example:8443",
        "10.1.2.3|http://10.1.2.4",
        "10.0.0.0/8|http://11.0.0.1",
        "10.0.0.0/8:8998|http://10.0.0.1:22",
        "10.1.2.0/23|http://10.1.4.0",
        "fd00::/8|http://[fe80::1]",
        "*.acme.example|http://127.1",
        "*.acme.example|http://2130706433",
        "*.acme.example|http://0x7f.0.0.1",
        "*.1|http://127.1",
        "127.0.0.1|http://127.1",
        "livy.acme.example|ftp://livy.acme.example",
        "livy.acme.example|file:///etc/passwd",
        "livy.acme.example|livy.acme.example",
        "livy.acme.example|http:/livy.acme.example",
        "livy.acme.example|http://ada:secret@livy.acme.example",
        "livy.acme.example|http://livy.acme.example@evil.example",
        "''|http://livy.acme.example"
      })
  void refuses_all_else(String setting, URI uri) {
    LakegateException problem =
        catchThrowableOfType(LakegateException.class, () -> hosts(setting, PUBLIC).require(uri));

    assertThat(problem.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
    assertThat(problem.getMessage()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:a00:1::",
        "2001::1",
        "2001:db8::1"
      })
  void a_wildcard_does_not_lead_into_ones_own_network(String address) {
    AllowedHosts hosts = hosts("*.acme.example", address);

    assertThatThrownBy(() -> hosts.require(URI.create("https://x.acme.example")))
        .isInstanceOf(LakegateException.class);
    assertThatThrownBy(() -> hosts.resolve("x.acme.example", 443))
        .isInstanceOf(LakegateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20.50.2.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "169.253.0.1",
        "192.167.0.1",
        "168.63.129.15",
        "2603:1030::1",
        "64:ff9b::20.50.2.1",
        "::ffff:20.50.2.1"
      })
  void a_wildcard_leads_to_the_Internet(String address) throws UnknownHostException {
    assertThat(hosts("*.acme.example", address).resolve("x.acme.example", 443)).hasSize(1);
  }

  @Test
  void one_private_address_among_public_ones_is_enough_to_refuse() {
    AllowedHosts hosts = hosts("*.acme.example", PUBLIC, "10.0.0.1");

    assertThatThrownBy(() -> hosts.resolve("x.acme.example", 443))
        .isInstanceOf(LakegateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.acme.example,x.acme.example",
        "*.acme.example,10.0.0.0/8",
        "*.acme.example,10.0.0.1",
        "*.acme.example,10.0.0.1:443",
        "x.acme.example"
      })
  void a_private_address_is_reached_once_the_operator_wrote_it_down(String setting)
      throws UnknownHostException {
    assertThat(hosts(setting, "10.0.0.1").resolve("x.acme.example", 443)).hasSize(1);
  }

  @Test
  void a_range_for_one_port_opens_no_other() {
    AllowedHosts hosts = hosts("*.acme.example,10.0.0.0/8:8998", "10.0.0.1");

    assertThatThrownBy(() -> hosts.resolve("x.acme.example", 443))
        .isInstanceOf(LakegateException.class);
  }

  @Test
  void a_name_that_leads_nowhere_passes_until_it_is_connected_to() {
    AllowedHosts hosts =
        AllowedHosts.of(
            "*.acme.example",
            host -> {
              throw new UnknownHostException(host);
            });

    assertThatCode(() -> hosts.require(URI.create("https://x.acme.example")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> hosts.resolve("x.acme.example", 443))
        .isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.fabric.microsoft.com/v1",
        "https://x.pbidedicated.windows.net",
        "https://wabi-west-europe-redirect.analysis.windows.net/v1",
        "https://x.y.microsoftfabric.com"
      })
  void Fabric_is_listed_unless_told_otherwise(URI uri) {
    assertThatCode(() -> hosts(Setting.ALLOWED_HOSTS.defaultValue(), PUBLIC).require(uri))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*.",
        "a.*.example",
        "**.example",
        "http://x",
        "10.0.0.0/33",
        "::/129",
        "host/8",
        "host:0",
        "host:70000",
        "300.1.1.1",
        "127.1",
        "a b",
        "[::1",
        "host:"
      })
  void an_entry_nobody_understands_is_an_error(String entry) {
    assertThatThrownBy(() -> AllowedHosts.of(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lakegate.allowed-hosts");
  }

  private static AllowedHosts hosts(String setting, String... addresses) {
    return AllowedHosts.of(
        setting,
        host -> {
          InetAddress[] found = new InetAddress[addresses.length];
          for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getAllByName(addresses[i])[0];
          }
          return found;
        });
  }
}
