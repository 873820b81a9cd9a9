package io.lakegate.person;

import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.platform.form.Visible;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.text.Excerpt;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Somebody as the claims of an ID token describe them.
 *
 * @param subject for ever the same person's: the issuer, and Entra's {@code tid} and {@code oid}
 *     where they are, else {@code sub}, which in Entra is another one for each application
 * @param groups named in the token, and none of them when it had no room
 * @param hasMoreGroups the token had no room for the groups (Entra's overage, above 200)
 * @param session the provider's name for its own session; null when it says none
 */
record ProviderPerson(
    String subject,
    String userName,
    String displayName,
    List<String> groups,
    boolean hasMoreGroups,
    String session) {
  private static final int LONGEST_SUBJECT = 700;
  private static final int LONGEST_USER_NAME = 100;
  private static final int LONGEST_NAME = 200;

  /** {@code PROVIDER_NOT_TRUSTED} for claims that name nobody. */
  static ProviderPerson of(IdentityProvider provider, Map<String, Object> claims) {
    return of(provider, claims, null);
  }

  /**
   * The same for a token of a job: an application has no user name, and is called by its client id.
   */
  static ProviderPerson ofJob(IdentityProvider provider, Map<String, Object> claims) {
    return of(provider, claims, client(claims));
  }

  /** Which application asked for a token, as far as it says; Entra calls it {@code azp}. */
  static String client(Map<String, Object> claims) {
    return Stream.of("azp", "appid", "client_id")
        .map(claim -> text(claims, claim))
        .filter(client -> client != null && isUserName(client))
        .findFirst()
        .orElse(null);
  }

  private static ProviderPerson of(
      IdentityProvider provider, Map<String, Object> claims, String nameless) {
    String tid = text(claims, "tid");
    String oid = text(claims, "oid");
    String key = tid != null && oid != null ? tid + " " + oid : text(claims, "sub");
    String userName =
        provider.getUserNameClaims().stream()
            .map(claim -> text(claims, claim))
            .filter(name -> name != null && isUserName(name))
            .findFirst()
            .orElse(nameless);
    String subject = provider.getIssuer() + " " + key;
    if (key == null || userName == null || subject.length() > LONGEST_SUBJECT) {
      throw new LakegateException(
          ErrorCode.PROVIDER_NOT_TRUSTED,
          "it names nobody by " + String.join(" or ", provider.getUserNameClaims()));
    }
    String name = text(claims, provider.getNameClaim());
    if (name == null && userName.equals(nameless)) {
      name = text(claims, "app_displayname");
    }
    return new ProviderPerson(
        subject,
        userName,
        name == null || name.isBlank() ? null : seen(Excerpt.start(name, LONGEST_NAME)).strip(),
        groups(provider, claims),
        hasMoreGroups(claims),
        session(claims));
  }

  /**
   * People write names with joiners and marks of direction; here they might make one look like
   * another.
   */
  private static String seen(String name) {
    return name.codePoints()
        .filter(character -> Visible.Validator.find(Character.toString(character)).isEmpty())
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Those of the wanted claims that are one short line. */
  static Map<String, String> said(Map<String, Object> claims, Set<String> wanted) {
    Map<String, String> said = new TreeMap<>();
    for (String name : wanted) {
      String value = text(claims, name);
      if (value != null && value.length() <= LONGEST_NAME) {
        said.put(name, value);
      }
    }
    return said;
  }

  private static String text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text && isPlain(text) ? text : null;
  }

  /** PostgreSQL keeps no NUL, and a name of several lines is none. */
  private static boolean isPlain(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  /** What can be a group's id. */
  static boolean isGroup(String text) {
    return !text.isBlank() && text.length() <= LONGEST_NAME && isPlain(text);
  }

  private static String session(Map<String, Object> claims) {
    String sid = text(claims, "sid");
    return sid != null && sid.length() <= LONGEST_NAME ? sid : null;
  }

  private static boolean isUserName(String name) {
    return name.length() <= LONGEST_USER_NAME
        && name.matches("[^\\p{Cntrl}\\s:]+")
        && Visible.Validator.find(name).isEmpty();
  }

  /** Of every claim that may hold some: Entra may give them as roles instead. */
  private static List<String> groups(IdentityProvider provider, Map<String, Object> claims) {
    Set<String> groups = new LinkedHashSet<>();
    for (String claim : provider.getGroupClaims()) {
      Object value = claims.get(claim);
      if (value instanceof Collection<?> several) {
        several.forEach(one -> add(groups, one));
      } else {
        add(groups, value);
      }
    }
    return List.copyOf(groups);
  }

  private static void add(Set<String> groups, Object value) {
    if (value instanceof String group && isGroup(group)) {
      groups.add(group);
    }
  }

  private static boolean hasMoreGroups(Map<String, Object> claims) {
    boolean named =
        claims.get("_claim_names") instanceof Map<?, ?> names && names.containsKey("groups");
    return named
        || Boolean.TRUE.equals(claims.get("hasgroups"))
        || "true".equals(claims.get("hasgroups"));
  }
}
