package io.lakegate.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a portal whether it is ready. */
public final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final HttpRequest request;

  /**
   * Asks the portal that listens at {@code address}, by its numbers, since a name may mean IPv6
   * first.
   */
  public Readiness(String address, int port) {
    String host = address.equals("0.0.0.0") ? "127.0.0.1" : address;
    request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/health/ready"))
            .timeout(PATIENCE)
            .build();
  }

  /** False also while nothing answers. */
  public boolean isUp() throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
