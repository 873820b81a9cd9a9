package io.lakegate.person;

import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** The address a person wanted before signing in. */
final class ReturnAddress {
  /** Our own paths have no other characters, so none leads elsewhere once it is resolved. */
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9/_-]+");

  /**
   * The names that pages read from their addresses: the state of a list, the thing that is asked
   * about. Everything else is dropped, above all the fields of forms. A test compares this with the
   * pages.
   */
  static final Set<String> HARMLESS =
      Set.of(
          "action",
          "actor",
          "after",
          "before",
          "edit",
          "from",
          "group",
          "kind",
          "name",
          "outcome",
          "owner",
          "profile",
          "profileId",
          "q",
          "result",
          "revoke",
          "sessionId",
          "show",
          "state",
          "subject",
          "submittedBy",
          "to",
          "within",
          "workspaceId");

  private static final int MAX_LENGTH = 1_500;

  private ReturnAddress() {}

  /**
   * Only the address of a page of this very tenant: a link must neither lead somewhere else after
   * sign-in nor carry out anything there.
   */
  static String within(String slug, String asked) {
    String home = "/" + slug + "/";
    if (asked == null || asked.length() > MAX_LENGTH || !asked.startsWith(home)) {
      return home;
    }
    int mark = asked.indexOf('?');
    String path = mark < 0 ? asked : asked.substring(0, mark);
    return isOfAPage(slug, path)
        ? withHarmlessOnly(path, mark < 0 ? "" : asked.substring(mark + 1))
        : home;
  }

  private static boolean isOfAPage(String slug, String path) {
    return PATH.matcher(path).matches()
        && Route.find(path.substring(slug.length() + 1))
            .filter(match -> match.route().isPage() && !match.route().isBeforeSignIn())
            .isPresent();
  }

  private static String withHarmlessOnly(String path, String query) {
    Address address = Address.of(path);
    for (String word : query.split("&", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0 && HARMLESS.contains(word.substring(0, equals))) {
        address = address.with(word.substring(0, equals), decoded(word.substring(equals + 1)));
      }
    }
    return address.toString();
  }

  /** Returns null for text that is not encoded as forms do it. */
  private static String decoded(String value) {
    try {
      String text = URLDecoder.decode(value, StandardCharsets.UTF_8);
      boolean broken =
          text.codePoints().anyMatch(point -> Character.isISOControl(point) || point == 0xFFFD);
      return broken ? null : text;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
