package io.lakegate.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks for pages as they are, without a browser: no script, no cookie jar, no redirect followed.
 */
final class PageClient {
  private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*>");
  private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI portal;

  PageClient(URI portal) {
    this.portal = portal;
  }

  /** What came back. */
  record Page(int status, HttpHeaders headers, String body) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Where it leads to, without scheme and host. */
    String leadsTo() {
      return header("Location").replaceFirst("^https?://[^/]+", "");
    }

    List<String> cookies() {
      return headers.allValues("Set-Cookie");
    }

    /** {@code name=value} of the cookie it sets. */
    String cookie() {
      return cookies().isEmpty() ? "" : cookies().get(0).replaceFirst(";.*", "");
    }

    /** What a browser would send back of its form: hidden fields and the button. */
    Map<String, String> fields() {
      Map<String, String> fields = new LinkedHashMap<>();
      Matcher inputs = INPUT.matcher(body);
      while (inputs.find()) {
        String name = attribute(inputs.group(), "name");
        if (!name.isEmpty()) {
          fields.put(name, attribute(inputs.group(), "value"));
        }
      }
      Matcher nonce = NONCE.matcher(header("Content-Security-Policy"));
      if (nonce.find()) {
        fields.put("primefaces.nonce", nonce.group(1));
      }
      return fields;
    }

    private static String attribute(String element, String name) {
      Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(element);
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  Page get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  Page post(String path, Map<String, String> fields, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
            .build());
  }

  /** A POST of a body of another kind, from a page of ours. */
  Page postAs(String type, String path, String body, String cookie) {
    return send(
        request(path, "Cookie", cookie, "Origin", portal.toString(), "Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Fills in the form of the sign-in page and sends it. */
  Page signIn(String path, String userName, String password, String... headers) {
    Page page = get(path);
    Map<String, String> fields = page.fields();
    fields.put("signIn:userName", userName);
    fields.put("signIn:password", password);
    fields.put("signIn", "signIn");
    return post(path, fields, withCookie(page.cookie(), headers));
  }

  /** These headers, and this cookie beside those among them. */
  private static String[] withCookie(String cookie, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    int at = all.indexOf("Cookie");
    if (at < 0) {
      all.addAll(List.of("Cookie", cookie));
    } else {
      all.set(at + 1, all.get(at + 1) + "; " + cookie);
    }
    return all.toArray(String[]::new);
  }

  /** By any method: with the fields in the address, or in the body of a POST. */
  Page send(String method, String path, Map<String, String> fields, String... headers) {
    if (method.equals("POST")) {
      return post(path, fields, headers);
    }
    String address = path + (path.contains("?") ? "&" : "?") + encoded(fields);
    return send(
        request(address, headers).method(method, HttpRequest.BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(portal + path)).timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  private static Page send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return new Page(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri().toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** These bytes and no others, for what no well-behaved client would send; all that comes back. */
  String raw(String request) {
    return start(request, Integer.MAX_VALUE);
  }

  /** At most so many bytes of the answer, for a connection that stays open. */
  String start(String request, int length) {
    try (Socket socket = new Socket(portal.getHost(), portal.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
