package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.lakegate.system.ApiClient.Answer;
import jakarta.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** REST tokens: who gets one, how much it is worth, and when it is worth nothing any more. */
class TokensIT {
  private final TestPortal portal = TestPortal.get();

  private Answer create(String userName, String password, Map<String, ?> form) {
    return ApiClient.basic(portal.uri(), userName, password).post("/tokens", form);
  }

  private String token(String userName) {
    return create(userName, LakegateServer.PASSWORD, Map.of("name", "t", "tenant", "demo"))
        .expect(201)
        .json()
        .getString("token");
  }

  @Test
  void a_password_buys_a_token_that_lists_itself_without_ever_being_shown_again() {
    String person = portal.newPerson("EDITORS");

    Answer created =
        create(person, LakegateServer.PASSWORD, Map.of("name", "laptop", "tenant", "demo"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location"))
        .isEqualTo(portal.uri() + "/api/v1/tokens/" + created.id());
    assertThat(created.json().getString("tenant")).isEqualTo("demo");
    assertThat(created.json().getJsonArray("roles"))
        .isEqualTo(Json.createArrayBuilder(List.of("Viewers", "Editors")).build());
    ApiClient bearer = ApiClient.bearer(portal.uri(), created.json().getString("token"));
    Answer list = bearer.get("/tokens").expect(200);
    assertThat(list.items())
        .singleElement()
        .satisfies(row -> assertThat(row.getString("id")).isEqualTo(created.id()));
    assertThat(list.body()).doesNotContain(created.json().getString("token"));
  }

  @Test
  void who_is_in_one_tenant_only_need_not_name_it() {
    String person = portal.newPerson("VIEWERS");

    Answer alone = create(person, LakegateServer.PASSWORD, Map.of("name", "t"));
    Answer ofTwo = create("viewer", LakegateServer.PASSWORD, Map.of("name", "t"));

    assertThat(alone.expect(201).json().getString("tenant")).isEqualTo("demo");
    assertThat(ofTwo.code()).isEqualTo("401 SIGN_IN_REFUSED");
  }

  @Test
  void a_wrong_password_an_unknown_name_and_an_unknown_tenant_are_refused_alike() {
    String person = portal.newPerson("EDITORS");

    Stream<Answer> refused =
        Stream.of(
            create(person, "wrong-password", Map.of("name", "t", "tenant", "demo")),
            create("nobody", LakegateServer.PASSWORD, Map.of("name", "t", "tenant", "demo")),
            create(person, LakegateServer.PASSWORD, Map.of("name", "t", "tenant", "globex")),
            create(person, LakegateServer.PASSWORD, Map.of("name", "t", "tenant", "none")));

    assertThat(refused.map(answer -> answer.code() + answer.json().getString("detail")).distinct())
        .singleElement()
        .satisfies(answer -> assertThat(answer).startsWith("401 SIGN_IN_REFUSED"));
  }

  @Test
  void five_failures_lock_the_account_also_for_the_right_password() {
    String person = portal.newPerson("EDITORS");
    Map<String, String> form = Map.of("name", "t", "tenant", "demo");
    for (int failure = 0; failure < 5; failure++) {
      assertThat(create(person, "wrong-password", form).status()).isEqualTo(401);
    }

    Answer locked = create(person, LakegateServer.PASSWORD, form);

    assertThat(locked.code()).isEqualTo("429 SIGN_IN_LOCKED");
  }

  @Test
  void roles_are_at_most_ones_own() {
    String editor = portal.newPerson("EDITORS");
    Map<String, Object> more = Map.of("name", "t", "tenant", "demo", "roles", List.of("Operators"));
    Map<String, Object> admin =
        Map.of("name", "t", "tenant", "demo", "roles", List.of("Administrators"));
    Map<String, Object> less = Map.of("name", "t", "tenant", "demo", "roles", List.of("Viewers"));

    assertThat(create(editor, LakegateServer.PASSWORD, more).code()).isEqualTo("400 INVALID");
    assertThat(create(editor, LakegateServer.PASSWORD, admin).code()).isEqualTo("400 INVALID");
    Answer viewer = create(editor, LakegateServer.PASSWORD, less).expect(201);
    assertThat(viewer.json().getJsonArray("roles").toString()).isEqualTo("[\"Viewers\"]");
    Answer launch =
        ApiClient.bearer(portal.uri(), viewer.json().getString("token"))
            .post("/sessions", Map.of());
    assertThat(launch.code()).isEqualTo("403 FORBIDDEN");
  }

  @Test
  void a_token_buys_no_token_worth_more_than_itself() {
    Map<String, Object> less = Map.of("name", "t", "tenant", "demo", "roles", List.of("Viewers"));
    String viewer =
        create("admin", LakegateServer.PASSWORD, less).expect(201).json().getString("token");
    ApiClient bearer = ApiClient.bearer(portal.uri(), viewer);

    Answer more =
        bearer.post("/tokens", Map.of("name", "more", "roles", List.of("Administrators")));
    Answer same = bearer.post("/tokens", Map.of("name", "same"));

    assertThat(more.code()).isEqualTo("400 INVALID");
    assertThat(same.expect(201).json().getJsonArray("roles").toString()).isEqualTo("[\"Viewers\"]");
  }

  @Test
  void a_person_who_loses_a_role_loses_it_in_the_tokens_too() {
    String person = portal.newPerson("ADMINISTRATORS");
    ApiClient bearer = ApiClient.bearer(portal.uri(), token(person));
    portal.execute("update person set role = 'VIEWERS' where user_name = '" + person + "'");

    assertThat(bearer.post("/sessions", Map.of()).code()).isEqualTo("403 FORBIDDEN");
    assertThat(bearer.get("/sessions").status()).isEqualTo(200);
  }

  @Test
  void a_life_is_a_duration_from_a_minute_to_ninety_days_and_eight_hours_by_default() {
    String person = portal.newPerson("EDITORS");
    ApiClient bearer = ApiClient.bearer(portal.uri(), token(person));

    Instant end =
        Instant.parse(bearer.post("/tokens", Map.of("name", "t")).json().getString("expiresAt"));
    assertThat(Duration.between(Instant.now(), end))
        .isBetween(Duration.ofHours(7), Duration.ofHours(8));
    assertThat(
            Stream.of("PT59S", "P91D", "8h", "-PT8H", "", "PT1S", "P1Y", "PT99999999999999999999H")
                .map(life -> bearer.post("/tokens", Map.of("name", "t", "expiresIn", life)).code())
                .distinct())
        .containsExactly("400 INVALID");
  }

  @Test
  void a_revoked_token_is_refused_at_once() {
    String person = portal.newPerson("EDITORS");
    String token = token(person);
    ApiClient bearer = ApiClient.bearer(portal.uri(), token);
    String id = bearer.get("/tokens").items().get(0).getString("id");

    assertThat(bearer.delete("/tokens/" + id).status()).isEqualTo(204);

    assertThat(bearer.get("/tokens").code()).isEqualTo("401 TOKEN_REFUSED");
  }

  @Test
  void an_administrator_revokes_anybodys_token_and_an_editor_only_ones_own() {
    String victim = portal.newPerson("EDITORS");
    ApiClient bearer = ApiClient.bearer(portal.uri(), token(victim));
    String id = bearer.get("/tokens").items().get(0).getString("id");

    assertThat(portal.as("editor").delete("/tokens/" + id).code()).isEqualTo("403 FORBIDDEN");
    assertThat(portal.as("globex", "admin").delete("/tokens/" + id).code())
        .isEqualTo("404 TOKEN_NOT_FOUND");
    assertThat(bearer.get("/tokens").status()).isEqualTo(200);
    assertThat(portal.as("admin").delete("/tokens/" + id).status()).isEqualTo(204);
    assertThat(bearer.get("/tokens").status()).isEqualTo(401);
  }

  @Test
  void what_the_portal_did_not_sign_or_no_longer_stands_by_is_refused() throws Exception {
    Forger forger = new Forger(token(portal.newPerson("EDITORS")));
    RSAKey key = portal.signingKey();

    assertThat(
            Stream.of(
                    forger.unsigned(),
                    forger.withoutSignature(),
                    forger.ofAnotherKey(),
                    forger.withTenant("globex"),
                    forger.withPublicKeyAsSecret(key),
                    forger.expired(key),
                    forger.unknown(key),
                    forger.withId(key, "no id"),
                    "no.token.atall",
                    "x")
                .map(token -> ApiClient.bearer(portal.uri(), token).get("/tokens"))
                .map(Answer::code))
        .containsOnly("401 TOKEN_REFUSED");
  }

  @Test
  void a_rotation_makes_the_next_key_and_leaves_present_tokens_valid() throws Exception {
    ApiClient operator = portal.as("operator", "operator");
    String before = portal.signingKey().getKeyID();
    ApiClient bearer = ApiClient.bearer(portal.uri(), token(portal.newPerson("EDITORS")));

    Answer rotated = operator.post("/signing-keys", Map.of()).expect(201);

    assertThat(rotated.header("Location"))
        .isEqualTo(portal.uri() + "/api/v1/signing-keys/" + rotated.id());
    assertThat(Instant.parse(rotated.json().getString("createdAt")))
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    Answer list = operator.get("/signing-keys").expect(200);
    assertThat(list.items())
        .extracting(key -> key.getString("id"))
        .containsExactly(rotated.id(), before);
    assertThat(list.body() + rotated.body()).doesNotContainIgnoringCase("private");
    assertThat(list.items().get(0).keySet()).isSubsetOf("id", "createdAt", "usedFrom", "retiredAt");
    assertThat(operator.get("/signing-keys/" + before).status()).isEqualTo(200);
    assertThat(operator.get("/signing-keys/none").code()).isEqualTo("404 SIGNING_KEY_NOT_FOUND");
    assertThat(bearer.get("/tokens").status()).isEqualTo(200);
    // What verifies the next key was published with it, so this node may sign at once.
    assertThat(token(portal.newPerson("EDITORS"))).isNotBlank();
    assertThat(operator.post("/signing-keys", Map.of()).code())
        .isEqualTo("409 SIGNING_KEY_PENDING");
  }

  @Test
  void keys_are_nobodys_but_the_operators() {
    long keys = portal.count("signing_key");

    assertThat(
            Stream.of("viewer", "editor", "admin")
                .map(portal::as)
                .flatMap(
                    person ->
                        Stream.of(
                            person.post("/signing-keys", Map.of()),
                            person.get("/signing-keys"),
                            person.get("/signing-keys/none")))
                .map(Answer::code))
        .containsOnly("403 FORBIDDEN");
    assertThat(portal.nobody().post("/signing-keys", Map.of()).status()).isEqualTo(401);
    assertThat(portal.count("signing_key")).isEqualTo(keys);
  }

  @Test
  void a_tenant_that_is_suspended_lets_no_token_in() {
    ApiClient globex = ApiClient.signIn(portal.uri(), "globex", "viewer", LakegateServer.PASSWORD);
    portal.execute("update tenant set suspended_at = now() where slug = 'globex'");
    try {
      assertThat(globex.get("/sessions").code()).isEqualTo("403 TENANT_SUSPENDED");
    } finally {
      portal.execute("update tenant set suspended_at = null where slug = 'globex'");
    }
  }
}
