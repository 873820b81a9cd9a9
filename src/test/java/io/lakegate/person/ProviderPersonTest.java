package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.Providers;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims as Microsoft Entra ID and others give them. */
class ProviderPersonTest {
  private static final String ISSUER = "https://login.example/tenant/v2.0";

  private final IdentityProvider provider =
      Providers.provider(
          new TenantId(UUID.randomUUID()), ISSUER, List.of("upn", "preferred_username"));
  private final Map<String, Object> claims =
      new HashMap<>(Map.of("sub", "pairwise", "preferred_username", "ada@contoso.example"));

  private ProviderPerson person() {
    return ProviderPerson.of(provider, ProviderClaims.of(claims));
  }

  private void refused() {
    assertThatThrownBy(this::person)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_NOT_TRUSTED));
  }

  @Test
  void is_known_by_the_subject_of_the_issuer() {
    assertThat(person().subject()).isEqualTo(ISSUER + " pairwise");
  }

  @Test
  void of_entra_is_known_by_entra_tenant_and_object_whatever_the_application() {
    claims.put("tid", "t-1");
    claims.put("oid", "o-1");

    assertThat(person().subject()).isEqualTo(ISSUER + " t-1 o-1");
  }

  @Test
  void is_called_by_the_first_claim_that_is_there() {
    assertThat(person().userName()).isEqualTo("ada@contoso.example");

    claims.put("upn", "ada@contoso.onmicrosoft.example");
    assertThat(person().userName()).isEqualTo("ada@contoso.onmicrosoft.example");
  }

  @Test
  void is_nobody_without_a_user_name_or_a_subject() {
    for (String name : List.of("two words", "ada\u00a0", "\u3000ada", "a\u2007da")) {
      claims.put("preferred_username", name);
      refused();
    }

    claims.put("preferred_username", "ada");
    claims.remove("sub");
    refused();
  }

  @Test
  void has_the_groups_of_all_claims_once() {
    claims.put("groups", List.of("g1", "g2"));
    claims.put("roles", List.of("g2", "r1"));

    assertThat(person().groups()).containsExactly("g1", "g2", "r1");
  }

  @Test
  void may_have_one_group_as_text_and_no_use_for_anything_else() {
    claims.put("groups", "g1");
    claims.put("roles", List.of(1, Map.of("x", "y"), " ", "x".repeat(1_001)));

    assertThat(person().groups()).containsExactly("g1");
  }

  @Test
  void has_nothing_no_database_could_keep() {
    claims.put("name", "Ada\0Lovelace");
    claims.put("sid", "session\0");
    claims.put("groups", List.of("g\0", "g1"));

    assertThat(person().displayName()).isNull();
    assertThat(person().session()).isNull();
    assertThat(person().groups()).containsExactly("g1");
    claims.put("sub", "pair\0wise");
    refused();
  }

  @Test
  void has_more_groups_when_the_token_had_no_room() {
    assertThat(person().hasMoreGroups()).isFalse();

    claims.put("_claim_names", Map.of("groups", "src1"));
    assertThat(person().hasMoreGroups()).isTrue();

    claims.remove("_claim_names");
    claims.put("hasgroups", true);
    assertThat(person().hasMoreGroups()).isTrue();
  }

  @Test
  void has_a_name_people_know_and_a_session_of_the_provider_if_it_says_so() {
    assertThat(person().displayName()).isNull();
    assertThat(person().session()).isNull();

    claims.put("name", "Ada Lovelace");
    claims.put("sid", "session-1");
    assertThat(person().displayName()).isEqualTo("Ada Lovelace");
    assertThat(person().session()).isEqualTo("session-1");
  }

  private static ProviderClaims nested() {
    return ProviderClaims.of(
        Map.of(
            "realm_access",
            Map.of("roles", List.of("r1", "r2")),
            "resource_access",
            Map.of("lakegate", Map.of("roles", List.of("r3")), "my.client", Map.of("x", "r4")),
            "https://example.com/groups",
            List.of("r5"),
            "a.b",
            List.of("literal"),
            "a",
            Map.of("b", List.of("nested"))));
  }

  @ParameterizedTest
  @CsvSource({
    "realm_access.roles, 'r1,r2'",
    "resource_access.lakegate.roles, r3",
    "resource_access.my.client.x, r4",
    "https://example.com/groups, r5",
    "a.b, literal",
  })
  void a_claim_is_found_by_its_name_or_else_by_a_path(String claim, String groups) {
    assertThat(GroupClaim.of(claim, nested()).groups()).containsExactly(groups.split(",", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"realm_access.groups", "realm_access.roles.r1", "no.such", ".roles", "a.", "."})
  void a_path_that_leads_nowhere_is_absent(String claim) {
    assertThat(GroupClaim.of(claim, nested()).isAbsent()).isTrue();
  }

  @Test
  void an_absent_claim_and_one_that_is_no_list_are_told_from_no_groups() {
    assertThat(person().seenGroups().source()).isEqualTo(GroupsSource.CLAIM_ABSENT);

    claims.put("groups", List.of());
    assertThat(person().seenGroups()).isEqualTo(seen(GroupsSource.TOKEN));

    for (Object value : List.of(7, true, Map.of("g", "h"), "", List.of(1, 2), List.of(Map.of()))) {
      claims.put("groups", value);
      assertThat(person().seenGroups()).as("" + value).isEqualTo(seen(GroupsSource.CLAIM_NO_LIST));
    }

    claims.put("roles", List.of("r1"));
    assertThat(person().seenGroups()).isEqualTo(seen(GroupsSource.TOKEN, "r1"));
  }

  private static SeenGroups seen(GroupsSource source, String... groups) {
    return new SeenGroups(source, List.of(groups), Map.of());
  }

  @Test
  void has_groups_named_by_a_thousand_characters() {
    String longest = "CN=Analysts,OU=" + "ü".repeat(985);
    claims.put("groups", List.of(longest, longest + "x"));

    assertThat(person().groups()).containsExactly(longest).first().asString().hasSize(1_000);
    assertThat(person().groupClaims().get(0).ignored()).isOne();
  }

  @Test
  void is_nobody_without_a_subject_of_its_own() {
    for (Object sub : List.of("", " ", "\t", "\u00a0\u2003", 7, List.of("a"), "s".repeat(700))) {
      claims.put("sub", sub);
      refused();
    }
    // Each would be stored as the same question mark.
    claims.put("sub", "\ud800");
    refused();
    // Also where Entra says who it is.
    claims.put("tid", "t-1");
    claims.put("oid", "o-1");
    claims.put("sub", "");
    refused();
    claims.put("sub", "pairwise");
    claims.put("oid", " ");
    assertThat(person().subject()).isEqualTo(ISSUER + " pairwise");
  }
}
