package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.lakegate.client.graph.GraphClient;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.client.oidc.OidcAnswer;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.client.oidc.OidcHints;
import io.lakegate.client.oidc.OidcRegistration;
import io.lakegate.client.oidc.OidcRequest;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.Providers;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.TestKeys;
import io.lakegate.platform.tenancy.TenantId;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ID token lacks is asked of UserInfo, and counts only where it can be trusted. */
class ProviderPersonReaderTest {
  private static final String SUBJECT = "subject of ada";

  private final FakeProvider provider = new FakeProvider();
  private final OidcClient oidc = FakeProvider.client();
  private final ProviderPersonReader reader = new ProviderPersonReader();
  private final OidcRegistration registration =
      new OidcRegistration(provider.issuer(), "lakegate", "client secret", List.of("profile"));
  private final IdentityProvider settings =
      Providers.provider(
          new TenantId(UUID.randomUUID()),
          provider.issuer().toString(),
          List.of("preferred_username"));

  @BeforeEach
  void start() {
    reader.oidc = oidc;
    reader.entra = "https://login.microsoftonline.com";
  }

  @AfterEach
  void end() {
    provider.close();
  }

  private ProviderPersonReader.Read read(Set<String> wanted) {
    OidcRequest request =
        new OidcRequest(
            URI.create("https://lakegate.example/acme/sign-in/callback"),
            "state",
            "nonce",
            "v".repeat(43));
    URI to = oidc.authorization(registration, request, OidcHints.none());
    OidcAnswer answer = oidc.redeem(registration, request, provider.signIn(to));
    return reader.read(settings, registration, answer, wanted);
  }

  private ProviderPersonReader.Read read() {
    return read(Set.of());
  }

  private void inToken(String claim, Object value) {
    provider.claiming(claims -> claims.claim(claim, value));
  }

  private static Map<String, Object> ada(Map<String, Object> more) {
    Map<String, Object> said = new HashMap<>(more);
    said.put("sub", SUBJECT);
    return said;
  }

  @Test
  void groups_that_the_id_token_lacks_come_from_user_info() {
    provider.userInfo(ada(Map.of("groups", List.of("g1"))));

    assertThat(read().groups())
        .isEqualTo(new SeenGroups(GroupsSource.USER_INFO, List.of("g1"), Map.of()));
    assertThat(provider.userInfoTokens()).containsExactly("Bearer access token of ada");
  }

  @Test
  void an_address_that_only_begins_like_entras_is_another_providers() {
    reader.entra = provider.issuer().getScheme() + "://" + provider.issuer().getHost();
    provider.userInfo(ada(Map.of("groups", List.of("g1"))));

    assertThat(read().groups().source()).isEqualTo(GroupsSource.USER_INFO);
  }

  @Test
  void names_that_the_id_token_lacks_come_from_user_info_and_who_it_is_never_does() {
    provider.claiming(
        claims -> claims.claim("preferred_username", null).claim("name", null).claim("tid", "t"));
    provider.userInfo(
        ada(
            Map.of(
                "preferred_username", "ada",
                "name", "Ada L.",
                "oid", "somebody else",
                "sam", "ada1",
                "sid", "s")));

    ProviderPersonReader.Read read = read(Set.of("sam"));

    assertThat(read.person().userName()).isEqualTo("ada");
    assertThat(read.person().displayName()).isEqualTo("Ada L.");
    assertThat(read.person().subject()).isEqualTo(provider.issuer() + " " + SUBJECT);
    assertThat(read.person().session()).isNull();
    assertThat(ProviderPerson.said(read.claims(), Set.of("sam"))).containsEntry("sam", "ada1");
  }

  @Test
  void what_the_id_token_says_is_neither_asked_nor_replaced() {
    provider.claiming(
        claims -> claims.claim("groups", List.of("g1")).claim("roles", List.of("r1")));
    provider.userInfo(ada(Map.of("groups", List.of("g2"), "name", "Other")));

    assertThat(read().groups().ids()).containsExactly("g1", "r1");
    assertThat(provider.userInfoTokens()).isEmpty();

    inToken("groups", List.of("g1"));
    assertThat(read().groups().ids()).containsExactly("g1");
    assertThat(read().person().displayName()).isEqualTo("Ada Lovelace");
  }

  @Test
  void a_provider_without_user_info_has_no_more_to_say() {
    assertThat(read().groups().source()).isEqualTo(GroupsSource.CLAIM_ABSENT);
    assertThat(read().problem()).isNull();
  }

  @Test
  void user_info_of_somebody_else_counts_for_nothing() {
    for (Object sub : List.of("subject of bob", "", "SUBJECT OF ADA", SUBJECT + " ")) {
      provider.userInfo(Map.of("sub", sub, "groups", List.of("admins"), "name", "Bob"));

      ProviderPersonReader.Read read = read();

      assertThat(read.groups())
          .isEqualTo(new SeenGroups(GroupsSource.USER_INFO_FAILED, List.of(), Map.of()));
      assertThat(read.claims().userInfo()).isEmpty();
      assertThat(read.problem()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 204, 302, 401, 403, 404, 429, 500, 503})
  void user_info_that_answers_no_is_unknown_groups_with_the_reason(int status) {
    provider.userInfo(ada(Map.of("groups", List.of("g1")))).userInfoAnswering(status);

    ProviderPersonReader.Read read = read();

    assertThat(read.groups().source()).isEqualTo(GroupsSource.USER_INFO_FAILED);
    assertThat(read.problem()).contains("/userinfo", " " + status);
  }

  static Stream<Map.Entry<String, String>> unreadable() {
    return Stream.of(
        Map.entry("application/json", "[]"),
        Map.entry("application/json", "{}"),
        Map.entry("application/json", "{\"sub\":null}"),
        Map.entry("application/json", "{"),
        Map.entry("application/json", "[".repeat(50_000)),
        Map.entry("text/html", "<html>"),
        Map.entry("application/jwt", "a.b.c"),
        Map.entry("application/json", "x".repeat(1 << 21)));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void user_info_that_is_not_readable_is_unknown_groups(Map.Entry<String, String> answer) {
    provider.userInfo(answer.getKey(), key -> answer.getValue());

    assertThat(read().groups().source()).isEqualTo(GroupsSource.USER_INFO_FAILED);
  }

  @Test
  void user_info_is_asked_on_allowed_hosts_only() {
    provider
        .userInfo(ada(Map.of("groups", List.of("g1"))))
        .describing(
            fields -> {
              fields.put("userinfo_endpoint", "http://169.254.169.254/userinfo");
              return fields;
            });

    assertThat(read().groups().source()).isEqualTo(GroupsSource.USER_INFO_FAILED);
    assertThat(read().problem()).contains("169.254.169.254");
  }

  @Test
  void what_the_id_token_named_counts_while_user_info_does_not_answer() {
    inToken("groups", List.of("g1"));
    provider.userInfoAnswering(503);

    assertThat(read().groups())
        .isEqualTo(new SeenGroups(GroupsSource.USER_INFO_FAILED, List.of("g1"), Map.of()));
  }

  @Test
  void somebody_whose_name_user_info_would_not_tell_is_refused_with_its_reason() {
    inToken("preferred_username", null);
    provider.userInfoAnswering(503);

    assertThatThrownBy(this::read)
        .hasMessageContaining("/userinfo answers 503")
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_UNREACHABLE));
  }

  /** Stands for Microsoft Graph, and our provider for Entra. */
  private static final class Graph extends GraphClient {
    private final List<String> asked = new ArrayList<>();
    private LakegateException failure;

    @Override
    public List<String> memberGroups(String accessToken) {
      asked.add("groups with " + accessToken);
      fail();
      return List.of("g1", " ", "g2");
    }

    @Override
    public Map<String, String> groupNames(String accessToken) {
      asked.add("names with " + accessToken);
      fail();
      return Map.of("g1", "Analysts");
    }

    private void fail() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  private Graph graph() {
    Graph graph = new Graph();
    reader.graph = graph;
    return graph;
  }

  private void ofEntra() {
    reader.entra = provider.issuer().toString().replaceFirst("/tenant$", "");
  }

  @Test
  void groups_that_no_token_of_entra_has_room_for_are_asked_of_graph() {
    Graph graph = graph();
    ofEntra();
    inToken("hasgroups", true);

    assertThat(read().groups())
        .isEqualTo(new SeenGroups(GroupsSource.GRAPH, List.of("g1", "g2"), Map.of()));
    assertThat(graph.asked).containsExactly("groups with access token of ada");
  }

  @Test
  void groups_that_graph_does_not_tell_are_unknown_with_the_reason() {
    Graph graph = graph();
    graph.failure = new LakegateException(ErrorCode.GRAPH_FAILED, "HTTP 503");
    ofEntra();
    inToken("hasgroups", true);

    ProviderPersonReader.Read read = read();

    assertThat(read.groups()).isEqualTo(SeenGroups.unknown());
    assertThat(read.problem()).contains("HTTP 503");
  }

  @Test
  void a_token_of_another_provider_is_never_given_to_graph() {
    Graph graph = graph();
    Providers.nameGroups(settings);
    inToken("hasgroups", true);

    ProviderPersonReader.Read more = read();
    inToken("groups", List.of("g1"));
    inToken("hasgroups", false);
    ProviderPersonReader.Read named = read();

    assertThat(more.groups().ids()).isEmpty();
    assertThat(more.problem()).contains("not a provider of Entra");
    assertThat(named.groups().names()).isEmpty();
    assertThat(graph.asked).isEmpty();
  }

  @Test
  void groups_of_entra_have_names_only_where_that_is_wanted() {
    Graph graph = graph();
    ofEntra();
    inToken("groups", List.of("g1"));
    assertThat(read().groups().names()).isEmpty();
    assertThat(graph.asked).isEmpty();

    Providers.nameGroups(settings);

    assertThat(read().groups())
        .isEqualTo(new SeenGroups(GroupsSource.TOKEN, List.of("g1"), Map.of("g1", "Analysts")));
    inToken("groups", List.of());
    graph.asked.clear();
    read();
    assertThat(graph.asked).isEmpty();
  }

  @Test
  void groups_without_their_names_count_all_the_same() {
    Graph graph = graph();
    graph.failure = new LakegateException(ErrorCode.GRAPH_FAILED, "HTTP 503");
    ofEntra();
    Providers.nameGroups(settings);
    inToken("groups", List.of("g1"));

    ProviderPersonReader.Read read = read();

    assertThat(read.groups())
        .isEqualTo(new SeenGroups(GroupsSource.TOKEN, List.of("g1"), Map.of()));
    assertThat(read.problem()).isNull();
  }

  private GroupsSource signed(
      UnaryOperator<JWTClaimsSet.Builder> change, Function<JWTClaimsSet, String> how) {
    JWTClaimsSet claims =
        change
            .apply(
                new JWTClaimsSet.Builder()
                    .subject(SUBJECT)
                    .issuer(provider.issuer().toString())
                    .audience("lakegate")
                    .claim("groups", List.of("g1")))
            .build();
    provider.userInfo("application/jwt", key -> how.apply(claims));
    return read().groups().source();
  }

  @Test
  void signed_user_info_counts_when_the_provider_signed_it_for_us() {
    RSAKey theirs = TestKeys.of(1, "first");
    Function<JWTClaimsSet, String> right = claims -> FakeProvider.signed(claims, theirs);
    Function<JWTClaimsSet, String> forged =
        claims -> FakeProvider.signed(claims, TestKeys.of(2, "first"));
    Function<JWTClaimsSet, String> unsigned = claims -> new PlainJWT(claims).serialize();

    assertThat(signed(same -> same, right)).isEqualTo(GroupsSource.USER_INFO);
    assertThat(signed(bare -> bare.issuer(null).audience((String) null), right))
        .isEqualTo(GroupsSource.USER_INFO);
    assertThat(
            Stream.of(
                signed(same -> same, forged),
                signed(same -> same, unsigned),
                signed(other -> other.issuer("https://evil.example"), right),
                signed(other -> other.audience("another"), right),
                signed(other -> other.subject("bob"), right)))
        .containsOnly(GroupsSource.USER_INFO_FAILED);
  }
}
