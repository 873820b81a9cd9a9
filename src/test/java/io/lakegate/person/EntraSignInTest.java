package io.lakegate.person;

import static io.lakegate.grouprole.GroupRoleBuilder.aGroupRole;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.client.WordForWord;
import io.lakegate.client.graph.GraphClient;
import io.lakegate.client.graph.GraphClients;
import io.lakegate.client.graph.GraphGroup;
import io.lakegate.client.graph.GraphStub;
import io.lakegate.client.oidc.EntraStub;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.grouprole.GroupRoleBuilder;
import io.lakegate.grouprole.GroupRoleService;
import io.lakegate.grouprole.RoleExplanation;
import io.lakegate.identityprovider.FixedProvider;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.Providers;
import io.lakegate.person.ProviderSignInService.Arrival;
import io.lakegate.person.ProviderSignInService.Departure;
import io.lakegate.person.ProviderSignInService.Return;
import io.lakegate.person.ProviderSignInService.Wish;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.workspace.CatalogueRows;
import io.lakegate.workspace.Workspace;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Microsoft Entra and Microsoft Graph do that other providers do not, down to the rights. */
class EntraSignInTest extends RepositoryTest {
  private static final URI CALLBACK = URI.create("https://lakegate.example/acme/sign-in/callback");
  private static final SignInOrigin HERE = new SignInOrigin("192.0.2.1", "Firefox on Linux");
  private static final String FABRIC = "https://api.fabric.microsoft.com/.default";
  private static final String STORAGE = "https://storage.azure.com/.default";
  private static final String CHALLENGE = claims("entra/multi-factor-required");

  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final EntraStub entra = new EntraStub();
  private final GraphStub microsoft = new GraphStub(EntraStub.GRAPH_TOKEN);
  private final GraphClient graph = GraphClients.of(microsoft.uri());
  private final Caller administrator = Providers.administrator(ACME);
  private GroupRoleService groupRoles;
  private ProviderSignIns server;

  @BeforeEach
  void start() {
    groupRoles = GroupRoleBuilder.service(database, FixedProvider.none());
    server =
        new ProviderSignIns(
            database, FakeProvider.client(), graph, entra.authority(), groupRoles, clock);
    settings(form -> form.setPersonTokens(true));
  }

  @AfterEach
  void end() {
    microsoft.close();
    entra.close();
  }

  private static String claims(String error) {
    return json(WordForWord.text(error)).getString("claims");
  }

  private static JsonObject json(String text) {
    return BoundedJson.object(text);
  }

  private void settings(Consumer<IdentityProviderForm> change) {
    IdentityProviderForm form =
        server
            .providers
            .find(ACME)
            .map(Providers::formOf)
            .orElseGet(() -> Providers.form(entra.issuer()));
    change.accept(form);
    server.providers.save(ACME, administrator, form);
  }

  private Departure depart(Wish wish) {
    return server.service.begin(ACME, CALLBACK, wish);
  }

  private Arrival arrive(Departure departure, String code) {
    String state = FakeProvider.form(departure.to().getRawQuery()).get("state");
    return server.service.complete(
        ACME, null, CALLBACK, departure.cookie(), new Return(code, state, null, null), HERE);
  }

  private SignInService.Present signIn(Wish wish) {
    Departure departure = depart(wish);
    Arrival arrival = arrive(departure, entra.signIn(departure.to()));
    return server.signIns.find(ACME, arrival.secret(), true).orElseThrow();
  }

  private SignInService.Present signIn() {
    return signIn(Wish.to("/acme/history"));
  }

  private static Caller caller(Person person) {
    return new Caller(ACME, "acme", person.getId(), person.getUserName(), Role.EDITORS);
  }

  private String token(Person person, String scope) {
    return server.personTokens.accessToken(ACME, person.getId(), scope);
  }

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  private static String asked(Departure departure, String parameter) {
    return FakeProvider.form(departure.to().getRawQuery()).get(parameter);
  }

  @Test
  void the_250_groups_that_no_token_carries_give_exactly_what_those_groups_give() {
    Workspace sales = CatalogueRows.save(database, ACME, aLivyServer().named("Sales"));
    aGroupRole().group(GraphStub.group(3)).gives(Role.VIEWERS).save(database, ACME);
    aGroupRole().group(GraphStub.group(249)).gives(Role.EDITORS).in(sales).save(database, ACME);
    aGroupRole().group(GraphStub.group(250)).gives(Role.ADMINISTRATORS).save(database, ACME);
    entra.withMoreGroupsThanATokenCarries();
    microsoft.memberOf(GraphStub.groups(0, 250));

    SignInService.Present ada = signIn();

    assertThat(ada.rights()).isEqualTo(Rights.of(Role.VIEWERS).with(Role.EDITORS, sales.getId()));
    assertThat(ada.person().getGroupsSource()).isEqualTo(GroupsSource.GRAPH);
    assertThat(server.people.groups(ACME, ada.person().getId()))
        .containsExactlyInAnyOrderElementsOf(GraphStub.groups(0, 250));
    assertThat(microsoft.requests()).hasSize(3);
    assertThat(entra.wasAskedForGroups()).isFalse();
  }

  @Test
  void while_graph_refuses_to_say_no_group_counts_and_nobody_is_told_there_are_none() {
    aGroupRole().group(GraphStub.group(3)).gives(Role.EDITORS).save(database, ACME);
    entra.claiming(Map.of("groups", GraphStub.groups(0, 4)));
    assertThat(signIn().rights()).isEqualTo(Rights.of(Role.EDITORS));
    entra.withMoreGroupsThanATokenCarries();
    microsoft.answering(WordForWord.answer(403, "graph/authorization-request-denied"));

    SignInService.Present ada = signIn();

    assertThat(ada.rights()).isEqualTo(Rights.none());
    assertThat(ada.caller("acme")).isEmpty();
    assertThat(ada.lapsed()).isFalse();
    RoleExplanation why = groupRoles.why(ACME, administrator, ada.person().getId());
    assertThat(why.source()).isEqualTo(GroupsSource.UNKNOWN);
    assertThat(why.isNoGroupNamed()).isFalse();
    JsonObject tried = tried();
    assertThat(tried.getString("groupsSource")).isEqualTo("UNKNOWN");
    assertThat(tried.getString("readProblem")).contains("Microsoft Graph", "403");
  }

  @Test
  void two_pages_of_three_are_no_answer() {
    aGroupRole().group(GraphStub.group(3)).gives(Role.EDITORS).save(database, ACME);
    entra.withMoreGroupsThanATokenCarries();
    microsoft
        .memberOf(GraphStub.groups(0, 250))
        .answering(
            "/v1.0/me/getMemberGroups?$skiptoken=RFNwdAIAAQ%2B2",
            WordForWord.answer(429, "graph/too-many-requests").withHeader("Retry-After", "30"));

    SignInService.Present ada = signIn();

    assertThat(ada.rights()).isEqualTo(Rights.none());
    assertThat(ada.person().getGroupsSource()).isEqualTo(GroupsSource.UNKNOWN);
  }

  @Test
  void a_token_that_names_no_group_is_told_from_one_that_has_no_room() {
    Person ada = signIn().person();

    RoleExplanation why = groupRoles.why(ACME, administrator, ada.getId());

    assertThat(why.source()).isEqualTo(GroupsSource.CLAIM_ABSENT);
    assertThat(why.isNoGroupNamed()).isFalse();
    assertThat(microsoft.requests()).isEmpty();
  }

  private JsonObject tried() {
    Departure departure = server.service.beginTrial(ACME, administrator, CALLBACK);
    server.service.complete(
        ACME,
        administrator,
        CALLBACK,
        departure.cookie(),
        new Return(entra.signIn(departure.to()), asked(departure, "state"), null, null),
        HERE);
    return json(server.providers.findTrial(ACME, administrator).orElseThrow().getFindings());
  }

  @Test
  void graph_gets_no_token_of_another_provider() {
    server.reader.entra = "https://login.microsoftonline.com";
    entra.withMoreGroupsThanATokenCarries();
    microsoft.memberOf(GraphStub.groups(0, 1));

    Person ada = signIn().person();

    assertThat(ada.getGroupsSource()).isEqualTo(GroupsSource.UNKNOWN);
    assertThat(server.people.groups(ACME, ada.getId())).isEmpty();
    assertThat(microsoft.requests()).isEmpty();
  }

  @Test
  void groups_are_called_as_graph_calls_them_where_that_was_consented_to() {
    String guid = "AAAAAAAA-0000-4000-8000-00000000000B";
    entra.claiming(Map.of("groups", List.of(guid, "g2")));
    microsoft.memberOfCalled(List.of(new GraphGroup(guid, "Data engineers")));
    UUID ada = signIn().person().getId();
    assertThat(server.people.groupNames(ACME, ada)).isEmpty();
    assertThat(microsoft.requests()).isEmpty();

    settings(form -> form.setGroupNames(true));
    signIn();
    assertThat(server.people.groupNames(ACME, ada))
        .containsExactly(Map.entry(guid.toLowerCase(ROOT), "Data engineers"));

    microsoft.answering(WordForWord.answer(403, "graph/authorization-request-denied"));
    signIn();
    assertThat(server.people.groupNames(ACME, ada)).containsValue("Data engineers");
    assertThat(server.people.groups(ACME, ada)).hasSize(2);
  }

  @Test
  void a_second_factor_that_is_missing_is_asked_for_on_the_way_that_follows() {
    Departure departure = depart(Wish.to("/acme/history"));

    Arrival unfinished =
        arrive(departure, entra.signInFailing(departure.to(), "multi-factor-required"));

    assertThat(unfinished.unfinished()).isEqualTo(ErrorCode.PROVIDER_WANTS_MORE);
    assertThat(unfinished.secret()).isNull();
    assertThat(unfinished.isTrial()).isFalse();
    assertThat(unfinished.back()).isEqualTo("/acme/history");
    assertThat(server.people.list(ACME, ListQuery.all())).isEmpty();

    Departure again = depart(new Wish(unfinished.back(), null, false, unfinished.cookie(), null));
    assertThat(asked(again, "claims")).isEqualTo(CHALLENGE);
    assertThat(arrive(again, entra.signIn(again.to())).secret()).isNotNull();
  }

  @Test
  void a_code_that_was_used_before_signs_nobody_in_and_its_refusal_is_told_in_one_line() {
    Departure departure = depart(Wish.to(null));
    String code = entra.signIn(departure.to());
    arrive(departure, code);

    LakegateException refusal = refusal(() -> arrive(departure, code));

    assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_REFUSED);
    assertThat(refusal)
        .hasMessageContaining("AADSTS54005")
        .hasMessageNotContaining("Trace ID")
        .hasMessageNotContaining(code);
  }

  @Test
  void a_backend_that_wants_a_second_factor_gets_it_at_the_next_sign_in() {
    entra.renewing(FABRIC, "fabric-1").renewing(STORAGE, "storage-1");
    Person ada = signIn().person();
    assertThat(token(ada, FABRIC)).isEqualTo("fabric-1");
    clock.passes(Duration.ofHours(2));
    entra.refusing(FABRIC, "multi-factor-required");

    LakegateException refusal = refusal(() -> token(ada, FABRIC));

    assertThat(refusal.code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    assertThat(refusal).hasMessageContaining("must sign in again").hasMessageNotContaining("Trace");
    assertThat(token(ada, STORAGE)).isEqualTo("storage-1");

    Departure again = depart(Wish.again("/acme/me", caller(ada)));
    assertThat(asked(again, "claims")).isEqualTo(CHALLENGE);
    arrive(again, entra.signIn(again.to()));
    entra.renewing(FABRIC, "fabric-2");
    assertThat(token(ada, FABRIC)).isEqualTo("fabric-2");
    assertThat(asked(depart(Wish.again(null, caller(ada))), "claims")).isNull();
  }

  @Test
  void a_backend_nobody_consented_to_closes_itself_alone() {
    entra.refusing(FABRIC, "consent-required").renewing(STORAGE, "storage-1");
    Person ada = signIn().person();

    assertThat(refusal(() -> token(ada, FABRIC)).code())
        .isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);

    assertThat(token(ada, STORAGE)).isEqualTo("storage-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refresh-token-expired", "grant-revoked"})
  void a_grant_that_is_good_no_more_closes_every_backend_until_the_next_sign_in(String error) {
    entra.refusing(FABRIC, error).renewing(STORAGE, "storage-1");
    Person ada = signIn().person();

    LakegateException refusal = refusal(() -> token(ada, FABRIC));

    assertThat(refusal.code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    assertThat(refusal).hasMessageContaining("invalid_grant");
    assertThat(refusal(() -> token(ada, STORAGE)).code())
        .isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);

    Departure again = depart(Wish.again(null, caller(ada)));
    assertThat(asked(again, "claims")).isNull();
    arrive(again, entra.signIn(again.to()));
    assertThat(token(ada, STORAGE)).isEqualTo("storage-1");
  }
}
