package io.lakegate.person;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.text.Excerpt;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The result of a trial of the sign-in settings, kept for the administrators. */
record TrialResult(
    String problem,
    String subject,
    String userName,
    String displayName,
    GroupsSource source,
    Collection<String> groups,
    List<GroupClaim> groupClaims,
    String readProblem,
    ProviderClaims claims) {
  private static final int SHOWN_GROUPS = 300;
  private static final int SHOWN_CLAIMS = 50;
  private static final int MAX_LENGTH = 500;

  static TrialResult of(ProviderPersonReader.Read read) {
    ProviderPerson person = read.person();
    return new TrialResult(
        null,
        person.subject(),
        person.userName(),
        person.displayName(),
        read.groups().source(),
        read.groups().ids(),
        person.groupClaims(),
        read.problem(),
        read.claims());
  }

  static TrialResult refused(LakegateException refusal) {
    return new TrialResult(
        refusal.getMessage(),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        ProviderClaims.of(Map.of()));
  }

  /** Readable as it stands: names of claims and what they said. */
  String toJson() {
    JsonObjectBuilder json = Json.createObjectBuilder();
    add(json, "problem", problem);
    add(json, "subject", subject);
    add(json, "userName", userName);
    add(json, "displayName", displayName);
    add(json, "groupsSource", source == null ? null : source.name());
    JsonArrayBuilder ids = Json.createArrayBuilder();
    groups.stream().limit(SHOWN_GROUPS).forEach(ids::add);
    json.add("groupCount", groups.size()).add("groups", ids);
    JsonArrayBuilder found = Json.createArrayBuilder();
    groupClaims.forEach(claim -> found.add(toJson(claim)));
    add(json, "readProblem", readProblem);
    return json.add("groupClaims", found)
        .add("claims", toJson(claims.idToken()))
        .add("userInfoClaims", toJson(claims.userInfo()))
        .build()
        .toString();
  }

  private static JsonObjectBuilder toJson(GroupClaim claim) {
    String found = claim.isAbsent() ? "ABSENT" : claim.isList() ? claim.place().name() : "NO_LIST";
    return Json.createObjectBuilder()
        .add("claim", claim.claim())
        .add("found", found)
        .add("groups", claim.isList() ? claim.groups().size() : 0)
        .add("ignored", claim.ignored());
  }

  private static JsonObjectBuilder toJson(Map<String, Object> claims) {
    JsonObjectBuilder said = Json.createObjectBuilder();
    new TreeMap<>(claims)
        .entrySet().stream()
            .limit(SHOWN_CLAIMS)
            .forEach(claim -> said.add(cut(claim.getKey()), cut(String.valueOf(claim.getValue()))));
    return said;
  }

  private static String cut(String text) {
    return Excerpt.shortened(text, MAX_LENGTH + 1);
  }

  private static void add(JsonObjectBuilder json, String name, String value) {
    if (value != null) {
      json.add(name, value);
    }
  }
}
