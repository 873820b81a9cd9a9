package io.lakegate.person;

import io.lakegate.client.oidc.OidcRequest;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/**
 * A sign-in on its way to the provider and back, as the browser carries it, sealed.
 *
 * @param trialOf the administrator who only tries; null for a real one
 */
record Journey(
    String state, String nonce, String verifier, String back, UUID trialOf, Instant until) {
  OidcRequest request(URI redirectUri) {
    return new OidcRequest(redirectUri, state, nonce, verifier);
  }

  String toJson() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("state", state)
            .add("nonce", nonce)
            .add("verifier", verifier)
            .add("until", until.toString());
    if (back != null) {
      json.add("back", back);
    }
    if (trialOf != null) {
      json.add("trialOf", trialOf.toString());
    }
    return json.build().toString();
  }

  /** {@code IllegalArgumentException} for what {@link #toJson} did not write. */
  static Journey ofJson(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      String trialOf = json.getString("trialOf", null);
      return new Journey(
          json.getString("state"),
          json.getString("nonce"),
          json.getString("verifier"),
          json.getString("back", null),
          trialOf == null ? null : UUID.fromString(trialOf),
          Instant.parse(json.getString("until")));
    } catch (JsonException | DateTimeException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
