package io.lakegate.person;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A provider's claims about somebody: those of the ID token, and those of its UserInfo that the ID
 * token lacks. The identity comes from the ID token alone.
 *
 * @param userInfo empty where it was not asked, or could not be read
 */
record ProviderClaims(Map<String, Object> idToken, Map<String, Object> userInfo) {
  static ProviderClaims of(Map<String, Object> idToken) {
    return new ProviderClaims(idToken, Map.of());
  }

  ProviderClaims with(Map<String, Object> said) {
    return new ProviderClaims(idToken, said);
  }

  /** One line of text by name or path, of the ID token first; null where there is none. */
  String text(String path) {
    String own = plain(ClaimPath.find(idToken, path));
    return own == null ? plain(ClaimPath.find(userInfo, path)) : own;
  }

  /** Makes the claims of an ID token without UserInfo. */
  String ownText(String name) {
    return plain(idToken.get(name));
  }

  private static String plain(Object value) {
    return value instanceof String text && isPlain(text) ? text : null;
  }

  /** PostgreSQL keeps no NUL, a name of several lines is none, and half a character is no text. */
  static boolean isPlain(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
