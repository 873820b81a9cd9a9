package io.lakegate.person;

import io.lakegate.client.oidc.OidcRequest;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.security.Digests;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/**
 * A sign-in on its way to the provider and back, as the browser carries it, sealed.
 *
 * @param back where the person wanted to go; null for home
 * @param trialOf the administrator who only tries; null for a real one
 * @param tried a digest of the settings that are tried; null for a real one
 * @param silent nobody was to be asked anything on the way
 * @param challenge what the provider wants to be given when the person comes again; null on the way
 */
record SignInAttempt(
    String state,
    String nonce,
    String verifier,
    String back,
    UUID trialOf,
    String tried,
    boolean silent,
    String challenge,
    Instant until) {
  /** The longest way back that is kept whole: several journeys must fit a request's headers. */
  private static final int MAX_RETURN_ADDRESS_LENGTH = 600;

  /** A browser keeps a challenged one under this name, for whichever tab begins next. */
  static final String CHALLENGED = "challenged";

  static SignInAttempt begin(String back, boolean silent, Instant until) {
    return begin(shortened(back), null, null, silent, until);
  }

  static SignInAttempt trial(UUID of, String tried, Instant until) {
    return begin(null, of, tried, false, until);
  }

  private static SignInAttempt begin(
      String back, UUID trialOf, String tried, boolean silent, Instant until) {
    return new SignInAttempt(
        Digests.randomSecret(),
        Digests.randomSecret(),
        Digests.randomSecret(),
        back,
        trialOf,
        tried,
        silent,
        null,
        until);
  }

  /**
   * Cuts the query off an address that is too long; returns null, which means home, if that is not
   * enough.
   */
  private static String shortened(String back) {
    if (back == null || back.length() <= MAX_RETURN_ADDRESS_LENGTH) {
      return back;
    }
    int query = back.indexOf('?');
    return query > 0 && query <= MAX_RETURN_ADDRESS_LENGTH ? back.substring(0, query) : null;
  }

  /** Returns what the browser finds its cookie by when it is sent back with a state. */
  static String key(String state) {
    return state == null ? CHALLENGED : Digests.sha256(state).substring(0, 16);
  }

  /** To begin anew with, as the provider wants it. */
  SignInAttempt challenged(String said) {
    return new SignInAttempt(state, nonce, verifier, back, trialOf, tried, silent, said, until);
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
      json.add("trialOf", trialOf.toString()).add("tried", tried);
    }
    return json.build().toString();
  }

  /** {@code IllegalArgumentException} for what {@link #toJson} did not write. */
  static SignInAttempt ofJson(String text) {
    try {
      JsonObject json = BoundedJson.object(text);
      String trialOf = json.getString("trialOf", null);
      return new SignInAttempt(
          json.getString("state"),
          json.getString("nonce"),
          json.getString("verifier"),
          json.getString("back", null),
          trialOf == null ? null : UUID.fromString(trialOf),
          json.getString("tried", null),
          json.getBoolean("silent"),
          json.getString("challenge", null),
          Instant.parse(json.getString("until")));
    } catch (JsonException | DateTimeException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
