package io.lakegate.person;

import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.platform.form.Visible;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.text.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Somebody as a provider describes them.
 *
 * @param subject for ever the same person's: the issuer, and Entra's {@code tid} and {@code oid}
 *     where they are, else {@code sub}, which in Entra is another one for each application
 * @param groupClaims what came under each configured claim
 * @param hasMoreGroups the token had no room for the groups (Entra's overage, above 200)
 * @param session the provider's name for its own session; null when it says none
 */
record ProviderPerson(
    String subject,
    String userName,
    String displayName,
    List<GroupClaim> groupClaims,
    boolean hasMoreGroups,
    String session) {
  private static final int MAX_SUBJECT_LENGTH = 700;
  private static final int MAX_USER_NAME_LENGTH = 100;
  private static final int MAX_NAME_LENGTH = 200;

  /** {@code PROVIDER_NOT_TRUSTED} for claims that name nobody. */
  static ProviderPerson of(IdentityProvider provider, ProviderClaims claims) {
    return of(provider, claims, null);
  }

  /**
   * The same for a token of a job: an application has no user name, and is called by its client id.
   */
  static ProviderPerson ofJob(IdentityProvider provider, Map<String, Object> claims) {
    return of(provider, ProviderClaims.of(claims), client(claims));
  }

  /** Returns which application asked for a token, as far as it says; Entra calls it {@code azp}. */
  static String client(Map<String, Object> claims) {
    ProviderClaims said = ProviderClaims.of(claims);
    return Stream.of("azp", "appid", "client_id")
        .map(said::ownText)
        .filter(client -> client != null && isUserName(client))
        .findFirst()
        .orElse(null);
  }

  private static ProviderPerson of(
      IdentityProvider provider, ProviderClaims claims, String nameless) {
    String subject = subject(provider, claims);
    String userName = userName(provider, claims).orElse(nameless);
    if (userName == null) {
      throw nobody("it names nobody by " + String.join(" or ", provider.getUserNameClaims()));
    }
    String name = claims.text(provider.getNameClaim());
    if (name == null && userName.equals(nameless)) {
      name = claims.ownText("app_displayname");
    }
    return new ProviderPerson(
        subject,
        userName,
        name == null || name.isBlank() ? null : seen(Excerpt.start(name, MAX_NAME_LENGTH)).strip(),
        provider.getGroupClaims().stream().map(claim -> GroupClaim.of(claim, claims)).toList(),
        hasMoreGroups(claims.idToken()),
        session(claims));
  }

  /** Two people with an empty or a cut subject would be one here. */
  private static String subject(IdentityProvider provider, ProviderClaims claims) {
    String sub = claims.ownText("sub");
    if (sub == null || isInvisible(sub)) {
      throw nobody("its sub, which says who somebody is, is empty or no text");
    }
    String tid = claims.ownText("tid");
    String oid = claims.ownText("oid");
    boolean ofEntra = tid != null && oid != null && !isInvisible(tid) && !isInvisible(oid);
    String subject = provider.getIssuer() + " " + (ofEntra ? tid + " " + oid : sub);
    if (subject.length() > MAX_SUBJECT_LENGTH) {
      throw nobody(
          "its sub, which says who somebody is, is too long: with the issuer at most "
              + MAX_SUBJECT_LENGTH
              + " characters fit");
    }
    return subject;
  }

  private static boolean isInvisible(String text) {
    return text.codePoints()
        .allMatch(
            point ->
                Character.isSpaceChar(point)
                    || Character.isWhitespace(point)
                    || Character.getType(point) == Character.FORMAT);
  }

  private static LakegateException nobody(String why) {
    return new LakegateException(ErrorCode.PROVIDER_NOT_TRUSTED, why);
  }

  private static Optional<String> userName(IdentityProvider provider, ProviderClaims claims) {
    return provider.getUserNameClaims().stream()
        .map(claims::text)
        .filter(name -> name != null && isUserName(name))
        .findFirst();
  }

  /**
   * Returns whether UserInfo is to be asked who this is, for the ID token does not say.
   *
   * @param wanted claims that backends know people by
   */
  static boolean lacksNames(IdentityProvider provider, ProviderClaims claims, Set<String> wanted) {
    return isNameless(provider, claims)
        || claims.text(provider.getNameClaim()) == null
        || !said(claims, wanted).keySet().containsAll(wanted);
  }

  /** Returns whether no configured claim has a user name. */
  static boolean isNameless(IdentityProvider provider, ProviderClaims claims) {
    return userName(provider, claims).isEmpty();
  }

  /**
   * Returns whether some configured claim with groups is not in the ID token, which had room for
   * it.
   */
  static boolean lacksGroups(IdentityProvider provider, ProviderClaims claims) {
    return !hasMoreGroups(claims.idToken())
        && provider.getGroupClaims().stream()
            .anyMatch(claim -> !GroupClaim.of(claim, claims).isList());
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

  /** Returns those of the wanted claims that are one short line. */
  static Map<String, String> said(ProviderClaims claims, Set<String> wanted) {
    Map<String, String> said = new TreeMap<>();
    for (String name : wanted) {
      String value = claims.text(name);
      if (value != null && value.length() <= MAX_NAME_LENGTH) {
        said.put(name, value);
      }
    }
    return said;
  }

  private static String session(ProviderClaims claims) {
    String sid = claims.ownText("sid");
    return sid != null && !sid.isBlank() && sid.length() <= MAX_NAME_LENGTH ? sid : null;
  }

  private static boolean isUserName(String name) {
    return name.length() <= MAX_USER_NAME_LENGTH
        && name.matches("[^\\p{Cntrl}\\s\\p{Z}:]+")
        && Visible.Validator.find(name).isEmpty();
  }

  /** The groups of all claims: Entra may give them as roles instead. */
  List<String> groups() {
    return groupClaims.stream()
        .filter(GroupClaim::isList)
        .flatMap(claim -> claim.groups().stream())
        .distinct()
        .toList();
  }

  /** Returns whether the provider said which groups somebody is in, by at least one claim. */
  boolean isNamingGroups() {
    return groupClaims.stream().anyMatch(GroupClaim::isList);
  }

  /** Returns what was learned of the groups where no question is left to ask. */
  SeenGroups seenGroups() {
    if (isNamingGroups()) {
      boolean byUserInfo =
          groupClaims.stream()
              .anyMatch(one -> one.isList() && one.place() == GroupClaim.Place.USER_INFO);
      GroupsSource source = byUserInfo ? GroupsSource.USER_INFO : GroupsSource.TOKEN;
      return new SeenGroups(source, groups(), Map.of());
    }
    boolean absent = groupClaims.stream().allMatch(GroupClaim::isAbsent);
    return new SeenGroups(
        absent ? GroupsSource.CLAIM_ABSENT : GroupsSource.CLAIM_NO_LIST, List.of(), Map.of());
  }

  private static boolean hasMoreGroups(Map<String, Object> claims) {
    boolean named =
        claims.get("_claim_names") instanceof Map<?, ?> names && names.containsKey("groups");
    return named
        || Boolean.TRUE.equals(claims.get("hasgroups"))
        || "true".equals(claims.get("hasgroups"));
  }
}
