package io.lakegate.system;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Somebody who uses the REST API, as a program outside would. */
public final class ApiClient {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;
  private final Map<String, String> headers;

  ApiClient(URI server) {
    this(server, Map.of());
  }

  private ApiClient(URI server, Map<String, String> headers) {
    this.server = server;
    this.headers = headers;
  }

  /** What came back. */
  public record Answer(int status, HttpHeaders headers, String body) {
    /** The body, which must be a JSON object. */
    public JsonObject json() {
      try (JsonReader reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }

    /** The {@code items} of a list. */
    public JsonArray items() {
      return json().getJsonArray("items");
    }

    /** A text of the body's object; null when it is null or absent. */
    public String text(String name) {
      JsonValue value = json().get(name);
      return value == null || value == JsonValue.NULL ? null : json().getString(name);
    }

    /** The {@code code} of a problem document; empty when the body is none. */
    public String code() {
      return header("Content-Type")
          .filter(type -> type.startsWith("application/problem+json"))
          .map(type -> json().getString("code"))
          .orElse("");
    }

    public Optional<String> header(String name) {
      return headers.firstValue(name);
    }

    /** Itself when the status is as expected; fails with the body else. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("Expected " + expected + " but got " + status + ": " + body);
      }
      return this;
    }
  }

  /** With a fresh token of a local account. */
  public ApiClient signedIn(String tenant, String userName, String password) {
    JsonObject form =
        Json.createObjectBuilder().add("name", "system test").add("tenant", tenant).build();
    return bearing(
        withBasic(userName, password).post("tokens", form.toString()).expect(201).text("token"));
  }

  public ApiClient withBasic(String userName, String password) {
    String pair = userName + ":" + password;
    return with(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  public ApiClient bearing(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** The same client with one more header. */
  public ApiClient with(String header, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(header, value);
    return new ApiClient(server, more);
  }

  /** Its token; null without one. */
  public String token() {
    String authorization = headers.get("Authorization");
    return authorization == null ? null : authorization.substring("Bearer ".length());
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), null);
  }

  public Answer post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json), "application/json");
  }

  public Answer put(String path, String json) {
    return send("PUT", path, BodyPublishers.ofString(json), "application/json");
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), null);
  }

  /**
   * Any request; {@code path} is below {@code /api/v1/}, or from the root when it begins with a
   * slash.
   */
  public Answer send(String method, String path, BodyPublisher body, String contentType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path.startsWith("/") ? path : "/api/v1/" + path))
            .timeout(PATIENCE)
            .method(method, body);
    headers.forEach(request::setHeader);
    if (contentType != null) {
      request.setHeader("Content-Type", contentType);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
