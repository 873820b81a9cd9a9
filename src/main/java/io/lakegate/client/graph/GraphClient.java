package io.lakegate.client.graph;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.BoundedHttp;
import io.lakegate.client.TrustedCertificates;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.settings.Setting;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.http.ssl.SSLContexts;

/**
 * Asks Microsoft Graph v1.0 about the person a token was given to. {@code GRAPH_FAILED} says that
 * it did not answer, which never means that somebody is in no group.
 */
@ApplicationScoped
public class GraphClient {
  @Inject AllowedHosts hosts;
  private BoundedHttp http;
  private URI base;

  @PostConstruct
  void open() {
    open(
        URI.create(Setting.GRAPH_URL.get()),
        new BoundedHttp(
            hosts, TrustedCertificates.configured().orElseGet(SSLContexts::createDefault)));
  }

  /** Outside CDI. */
  void open(URI graph, BoundedHttp way) {
    base = graph;
    http = way;
  }

  @PreDestroy
  void close() {
    http.close();
  }

  /**
   * The object ids of all security groups the person is in, nested ones too. One answer whatever
   * their number: {@code getMemberGroups} has no pages.
   */
  public List<String> memberGroups(String accessToken) {
    try {
      BoundedHttp.Answer answer =
          http.exchange(
              "POST",
              URI.create(base + "/v1.0/me/getMemberGroups"),
              Map.of(
                  "Authorization",
                  List.of("Bearer " + accessToken),
                  "Content-Type",
                  List.of("application/json"),
                  "Accept",
                  List.of("application/json")),
              "{\"securityEnabledOnly\":true}");
      if (!answer.isSuccess()) {
        throw new LakegateException(ErrorCode.GRAPH_FAILED, answer.status());
      }
      JsonObject body;
      try (var reader = Json.createReader(new StringReader(answer.body()))) {
        body = reader.readObject();
      }
      return List.copyOf(body.getJsonArray("value").getValuesAs(JsonString::getString));
    } catch (IOException | JsonException | ClassCastException | NullPointerException e) {
      throw new LakegateException(e, ErrorCode.GRAPH_FAILED, "nothing that can be read");
    }
  }
}
