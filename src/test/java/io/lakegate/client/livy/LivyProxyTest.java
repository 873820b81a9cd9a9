package io.lakegate.client.livy;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.OutboundProxy;
import io.lakegate.client.TrustedCertificates;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code lakegate.proxy} and {@code lakegate.ca-certificates}. The Livy server is called by a name
 * that no name server knows: whoever reaches it went through the proxy.
 */
class LivyProxyTest {
  private static final String LIVY = "livy.example";

  private static final LivySessionRequest SESSION = LivyClients.launch("lakegate-1");

  @TempDir static Path folder;
  private static CompanyAuthority authority;

  private WireMockServer livy;
  private TunnelProxy proxy;
  private LivyClient client;

  @BeforeAll
  static void foundAuthority() throws Exception {
    authority = CompanyAuthority.in(folder, LIVY);
  }

  @BeforeEach
  void start() throws Exception {
    livy =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(authority.serverKeys().toString())
                .keystorePassword(CompanyAuthority.PASSWORD)
                .keyManagerPassword(CompanyAuthority.PASSWORD)
                .keystoreType("PKCS12"));
    livy.start();
    livy.stubFor(any(anyUrl()).willReturn(Recorded.answer("version-get")));
    proxy = new TunnelProxy(livy.port(), livy.httpsPort());
    client = client(LIVY);
  }

  @AfterEach
  void stop() throws Exception {
    LivyClients.close(client);
    proxy.close();
    livy.stop();
  }

  private LivyClient client(String allowedHosts) {
    return LivyClients.reaching(
        AllowedHosts.of(allowedHosts, LivyProxyTest::lookUp).through(between()),
        TrustedCertificates.with(authority.certificate()),
        4);
  }

  private OutboundProxy between() {
    return new OutboundProxy("proxy.example", proxy.port());
  }

  /** Only the proxy has a name here. */
  private static InetAddress[] lookUp(String host) throws UnknownHostException {
    if (host.equals("proxy.example")) {
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }
    throw new UnknownHostException(host);
  }

  private static LivyEndpoint at(String url) {
    return new LivyEndpoint(
        URI.create(url), LivyCredential.bearer("t0ken"), Duration.ofSeconds(20));
  }

  @Test
  void tunnels_to_a_server_whose_authority_is_the_company() {
    assertThat(client.version(at("https://" + LIVY)).branch()).isEqualTo("master");

    assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT livy.example:443 ");
    livy.verify(
        getRequestedFor(urlPathEqualTo("/version"))
            .withHeader("Authorization", equalTo("Bearer t0ken")));
  }

  @Test
  void tells_the_proxy_no_credential_when_tunnelling() {
    client.version(at("https://" + LIVY));

    assertThat(proxy.heads()).noneMatch(head -> head.contains("t0ken"));
  }

  @Test
  void uses_a_tunnel_again() {
    livy.stubFor(post("/sessions").willReturn(Recorded.answer("session-post-spark")));

    client.version(at("https://" + LIVY));
    client.createSession(at("https://" + LIVY), SESSION);

    assertThat(proxy.heads()).hasSize(1);
  }

  @Test
  void asks_the_proxy_for_a_server_without_encryption() {
    assertThat(client.version(at("http://" + LIVY + ":8998")).branch()).isEqualTo("master");

    assertThat(proxy.heads())
        .singleElement()
        .asString()
        .startsWith("GET http://livy.example:8998/version ");
  }

  @Test
  void asks_the_proxy_for_no_host_that_is_not_listed() {
    LakegateException problem = problem(client, "https://stranger.example");

    assertThat(problem.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
    assertThat(proxy.heads()).isEmpty();
  }

  @Test
  void asks_the_proxy_for_no_address_that_is_not_listed() {
    assertThat(problem(client, "http://169.254.169.254").code())
        .isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
    assertThat(problem(client, "http://10.0.0.1").code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);

    assertThat(proxy.heads()).isEmpty();
  }

  @Test
  void does_not_look_up_what_the_proxy_will() {
    AllowedHosts hosts = AllowedHosts.of("*.example", LivyProxyTest::lookUp).through(between());

    hosts.require(URI.create("https://" + LIVY));

    assertThat(hosts.proxyTo(LIVY)).isEqualTo(between());
  }

  @Test
  void goes_straight_to_its_own_machine() {
    LivyClient local = client("127.0.0.1");

    assertThat(local.version(LivyClients.at(livy.port())).branch()).isEqualTo("master");

    assertThat(proxy.heads()).isEmpty();
    LivyClients.close(local);
  }

  @Test
  void knows_that_nothing_was_sent_when_the_proxy_refuses_the_tunnel() {
    proxy.refusing();

    LakegateException problem =
        catchThrowableOfType(
            LakegateException.class, () -> client.createSession(at("https://" + LIVY), SESSION));

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_UNREACHABLE);
    assertThat(LivyClient.provesNotSent(problem)).isTrue();
    assertThat(livy.getAllServeEvents()).isEmpty();
  }

  @Test
  void believes_no_certificate_of_an_authority_it_was_not_told_of() {
    LivyClient without =
        LivyClients.reaching(
            AllowedHosts.of(LIVY, LivyProxyTest::lookUp).through(between()),
            TrustedCertificates.ofTheJvm(),
            4);

    LakegateException problem = problem(without, "https://" + LIVY);

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_UNREACHABLE);
    assertThat(LivyClient.provesNotSent(problem)).isTrue();
    assertThat(livy.getAllServeEvents()).isEmpty();
    LivyClients.close(without);
  }

  @Test
  void believes_no_certificate_of_another_host() {
    LivyClient other = client("other.example");

    assertThat(problem(other, "https://other.example").code())
        .isEqualTo(ErrorCode.LIVY_UNREACHABLE);

    assertThat(List.copyOf(livy.getAllServeEvents())).isEmpty();
    LivyClients.close(other);
  }

  private static LakegateException problem(LivyClient client, String url) {
    return catchThrowableOfType(LakegateException.class, () -> client.version(at(url)));
  }
}
