package io.lakegate.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** JSON over one keep-alive client, the same for both sides of a comparison. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final String authorization;

  Http(URI base, String authorization) {
    this.base = base.toString();
    this.authorization = authorization;
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  JsonObject get(String path) throws IOException, InterruptedException {
    return json(send(request(path).GET().build()));
  }

  JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
    return json(
        send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())).build()));
  }

  int status(String path, String cookie) throws IOException, InterruptedException {
    return send(request(path).setHeader("Cookie", cookie).GET().build()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json")
            .header("X-Requested-By", "bench");
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) throws IOException {
    if (response.statusCode() >= 300) {
      throw new IOException("HTTP " + response.statusCode() + ": " + response.body());
    }
    return Json.createReader(new StringReader(response.body())).readObject();
  }
}
