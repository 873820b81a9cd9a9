package io.lakegate.client.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import io.lakegate.client.http.ExchangeException;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Describes what went wrong between Lakegate and a provider, for the administrator who mends it.
 * What a token says of itself is shown although nobody verified it: that is what was wrong.
 */
final class OidcFaults {
  private static final int MAX_LENGTH = 300;

  private OidcFaults() {}

  static LakegateException unreachable(URI uri, IOException e) {
    return new LakegateException(e, ErrorCode.PROVIDER_UNREACHABLE, uri.getHost(), why(e));
  }

  /** The status is one that passes: 5xx, or 429. */
  static LakegateException busy(URI uri, int status) {
    return new LakegateException(
        ErrorCode.PROVIDER_UNREACHABLE, uri.getHost(), address(uri) + " answers " + status);
  }

  static boolean isPassing(int status) {
    return status >= 500 || status == 429;
  }

  static LakegateException bad(URI uri, String why, Exception e) {
    return new LakegateException(e, ErrorCode.PROVIDER_BAD_ANSWER, uri.getHost(), why);
  }

  static LakegateException untrusted(String why, Exception e) {
    return new LakegateException(e, ErrorCode.PROVIDER_NOT_TRUSTED, why);
  }

  /** Two issuers that must be one, to the letter. */
  static String differingIssuers(String who, String theirs, String ours) {
    String plain = firstLine(theirs);
    boolean bySlash = (plain + "/").equals(ours) || plain.equals(ours + "/");
    return who
        + " '"
        + plain
        + "', and the sign-in settings say '"
        + ours
        + "'"
        + (bySlash ? ": only the slash at the end differs, and it must not" : "");
  }

  /** The address without its query, which may hold private data. */
  static String address(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  /** Why a request got no answer. */
  static String why(IOException e) {
    ExchangeException.Reason reason =
        e instanceof ExchangeException failure
            ? failure.reason()
            : ExchangeException.Reason.CONNECTION_LOST;
    return switch (reason) {
      case TLS_FAILED ->
          "its TLS connection is not trusted ("
              + firstLine(e.getMessage())
              + "). If its certificate is of a company's own authority, the operator must add that"
              + " to lakegate.ca-certificates";
      case UNKNOWN_HOST -> "its host name is unknown here";
      case NO_CONNECTION_IN_TIME -> "no connection within 5 seconds";
      case NO_ANSWER_IN_TIME -> "no whole answer within 15 seconds";
      case CONNECTION_REFUSED -> "nothing accepts connections at that address and port";
      case NOT_HTTP, TOO_LARGE, CONNECTION_LOST -> {
        String said = firstLine(e.getMessage());
        yield said.isEmpty() ? "the connection was cut" : said;
      }
    };
  }

  /** Why an ID token was refused, or UserInfo's signed answer. */
  static LakegateException refusedToken(
      JWT token,
      OidcRegistration registration,
      OidcDescriptions.Known provider,
      Instant now,
      String nonce,
      Exception e) {
    if (e instanceof KeySourceException) {
      return unreadableKeys(provider, e);
    }
    try {
      return untrusted(fault(token, registration, provider, now, nonce, e), e);
    } catch (ParseException | IllegalStateException unreadable) {
      return untrusted("its token is not readable", e);
    }
  }

  private static LakegateException unreadableKeys(OidcDescriptions.Known provider, Exception e) {
    URI keys = provider.metadata().getJWKSetURI();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return new LakegateException(
            e,
            ErrorCode.PROVIDER_UNREACHABLE,
            keys.getHost(),
            "its keys at " + address(keys) + " cannot be read, " + why(io));
      }
    }
    return bad(keys, "its keys at " + address(keys) + " are not readable", e);
  }

  private static String fault(
      JWT token,
      OidcRegistration registration,
      OidcDescriptions.Known provider,
      Instant now,
      String nonce,
      Exception e)
      throws ParseException {
    if (token instanceof EncryptedJWT) {
      return "its token is encrypted, which Lakegate does not read; switch that off there";
    }
    if (!(token instanceof SignedJWT signed)) {
      return "its token is not signed";
    }
    if (!provider.algorithms().contains(signed.getHeader().getAlgorithm())) {
      return "its token is signed with "
          + firstLine(signed.getHeader().getAlgorithm().getName())
          + ", and taken are "
          + provider.algorithms();
    }
    String key = firstLine(signed.getHeader().getKeyID());
    if (e instanceof BadJWSException) {
      return "the signature of its token does not fit the key '" + key + "'";
    }
    if (!(e instanceof BadJWTException)) {
      return "its token is signed with the key '"
          + key
          + "', which is not among its keys at "
          + address(provider.metadata().getJWKSetURI());
    }
    String wrong = wrongClaim(signed.getJWTClaimsSet(), registration, now, nonce);
    return wrong == null ? firstLine(e.getMessage()) : wrong;
  }

  private static String wrongClaim(
      JWTClaimsSet claims, OidcRegistration registration, Instant now, String nonce)
      throws ParseException {
    String issuer = registration.issuer().toString();
    if (!issuer.equals(claims.getIssuer())) {
      return differingIssuers("its token names the issuer", claims.getIssuer(), issuer);
    }
    if (!claims.getAudience().contains(registration.clientId())) {
      return "its token is for '"
          + firstLine(String.join("', '", claims.getAudience()))
          + "' (aud), and the client id here is '"
          + registration.clientId()
          + "'";
    }
    String party = claims.getStringClaim("azp");
    if (party != null && !party.equals(registration.clientId())) {
      return "its token was given to '"
          + firstLine(party)
          + "' (azp), and the client id here is '"
          + registration.clientId()
          + "'";
    }
    String wrongTime = wrongTime(claims, now);
    if (wrongTime != null) {
      return wrongTime;
    }
    String theirs = claims.getStringClaim("nonce");
    if (nonce != null && !nonce.equals(theirs)) {
      return theirs == null
          ? "its token carries no nonce, so it may be of another sign-in"
          : "its token is of another sign-in (nonce)";
    }
    return null;
  }

  private static String wrongTime(JWTClaimsSet claims, Instant now) {
    Map<String, Object> said = claims.toJSONObject();
    Instant late = now.minusSeconds(OidcClient.SKEW_SECONDS);
    Instant early = now.plusSeconds(OidcClient.SKEW_SECONDS);
    if (said.get("exp") instanceof Number end
        && Instant.ofEpochSecond(end.longValue()).isBefore(late)) {
      return clocks("its token ended at ", end, now);
    }
    for (String name : List.of("nbf", "iat")) {
      if (said.get(name) instanceof Number begin
          && Instant.ofEpochSecond(begin.longValue()).isAfter(early)) {
        return clocks("its token counts from ", begin, now);
      }
    }
    return null;
  }

  private static String clocks(String what, Number theirs, Instant now) {
    return what
        + Instant.ofEpochSecond(theirs.longValue())
        + ", and the clock of this server says "
        + now.truncatedTo(ChronoUnit.SECONDS)
        + ". Compare both clocks";
  }

  /**
   * Returns the first line of a text from outside, without control characters and cut to the
   * maximum length.
   */
  static String firstLine(String text) {
    String line =
        text == null
            ? ""
            : text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}|\\p{Cf}", " ").strip();
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) : line;
  }
}
