package io.lakegate.client.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/**
 * The token endpoint of an OAuth 2.0 server (RFC 6749 §4.4, §5, §6) with what Entra adds to its
 * errors: {@code suberror} and {@code claims}. Asks for one resource at a time.
 */
final class TokenEndpoint {
  /** A server need not say how long a token lives. */
  private static final Duration UNSAID = Duration.ofMinutes(10);

  private static final int MAX_TOKEN_LENGTH = 16_000;
  private static final int MAX_CLAIMS = 4_000;

  /** Errors that a person signing in again may cure (OpenID Connect 1.0 §3.1.2.6, Entra). */
  private static final Set<String> OF_THE_PERSON =
      Set.of(
          "invalid_grant",
          "interaction_required",
          "login_required",
          "consent_required",
          "account_selection_required");

  /** Entra's word beside {@code invalid_grant} when the sign-in as such is still good. */
  private static final Set<String> OF_THE_SCOPE =
      Set.of(
          "basic_action",
          "additional_action",
          "message_only",
          "consent_required",
          "protection_policy_required");

  private final OidcTransport transport;
  private final URI uri;
  private final Function<AuthorizationGrant, TokenRequest.Builder> proof;

  /**
   * @param proof a request for what a grant is worth, by a client that proves who it is
   */
  TokenEndpoint(
      OidcTransport transport, URI uri, Function<AuthorizationGrant, TokenRequest.Builder> proof) {
    this.transport = transport;
    this.uri = uri;
    this.proof = proof;
  }

  OidcRenewal renew(String refreshToken, String scope) {
    HTTPResponse answer =
        send(proof.apply(new RefreshTokenGrant(new RefreshToken(refreshToken))), scope, null);
    JsonObject said = json(answer);
    if (answer.indicatesSuccess()) {
      return tokens(said);
    }
    String error = text(said, "error");
    if (answer.getStatusCode() >= 500 || error == null || !OF_THE_PERSON.contains(error)) {
      throw refusal(answer, said);
    }
    String claims = text(said, "claims");
    String suberror = text(said, "suberror");
    boolean ofTheScope =
        !error.equals("invalid_grant")
            || claims != null
            || (suberror != null && OF_THE_SCOPE.contains(suberror));
    return new OidcRenewal.SignInNeeded(
        !ofTheScope, error, claims == null || claims.length() > MAX_CLAIMS ? null : claims);
  }

  OidcRenewal.Tokens clientCredentials(String scope, String audience) {
    HTTPResponse answer = send(proof.apply(new ClientCredentialsGrant()), scope, audience);
    JsonObject said = json(answer);
    if (!answer.indicatesSuccess()) {
      throw refusal(answer, said);
    }
    return tokens(said);
  }

  private HTTPResponse send(TokenRequest.Builder builder, String scope, String audience) {
    if (scope != null) {
      builder.scope(Scope.parse(scope));
    }
    if (audience != null) {
      builder.customParameter("audience", audience);
    }
    HTTPRequest request = builder.build().toHTTPRequest();
    request.setFollowRedirects(false);
    try {
      return request.send(transport);
    } catch (IOException e) {
      throw OidcFaults.unreachable(uri, e);
    }
  }

  private OidcRenewal.Tokens tokens(JsonObject said) {
    String accessToken = text(said, "access_token");
    String refreshToken = text(said, "refresh_token");
    if (accessToken == null || !isToken(accessToken)) {
      throw bad("it gave no access token");
    }
    if (refreshToken != null && !isToken(refreshToken)) {
      throw bad("its refresh token is too long");
    }
    String type = text(said, "token_type");
    if (type != null && !type.equalsIgnoreCase("Bearer")) {
      throw bad("its tokens are of another type than Bearer");
    }
    return new OidcRenewal.Tokens(accessToken, lifetime(said), refreshToken);
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_TOKEN_LENGTH
        && text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
  }

  /** A number; some servers send it as a text. */
  private static Duration lifetime(JsonObject said) {
    JsonValue value = said.get("expires_in");
    String digits = value instanceof JsonString string ? string.getString() : "";
    long seconds =
        value instanceof JsonNumber number
            ? number.longValue()
            : digits.matches("\\d{1,9}") ? Long.parseLong(digits) : UNSAID.toSeconds();
    return Duration.ofSeconds(Math.max(1, Math.min(seconds, Duration.ofDays(2).toSeconds())));
  }

  /** 5xx and "temporarily unavailable" pass; the rest is for an administrator. */
  private LakegateException refusal(HTTPResponse answer, JsonObject said) {
    String error = text(said, "error");
    boolean passing =
        OidcFaults.isPassing(answer.getStatusCode()) || "temporarily_unavailable".equals(error);
    if (passing) {
      return OidcFaults.busy(uri, answer.getStatusCode());
    }
    return error == null
        ? bad("its token endpoint answers " + answer.getStatusCode())
        : new LakegateException(
            ErrorCode.PROVIDER_REFUSED,
            OidcFaults.firstLine(error),
            OidcFaults.firstLine(text(said, "error_description")));
  }

  private LakegateException bad(String why) {
    return new LakegateException(ErrorCode.PROVIDER_BAD_ANSWER, uri.getHost(), why);
  }

  static JsonObject json(HTTPResponse answer) {
    String body = answer.getBody();
    try {
      return BoundedJson.object(body);
    } catch (JsonException e) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
  }

  static String text(JsonObject said, String name) {
    return said.get(name) instanceof JsonString string ? string.getString() : null;
  }
}
