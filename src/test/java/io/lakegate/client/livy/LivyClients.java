package io.lakegate.client.livy;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.TrustedCertificates;
import io.lakegate.client.http.Exchange;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Real Livy clients for tests that run without CDI. */
public final class LivyClients {
  private LivyClients() {}

  /** A client that reaches only this machine. */
  public static LivyClient local() {
    return reaching("127.0.0.1,localhost");
  }

  /** A client with this {@code lakegate.allowed-hosts}. */
  public static LivyClient reaching(String allowedHosts) {
    return reaching(AllowedHosts.of(allowedHosts), LivyClient.CONNECTIONS_PER_SERVER);
  }

  static LivyClient reaching(AllowedHosts hosts, int perServer) {
    return reaching(hosts, TrustedCertificates.ofTheJvm(), perServer);
  }

  static LivyClient reaching(AllowedHosts hosts, SSLContext trust, int perServer) {
    LivyClient client = new LivyClient();
    client.open(new Exchange(hosts, trust, perServer, LivyClient.CONNECTIONS));
    return client;
  }

  public static void close(LivyClient client) {
    client.close();
  }

  /** A launch of a session of this name about which nothing else is said. */
  static LivySessionRequest launch(String name) {
    return LivySessionRequest.builder().kind("spark").name(name).build();
  }

  /** Patient, because the first call of a JVM is slow. */
  public static LivyEndpoint at(int port) {
    return at(port, Duration.ofSeconds(20));
  }

  public static LivyEndpoint at(int port, Duration requestTimeout) {
    return new LivyEndpoint(
        URI.create("http://127.0.0.1:" + port), LivyCredential.none(), requestTimeout);
  }
}
