package io.lakegate.client.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.lakegate.platform.json.BoundedJson;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Masks what a server says of a failed request before people read it. Some servers repeat the
 * secrets of the request.
 */
final class Echo {
  private static final Set<String> SECRET_FIELDS =
      Set.of("client_secret", "client_assertion", "refresh_token", "code", "code_verifier");

  /** A shorter one would take harmless words with it. */
  private static final int MIN_LENGTH = 4;

  private Echo() {}

  /** The body of the answer; of JSON each text on its own, so that no escape hides a secret. */
  static String without(ReadOnlyHTTPRequest request, String body) {
    if (body == null) {
      return null;
    }
    List<String> secrets = secrets(request);
    try {
      JsonObjectBuilder said = Json.createObjectBuilder();
      BoundedJson.object(body)
          .forEach(
              (name, value) -> {
                if (value instanceof JsonString text) {
                  said.add(name, without(secrets, text.getString()));
                } else {
                  said.add(name, value);
                }
              });
      return said.build().toString();
    } catch (JsonException e) {
      return without(secrets, body);
    }
  }

  private static String without(List<String> secrets, String text) {
    String rest = text;
    for (String secret : secrets) {
      rest = secret.length() < MIN_LENGTH ? rest : rest.replace(secret, "***");
    }
    return rest;
  }

  private static List<String> secrets(ReadOnlyHTTPRequest request) {
    List<String> secrets = new ArrayList<>();
    for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
      if (header.getKey().equalsIgnoreCase("Authorization")) {
        header.getValue().forEach(value -> addProof(secrets, value));
      }
    }
    if (request.getBody() != null) {
      URLUtils.parseParameters(request.getBody())
          .forEach(
              (name, values) -> {
                if (SECRET_FIELDS.contains(name)) {
                  secrets.addAll(values);
                }
              });
    }
    secrets.addAll(secrets.stream().map(Echo::encoded).toList());
    // One may be a part of another.
    secrets.sort(Comparator.comparing(String::length).reversed());
    return secrets;
  }

  private static String encoded(String text) {
    return URLUtils.serializeParameters(Map.of("x", List.of(text))).substring("x=".length());
  }

  private static void addProof(List<String> secrets, String authorization) {
    secrets.add(authorization.substring(authorization.indexOf(' ') + 1));
    try {
      secrets.add(ClientSecretBasic.parse(authorization).getClientSecret().getValue());
    } catch (ParseException e) {
      // Another scheme: the header's value is all there is.
    }
  }
}
