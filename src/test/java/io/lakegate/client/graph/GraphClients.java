package io.lakegate.client.graph;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.BoundedHttp;
import java.net.URI;
import org.apache.http.ssl.SSLContexts;

/** Outside CDI, for tests of other features. */
public final class GraphClients {
  private GraphClients() {}

  public static GraphClient of(URI graph) {
    GraphClient client = new GraphClient();
    client.open(graph, new BoundedHttp(AllowedHosts.of("127.0.0.1"), SSLContexts.createDefault()));
    return client;
  }
}
