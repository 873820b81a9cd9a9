package io.lakegate.client.livy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A stubbed Livy server and a real client for each test. */
final class LivyStub implements BeforeEachCallback, AfterEachCallback {
  private WireMockServer server;
  private LivyClient client;

  @Override
  public void beforeEach(ExtensionContext context) {
    server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    client = LivyClients.local();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    LivyClients.close(client);
    server.stop();
  }

  LivyClient client() {
    return client;
  }

  WireMockServer server() {
    return server;
  }

  LivyEndpoint endpoint() {
    return LivyClients.at(server.port());
  }

  LivyEndpoint endpoint(Duration requestTimeout) {
    return LivyClients.at(server.port(), requestTimeout);
  }

  void stub(MappingBuilder mapping) {
    server.stubFor(mapping);
  }
}
