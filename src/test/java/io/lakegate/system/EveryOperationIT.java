package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.Role;
import io.lakegate.system.ApiClient.Answer;
import io.lakegate.system.ApiDescription.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the API, as its own description lists them: refused to who is nobody, to each
 * role too low, and to another tenant, whatever its role. An operation without a rule fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationIT {
  /** The least role; what is another tenant's is named in the path. */
  private static final String RULES =
      """
      DELETE /environments/{id}                          Administrators
      DELETE /group-roles/{id}                           Administrators
      DELETE /identity-provider                          Administrators
      DELETE /lakehouses/{id}                            Administrators
      DELETE /session-profiles/{id}                      Administrators
      DELETE /sessions/{id}                              Editors
      DELETE /sessions/{session}/shares/{id}             Editors
      DELETE /tokens/{id}                                Administrators
      DELETE /workspaces/{id}                            Administrators
      DELETE /identity-provider/certificate              Administrators
      GET    /directory-groups                           Administrators
      GET    /audit-events                               Administrators
      GET    /audit-events/export                        Administrators
      GET    /audit-events/heads                         Administrators
      GET    /audit-events/verification                  Administrators
      GET    /audit-events/{id}                          Administrators
      GET    /environments                               Viewers
      GET    /environments/{id}                          Viewers
      GET    /group-roles                                Administrators
      GET    /group-roles/{id}                           Administrators
      GET    /identity-provider                          Administrators
      GET    /lakehouses                                 Viewers
      GET    /lakehouses/{id}                            Viewers
      GET    /members                                    Administrators
      GET    /members/{id}                               Administrators
      GET    /members/{id}/why                           Administrators
      GET    /retention                                  Administrators
      GET    /session-profiles                           Viewers
      GET    /session-profiles/{id}                      Viewers
      GET    /session-profiles/{id}/preview              Viewers
      GET    /sessions                                   Viewers
      GET    /sessions/{id}                              Viewers
      GET    /sessions/{id}/log                          Viewers
      GET    /sessions/{session}/shares                  Viewers
      GET    /sessions/{session}/statements              Viewers
      GET    /sessions/{session}/statements/{id}         Viewers
      GET    /signing-keys                               Operators
      GET    /signing-keys/{id}                          Operators
      GET    /statements                                 Viewers
      GET    /statements/{id}                            Viewers
      GET    /tenants                                    Operators
      GET    /tenants/{id}                               Operators
      GET    /tokens                                     Viewers
      GET    /tokens/{id}                                Administrators
      GET    /workspaces                                 Viewers
      GET    /workspaces/{id}                            Viewers
      POST   /environments                               Administrators
      POST   /group-roles                                Administrators
      POST   /group-roles/effects                        Administrators
      POST   /identity-provider/certificate              Administrators
      POST   /identity-provider/certificate/use          Administrators
      POST   /lakehouses                                 Administrators
      POST   /session-profiles                           Administrators
      POST   /sessions                                   Editors
      POST   /sessions/{id}/keep                         Editors
      POST   /sessions/{session}/shares                  Editors
      POST   /sessions/{session}/statements              Editors
      POST   /sessions/{session}/statements/{id}/cancel  Editors
      POST   /sessions/{session}/statements/{id}/give-up  Editors
      POST   /signing-keys                               Operators
      POST   /statements/{id}/redaction                  Administrators
      POST   /tenants                                    Operators
      POST   /tokens                                     Viewers
      POST   /workspaces                                 Administrators
      POST   /workspaces/{id}/check                      Administrators
      PUT    /environments/{id}                          Administrators
      PUT    /group-roles/{id}                           Administrators
      PUT    /identity-provider                          Administrators
      PUT    /lakehouses/{id}                            Administrators
      PUT    /members/{id}                               Administrators
      PUT    /retention                                  Administrators
      PUT    /session-profiles/{id}                      Administrators
      PUT    /tenants/{id}                               Operators
      PUT    /workspaces/{id}                            Administrators
      """;

  /** A door of its own: asks for a token of the organisation's provider and nothing of ours. */
  private static final String OPEN = "POST /tokens/exchange";

  private static final List<String> TABLES =
      List.of(
          "workspace",
          "lakehouse",
          "environment",
          "session_profile",
          "group_role",
          "identity_provider",
          "tenant",
          "person",
          "signing_key");

  /** Another one sends other requests. */
  private static final long SEED = 20_261_201;

  private static final int FUZZED_EACH = 27;
  private static final Set<String> CODES =
      Arrays.stream(ErrorCode.values()).map(ErrorCode::name).collect(Collectors.toSet());

  private final TestPortal portal = TestPortal.get();
  private final ThrowAwayTenant fuzzed = new ThrowAwayTenant();
  private final ApiDescription api = new ApiDescription(portal.uri());
  private final Organisation made = Organisation.get();
  private final Map<String, String> ids = ids();
  private String before;
  private Outsider outsider;

  /** One operation and who may call it at least. */
  record Rule(String method, String path, Role least) {
    boolean namesSomething() {
      return path.contains("{") && least != Role.OPERATORS;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static Stream<Rule> rules() {
    return RULES
        .lines()
        .map(line -> line.split(" +", -1))
        .map(words -> new Rule(words[0], words[1], Role.ofTitle(words[2]).orElseThrow()));
  }

  private static Stream<Rule> rulesAboutSomething() {
    return rules().filter(Rule::namesSomething);
  }

  /** About what belongs to a workspace. */
  private static Stream<Rule> rulesInWorkspaces() {
    return rulesAboutSomething()
        .filter(
            rule ->
                rule.path()
                    .matches(
                        "/(workspaces|lakehouses|environments|session-profiles|sessions|statements)/.*"));
  }

  private static Stream<Rule> lists() {
    return rules()
        .filter(rule -> rule.method().equals("GET") && !rule.path().contains("{"))
        .filter(rule -> rule.least() != Role.OPERATORS);
  }

  private Map<String, String> ids() {
    ApiClient admin = portal.as("admin");
    Map<String, String> found = new TreeMap<>();
    found.put("workspaces", made.workspace);
    found.put("lakehouses", made.lakehouse);
    found.put("environments", made.environment);
    found.put("session-profiles", made.profile);
    found.put("sessions", made.live);
    found.put("statements", made.table);
    found.put("tokens", admin.get("/tokens?own=true").items().get(0).getString("id"));
    found.put("members", admin.get("/members?q=admin").items().get(0).getString("id"));
    found.put("audit-events", admin.get("/audit-events").items().get(0).getString("id"));
    found.put("signing-keys", UUID.randomUUID().toString());
    found.put("tenants", UUID.randomUUID().toString());
    found.put("group-roles", groupRole(admin));
    return found;
  }

  private static String groupRole(ApiClient admin) {
    return admin.get("/group-roles?q=every-operation").items().stream()
        .findFirst()
        .map(one -> one.getString("id"))
        .orElseGet(
            () ->
                admin
                    .post(
                        "/group-roles",
                        Map.of(
                            "groupId", "every-operation", "groupName", "Every", "role", "Viewers"))
                    .expect(201)
                    .id());
  }

  private String path(Rule rule) {
    String resource = rule.path().split("/", -1)[1];
    String path = rule.path();
    if (path.contains("/statements/{id}") && resource.equals("sessions")) {
      path = path.replace("{id}", ids.get("statements"));
    }
    return path.replace("{session}", ids.get("sessions"))
        .replace("{id}", ids.getOrDefault(resource, ""));
  }

  private Answer ask(ApiClient who, Rule rule) {
    boolean empty = List.of("GET", "DELETE").contains(rule.method());
    return who.send(
        rule.method(),
        path(rule),
        empty ? null : "{}",
        empty ? Map.of() : Map.of("Content-Type", "application/json"));
  }

  /** What is changed on purpose only: the catalogue in full, and how many there are of the rest. */
  private String catalogue() {
    ApiClient admin = portal.as("admin");
    return Stream.concat(
            Stream.of("workspaces", "lakehouses", "environments", "session-profiles", "group-roles")
                .map(resource -> admin.get("/" + resource + "/" + ids.get(resource)).body()),
            TABLES.stream().map(table -> table + " " + portal.count(table)))
        .toList()
        .toString();
  }

  @BeforeAll
  void look() {
    outsider = new Outsider(portal);
    before = catalogue();
  }

  /** Once for all of them: looking takes longer than asking. */
  @AfterAll
  void nothing_has_changed() {
    assertThat(catalogue()).isEqualTo(before);
    assertThat(portal.as("admin").get("/sessions/" + made.live).json().getString("state"))
        .isNotIn("STOPPING", "ENDED");
    outsider.leave();
  }

  @Test
  void there_is_a_rule_for_each() {
    assertThat(Stream.concat(rules().map(Rule::toString), Stream.of(OPEN)))
        .containsExactlyInAnyOrderElementsOf(
            api.operations().stream().map(Operation::toString).toList());
  }

  @Test
  void the_filters_of_the_history_are_described() {
    assertThat(api.operations())
        .filteredOn(operation -> operation.toString().equals("GET /statements"))
        .flatExtracting(Operation::queryParameters)
        .contains("q", "state", "outcome", "kind", "submittedBy", "sessionId", "from", "to");
  }

  /** What it does change is in a tenant of its own. */
  @Test
  void never_fails_and_refuses_with_a_code_whatever_is_sent() {
    assertThat(catalogue()).isEqualTo(before);
    List<Operation> operations = api.operations();

    // Each with a seed of its own: threads do not change what is sent.
    List<String> bad =
        IntStream.range(0, operations.size())
            .parallel()
            .mapToObj(each -> fuzz(operations.get(each), SEED + each))
            .flatMap(List::stream)
            .toList();

    before = catalogue();
    assertThat(bad).as("seed " + SEED).isEmpty();
  }

  private List<String> fuzz(Operation operation, long seed) {
    HostileRequests requests = new HostileRequests(api, seed);
    ApiClient client = fuzzed.client(operation.path());
    boolean harmless =
        client != fuzzed.admin()
            || operation.method().equals("DELETE")
            || (operation.form() == null && !operation.urlEncoded());
    List<String> bad = new ArrayList<>();
    for (int i = 0; i < FUZZED_EACH; i++) {
      HostileRequests.Hostile hostile = requests.next(operation, harmless);
      Answer answer =
          client.sendBytes(
              operation.method(),
              fuzzed.path(operation.path()) + hostile.query(),
              hostile.body(),
              hostile.headers());
      if (!isFine(answer)) {
        bad.add(operation + " " + hostile + " -> " + answer);
      }
    }
    return bad;
  }

  /** A provider that is made up does not answer, and that is said as what it is. */
  private static boolean isFine(Answer answer) {
    if (answer.status() < 400) {
      return true;
    }
    boolean told =
        answer.header("Content-Type").startsWith("application/problem+json")
            && CODES.contains(answer.json().getString("code", ""));
    return told && (answer.status() < 500 || answer.code().startsWith("502 PROVIDER_"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void is_refused_to_nobody(Rule rule) {
    assertThat(ask(portal.nobody(), rule).code()).isEqualTo("401 UNAUTHENTICATED");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void is_refused_to_each_role_too_low(Rule rule) {
    Arrays.stream(Role.values())
        .filter(role -> role != Role.OPERATORS && !role.includes(rule.least()))
        .map(role -> role.title().toLowerCase(Locale.ROOT).replaceFirst("(istrator)?s$", ""))
        .forEach(
            userName -> {
              Answer answer = ask(portal.as(userName), rule);
              assertThat(answer.status()).as(userName + ": " + answer.body()).isEqualTo(403);
            });
  }

  @ParameterizedTest
  @MethodSource("rulesAboutSomething")
  void finds_nothing_of_another_tenant_whatever_the_role(Rule rule) {
    for (String userName : List.of("viewer", "editor", "admin")) {
      Answer answer = ask(portal.as("globex", userName), rule);
      assertThat(answer.status()).as(userName + ": " + answer.body()).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("Analytics", "Explore");
    }
  }

  @ParameterizedTest
  @MethodSource("rulesInWorkspaces")
  void finds_nothing_out_of_ones_workspaces(Rule rule) {
    Answer answer = ask(outsider.client(), rule);

    assertThat(answer.status()).as(answer.body()).isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void lists_nothing_out_of_ones_workspaces(Rule rule) {
    Answer answer = ask(outsider.client(), rule);

    assertThat(ids.values()).noneMatch(answer.body()::contains);
    assertThat(answer.status()).isEqualTo(rule.least() == Role.ADMINISTRATORS ? 403 : 200);
  }

  @Test
  void starts_nothing_out_of_ones_workspaces() {
    assertThat(
            outsider
                .client()
                .post("/sessions", Map.of("profileId", ids.get("session-profiles")))
                .code())
        .isEqualTo("404 SESSION_PROFILE_NOT_FOUND");
    assertThat(outsider.client().get("/workspaces").items())
        .extracting(one -> one.getString("id"))
        .containsExactly(outsider.workspace());
  }

  @ParameterizedTest
  @MethodSource("lists")
  void lists_nothing_of_another_tenant(Rule rule) {
    String listed = ask(portal.as("globex", "admin"), rule).body();
    assertThat(ids.values()).noneMatch(listed::contains);
  }
}
