package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.security.SecretBox;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FormTokensTest {
  private static final UUID TENANT = UUID.randomUUID();
  private static final String PERSON = "person " + UUID.randomUUID();
  private static final String ROUTE = "/admin/workspaces/new";

  private final SecretBox box = SecretBox.of(key(1));

  private static String key(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String made() {
    HttpServletRequest read = new FakeExchange().request();
    FormTokens.begin(read, box, TENANT, PERSON, ROUTE);
    return FormTokens.next(read);
  }

  private boolean isTaken(String token, String method, UUID tenant, String person, String route) {
    HttpServletRequest sent =
        new FakeExchange().asking(method, "/").sending(FormTokens.FIELD, token).request();
    FormTokens.begin(sent, box, tenant, person, route);
    return FormTokens.isAccepted(sent);
  }

  @Test
  void a_form_is_taken_from_whom_and_where_it_was_made_for() {
    assertThat(isTaken(made(), "POST", TENANT, PERSON, ROUTE)).isTrue();
  }

  @Test
  void a_form_is_taken_by_post_alone() {
    assertThat(isTaken(made(), "GET", TENANT, PERSON, ROUTE)).isFalse();
    assertThat(isTaken(made(), "HEAD", TENANT, PERSON, ROUTE)).isFalse();
  }

  @Test
  void a_form_of_another_tenant_person_or_route_is_not_taken() {
    assertThat(isTaken(made(), "POST", UUID.randomUUID(), PERSON, ROUTE)).isFalse();
    assertThat(isTaken(made(), "POST", TENANT, "person " + UUID.randomUUID(), ROUTE)).isFalse();
    assertThat(isTaken(made(), "POST", TENANT, "browser" + PERSON.substring(6), ROUTE)).isFalse();
    assertThat(isTaken(made(), "POST", TENANT, PERSON, "/admin/workspaces")).isFalse();
  }

  @Test
  void a_token_we_did_not_make_is_not_taken() {
    String token = made();
    String other = made();

    assertThat(isTaken("", "POST", TENANT, PERSON, ROUTE)).isFalse();
    assertThat(isTaken(".", "POST", TENANT, PERSON, ROUTE)).isFalse();
    assertThat(isTaken("x" + token, "POST", TENANT, PERSON, ROUTE)).isFalse();
    assertThat(isTaken(token + "x", "POST", TENANT, PERSON, ROUTE)).isFalse();
    assertThat(
            isTaken(
                token.substring(0, token.indexOf('.')) + other.substring(other.indexOf('.')),
                "POST",
                TENANT,
                PERSON,
                ROUTE))
        .isFalse();
  }

  @Test
  void a_request_nobody_looked_at_may_change_nothing() {
    HttpServletRequest unseen =
        new FakeExchange().asking("POST", "/").sending(FormTokens.FIELD, made()).request();

    assertThat(FormTokens.isAccepted(unseen)).isFalse();
  }

  @Test
  void a_form_sent_twice_is_known_again_and_each_form_is_another() {
    String token = made();

    assertThat(keyOf(token)).isEqualTo(keyOf(token)).isNotEqualTo(keyOf(made()));
  }

  private String keyOf(String token) {
    HttpServletRequest sent =
        new FakeExchange().asking("POST", "/").sending(FormTokens.FIELD, token).request();
    FormTokens.begin(sent, box, TENANT, PERSON, ROUTE);
    return FormTokens.keyOf(sent);
  }

  @Test
  void a_form_is_taken_after_the_secret_key_was_rotated() {
    String token = made();
    HttpServletRequest sent =
        new FakeExchange().asking("POST", "/").sending(FormTokens.FIELD, token).request();

    FormTokens.begin(sent, SecretBox.of(key(2), key(1)), TENANT, PERSON, ROUTE);

    assertThat(FormTokens.isAccepted(sent)).isTrue();
  }
}
