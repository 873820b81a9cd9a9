package io.lakegate.person;

import io.lakegate.client.oidc.OidcRequest;
import io.lakegate.platform.security.Digests;
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
 * @param back where the person wanted to go; null for home
 * @param trialOf the administrator who only tries; null for a real one
 * @param silent nobody was to be asked anything on the way
 * @param challenge what the provider wants to be given when the person comes again; null on the way
 */
record Journey(
    String state,
    String nonce,
    String verifier,
    String back,
    UUID trialOf,
    boolean silent,
    String challenge,
    Instant until) {
  static Journey begin(String back, UUID trialOf, boolean silent, Instant until) {
    return new Journey(
        Digests.randomSecret(),
        Digests.randomSecret(),
        Digests.randomSecret(),
        back,
        trialOf,
        silent,
        null,
        until);
  }

  /** To begin anew with, as the provider wants it. */
  Journey challenged(String said) {
    return new Journey(state, nonce, verifier, back, trialOf, silent, said, until);
  }

  OidcRequest request(URI redirectUri) {
    return new OidcRequest(redirectUri, state, nonce, verifier);
  }

  String toJson() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("state", state)
            .add("nonce", nonce)
            .add("verifier", verifier)
            .add("silent", silent)
            .add("until", until.toString());
    if (challenge != null) {
      json.add("challenge", challenge);
    }
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
          json.getBoolean("silent"),
          json.getString("challenge", null),
          Instant.parse(json.getString("until")));
    } catch (JsonException | DateTimeException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
