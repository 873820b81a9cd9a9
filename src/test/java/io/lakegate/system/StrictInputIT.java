package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.ApiClient.Answer;
import io.lakegate.system.ApiDescription.Operation;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing that is sent vanishes: each operation, as the portal itself lists it, refuses names it
 * does not know and takes back what it shows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictInputIT {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  /** Parameters in which every text means something. */
  private static final Set<String> FREE_TEXT =
      Set.of("q", "owner", "actor", "submittedBy", "subject");

  private final TestPortal portal = TestPortal.get();
  private final Organisation made = Organisation.get();
  private final ThrowAwayTenant tenant = new ThrowAwayTenant();
  private final List<Operation> operations = new ApiDescription(portal.uri()).operations();

  private Stream<Operation> operations() {
    return operations.stream().filter(operation -> !operation.urlEncoded());
  }

  private Stream<Operation> changing() {
    return operations().filter(operation -> !operation.method().equals("GET"));
  }

  private Stream<Operation> puts() {
    return operations().filter(operation -> operation.method().equals("PUT"));
  }

  private Stream<Operation> withQuery() {
    return operations().filter(operation -> !operation.queryParameters().isEmpty());
  }

  /** Sessions and statements are those of {@code demo}, where only what is refused is sent. */
  private Answer ask(Operation operation, String query, String body) {
    String template = operation.path();
    boolean session = template.matches("/(sessions|statements)(/.*)?");
    ApiClient client =
        session
            ? portal.as(template.endsWith("/redaction") ? "admin" : "editor")
            : tenant.client(template);
    String path =
        session
            ? template
                .replace("/statements/{id}", "/statements/" + made.table)
                .replaceAll("\\{[^}]*}", made.live)
            : tenant.path(template);
    return client.send(operation.method(), path + query, body, body == null ? Map.of() : JSON);
  }

  private static JsonObject fields(Answer answer) {
    assertThat(answer.code()).as(answer.body()).isEqualTo("400 INVALID");
    return answer.json().getJsonObject("fields");
  }

  @ParameterizedTest
  @MethodSource("changing")
  void an_unknown_field_is_refused_by_name(Operation operation) {
    assertThat(fields(ask(operation, "", "{\"executorMemroy\": \"2g\"}")))
        .containsKey("executorMemroy");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void an_unknown_query_parameter_is_refused_by_name(Operation operation) {
    String body = operation.form() == null ? null : "{}";

    assertThat(fields(ask(operation, "?limmit=5", body))).containsKey("limmit");
  }

  @ParameterizedTest
  @MethodSource("withQuery")
  void a_wrong_query_value_and_a_doubled_one_are_refused_by_name(Operation operation) {
    for (String parameter : operation.queryParameters()) {
      String doubled = "?" + parameter + "=abc&" + parameter + "=def";
      assertThat(fields(ask(operation, doubled, null))).containsKey(parameter);
      if (!FREE_TEXT.contains(parameter)) {
        Answer answer = ask(operation, "?" + parameter + "=n+o", null);
        assertThat(answer.status()).as(parameter + ": " + answer).isEqualTo(400);
        assertThat(answer.json().getJsonObject("fields")).containsOnlyKeys(parameter);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("puts")
  void what_is_shown_may_be_sent_back_unchanged(Operation operation) {
    ApiClient client = tenant.client(operation.path());
    String path = tenant.path(operation.path());
    String shown = client.get(path).expect(200).body();

    Answer answer = client.send("PUT", path, shown, JSON);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void a_misspelt_field_inside_another_is_named_with_the_one_that_was_meant() {
    ApiClient editor = portal.as("editor");
    ApiClient admin = tenant.client("/workspaces");

    assertThat(
            fields(
                editor.post(
                    "/sessions",
                    Map.of("profileId", made.profile, "overides", Map.of("executorCores", 2)))))
        .hasToString(
            "{\"overides\":\"There is no field 'overides' here. Did you mean 'overrides'?\"}");
    assertThat(
            fields(
                editor.post(
                    "/sessions",
                    Map.of(
                        "profileId", made.profile, "overrides", Map.of("executorMemroy", "2g")))))
        .containsOnlyKeys("overrides.executorMemroy");
    assertThat(
            fields(
                admin.post(
                    "/workspaces",
                    Map.of(
                        "name", "n",
                        "kind", "APACHE_LIVY",
                        "url", "http://127.0.0.1:1",
                        "credential", Map.of("tpye", "BASIC")))))
        .containsOnlyKeys("credential.tpye");
    assertThat(
            fields(
                portal
                    .as("operator", "operator")
                    .post(
                        "/tenants",
                        Map.of(
                            "slug", "n",
                            "name", "N",
                            "administrator",
                                Map.of(
                                    "username", "a",
                                    "password", "correct horse battery",
                                    "pasword", "x")))))
        .containsOnlyKeys("administrator.pasword");
  }

  @Test
  void rights_and_existence_come_before_what_was_misspelt() {
    ApiClient viewer = portal.as("viewer");
    ApiClient stranger = portal.as(tenant.slug(), "viewer");

    assertThat(viewer.send("POST", "/workspaces", "{\"x\":1}", JSON).code())
        .isEqualTo("403 FORBIDDEN");
    assertThat(viewer.send("POST", "/workspaces", "{", JSON).code()).isEqualTo("403 FORBIDDEN");
    assertThat(viewer.get("/members?limit=abc").code()).isEqualTo("403 FORBIDDEN");
    assertThat(viewer.get("/audit-events?limmit=5&action=x").code()).isEqualTo("403 FORBIDDEN");
    assertThat(stranger.send("PUT", "/workspaces/" + made.workspace, "{\"x\":1}", JSON).code())
        .isEqualTo("404 WORKSPACE_NOT_FOUND");
    assertThat(stranger.get("/sessions/" + made.live + "/log?from=x&y=1").code())
        .isEqualTo("404 SESSION_NOT_FOUND");
    assertThat(portal.nobody().send("POST", "/workspaces", "{", JSON).code())
        .isEqualTo("401 UNAUTHENTICATED");
  }

  private Answer create(byte[] body, String type) {
    return tenant
        .client("/group-roles")
        .sendBytes("POST", "/group-roles", body, Map.of("Content-Type", type));
  }

  @Test
  void text_in_latin_1_is_refused_and_stored_whole_where_its_charset_is_said() {
    byte[] latin1 =
        "{\"groupId\": \"m\", \"groupName\": \"Müller\", \"role\": \"Viewers\"}"
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(fields(create(latin1, "application/json"))).containsOnlyKeys("body");
    assertThat(create(latin1, "application/json;charset=klingon").code())
        .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    assertThat(
            create(latin1, "application/json;charset=ISO-8859-1")
                .expect(201)
                .json()
                .getString("groupName"))
        .isEqualTo("Müller");
  }

  @Test
  void a_search_that_is_not_utf_8_is_refused() {
    assertThat(fields(tenant.admin().get("/members?q=M%FCller"))).containsOnlyKeys("q");
    assertThat(tenant.admin().get("/members?q=M%C3%BCller").expect(200).items()).isEmpty();
    assertThat(tenant.admin().get("/members?q=%EF%BF%BD").expect(200).items()).isEmpty();
  }

  @Test
  void a_name_no_database_takes_is_nobodys() {
    assertThat(
            ApiClient.basic(portal.uri(), "a\u0000b", "password")
                .post("/tokens", Map.of("name", "t", "tenant", tenant.slug()))
                .code())
        .isEqualTo("401 SIGN_IN_REFUSED");
    assertThat(exchange("grant_type=x&tenant=a%00b").code()).isEqualTo("403 TOKEN_EXCHANGE_OFF");
  }

  private Answer exchange(String form) {
    return portal
        .nobody()
        .send(
            "POST",
            "/tokens/exchange?unknown=1",
            form,
            Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  @Test
  void the_exchange_of_tokens_ignores_parameters_it_does_not_know_but_takes_only_a_form() {
    String form = "grant_type=x&unknown=1&actor_token=2&tenant=" + tenant.slug();

    assertThat(exchange(form).code()).isEqualTo("403 TOKEN_EXCHANGE_OFF");
    assertThat(portal.nobody().send("POST", "/tokens/exchange", "{}", JSON).code())
        .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    assertThat(portal.nobody().send("POST", "/tokens/exchange", null, Map.of()).code())
        .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
  }
}
