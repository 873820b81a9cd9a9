package io.lakegate.system;

import io.lakegate.platform.json.BoundedJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One person at the REST API of one portal. */
final class ApiClient {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final URI portal;
  private final String authorization;

  private ApiClient(URI portal, String authorization) {
    this.portal = portal;
    this.authorization = authorization;
  }

  /** What came back. */
  record Answer(int status, HttpHeaders headers, String body) {
    static Answer of(HttpResponse<String> response) {
      return new Answer(response.statusCode(), response.headers(), response.body());
    }

    JsonObject json() {
      try {
        return BoundedJson.object(body);
      } catch (RuntimeException e) {
        throw new AssertionError("No JSON object: " + this, e);
      }
    }

    String id() {
      return json().getString("id");
    }

    /** Of a problem document. */
    String code() {
      return status + " " + json().getString("code", "without code");
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    List<JsonObject> items() {
      return json().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    /** Itself when the status is this one. */
    Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("Expected " + expected + ", got " + status + ": " + body);
      }
      return this;
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  static ApiClient nobody(URI portal) {
    return new ApiClient(portal, null);
  }

  static ApiClient bearer(URI portal, String token) {
    return new ApiClient(portal, "Bearer " + token);
  }

  static ApiClient basic(URI portal, String userName, String password) {
    byte[] credentials = (userName + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new ApiClient(portal, "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  /** With a token just made for this person. */
  static ApiClient signIn(URI portal, String tenant, String userName, String password) {
    Answer answer =
        basic(portal, userName, password)
            .post("/tokens", Map.of("name", "system test", "tenant", tenant))
            .expect(201);
    return bearer(portal, answer.json().getString("token"));
  }

  Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  Answer delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  Answer post(String path, Map<String, ?> body) {
    return post(path, body, Map.of());
  }

  Answer post(String path, Map<String, ?> body, Map<String, String> headers) {
    return send("POST", path, Json.createObjectBuilder(body).build().toString(), headers);
  }

  Answer put(String path, Map<String, ?> body) {
    return send("PUT", path, Json.createObjectBuilder(body).build().toString(), Map.of());
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    try {
      return Answer.of(
          CLIENT.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Bytes as they are; the headers may name their charset. */
  Answer sendBytes(String method, String path, byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(portal + "/api/v1" + path)).timeout(PATIENCE);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    headers.forEach(request::setHeader);
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    try {
      return Answer.of(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** In chunks, without saying how long it is. */
  Answer postChunked(String path, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(portal + "/api/v1" + path))
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    try {
      return Answer.of(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<Answer> getLater(String path) {
    return CLIENT
        .sendAsync(request("GET", path, null, Map.of()), HttpResponse.BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  CompletableFuture<Answer> postLater(
      String path, Map<String, ?> body, Map<String, String> headers) {
    String json = Json.createObjectBuilder(body).build().toString();
    return CLIENT
        .sendAsync(request("POST", path, json, headers), HttpResponse.BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  private HttpRequest request(
      String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(portal + "/api/v1" + path)).timeout(PATIENCE);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    return request
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
