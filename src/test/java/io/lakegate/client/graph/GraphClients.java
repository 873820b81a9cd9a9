package io.lakegate.client.graph;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.http.Exchange;
import java.net.URI;

/** Outside CDI, for tests of other features. */
public final class GraphClients {
  private GraphClients() {}

  public static GraphClient of(URI graph) {
    GraphClient client = new GraphClient();
    client.open(graph, new Exchange(AllowedHosts.of("127.0.0.1")));
    return client;
  }
}
