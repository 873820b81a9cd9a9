package io.lakegate.person;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The value of one of the configured claims with groups. One text alone is one group, as some
 * providers write a list of one.
 *
 * @param groups null where the claim is absent or no list of texts
 * @param ignored how many entries of the list can be no group
 * @param place where it was found; null where it is absent
 */
record GroupClaim(String claim, List<String> groups, int ignored, Place place) {
  enum Place {
    ID_TOKEN,
    USER_INFO
  }

  static GroupClaim of(String claim, ProviderClaims claims) {
    Object own = ClaimPath.find(claims.idToken(), claim);
    GroupClaim inToken = read(claim, own, Place.ID_TOKEN);
    if (inToken.isList()) {
      return inToken;
    }
    Object said = ClaimPath.find(claims.userInfo(), claim);
    GroupClaim inUserInfo = read(claim, said, Place.USER_INFO);
    return inUserInfo.isList() || own == null ? inUserInfo : inToken;
  }

  private static GroupClaim read(String claim, Object value, Place place) {
    if (value == null) {
      return new GroupClaim(claim, null, 0, null);
    }
    Collection<?> several = value instanceof Collection<?> list ? list : List.of(value);
    Set<String> groups = new LinkedHashSet<>();
    int ignored = 0;
    for (Object one : several) {
      if (one instanceof String text && isGroup(text)) {
        groups.add(text);
      } else {
        ignored++;
      }
    }
    boolean list = !groups.isEmpty() || several.isEmpty();
    return new GroupClaim(claim, list ? List.copyOf(groups) : null, ignored, place);
  }

  /** Returns whether a text can be a group's id. */
  static boolean isGroup(String text) {
    return !text.isBlank()
        && text.length() <= PersonGroup.MAX_LENGTH
        && ProviderClaims.isPlain(text);
  }

  boolean isList() {
    return groups != null;
  }

  boolean isAbsent() {
    return place == null;
  }
}
