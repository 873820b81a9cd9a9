package io.lakegate.person;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.person.ProviderSignInService.Arrival;
import io.lakegate.person.ProviderSignInService.Departure;
import io.lakegate.person.ProviderSignInService.Return;
import io.lakegate.person.ProviderSignInService.Wish;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderSignInServiceTest extends RepositoryTest {
  private static final URI CALLBACK = URI.create("https://lakegate.example/acme/sign-in/callback");
  private static final SignInOrigin HERE = new SignInOrigin("192.0.2.1", "Firefox on Linux");

  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final Map<UUID, Role> roles = new HashMap<>();
  private final FakeProvider provider = new FakeProvider();
  private final Caller administrator = Providers.administrator(ACME);
  private ProviderSignIns server;
  private IdentityProviderService providers;
  private PersonTokenService personTokens;
  private PersonRepository people;
  private SignInService signIns;
  private ProviderSignInService service;

  @BeforeEach
  void start() {
    server =
        new ProviderSignIns(
            database,
            FakeProvider.client(),
            // Nobody but Entra's people is asked about there.
            null,
            "https://login.microsoftonline.com",
            (tenant, person) -> Rights.none().with(roles.get(person), null),
            clock);
    providers = server.providers;
    personTokens = server.personTokens;
    people = server.people;
    signIns = server.signIns;
    service = server.service;
    providers.save(ACME, administrator, Providers.form(provider.issuer().toString()));
  }

  @AfterEach
  void end() {
    provider.close();
  }

  private Departure depart() {
    return service.begin(ACME, CALLBACK, Wish.to("/acme/history?q=x"));
  }

  private Return back(Departure departure) {
    String state = FakeProvider.form(departure.to().getRawQuery()).get("state");
    return new Return(provider.signIn(departure.to()), state, null, null);
  }

  private Arrival arrive(Departure departure, Return returned) {
    return service.complete(ACME, null, CALLBACK, departure.cookie(), returned, HERE);
  }

  private Arrival signIn() {
    Departure departure = depart();
    return arrive(departure, back(departure));
  }

  private SignInService.Present present(Arrival arrival) {
    return signIns.find(ACME, arrival.secret(), true).orElseThrow();
  }

  private void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private void nobodyIsKnown() {
    assertThat(people.list(ACME, ListQuery.all())).isEmpty();
  }

  @Test
  void remembers_a_person_at_the_first_sign_in() {
    provider.claiming(claims -> claims.claim("groups", List.of()));
    Arrival arrival = signIn();

    Person ada = present(arrival).person();
    assertThat(arrival.back()).isEqualTo("/acme/history?q=x");
    assertThat(ada.getUserName()).isEqualTo("ada@contoso.example");
    assertThat(ada.getDisplayName()).isEqualTo("Ada Lovelace");
    assertThat(ada.isLocal()).isFalse();
    assertThat(ada.getGroupsSource()).isEqualTo(GroupsSource.TOKEN);
    assertThat(ada.getGroupsSeenAt()).isEqualTo(clock.instant());
  }

  @Test
  void gives_nobody_a_role_whose_groups_give_none() {
    Arrival arrival = signIn();
    SignInService.Present present = present(arrival);

    assertThat(present.caller("acme")).isEmpty();
    roles.put(present.person().getId(), Role.EDITORS);
    assertThat(present(arrival).caller("acme").orElseThrow().role()).isEqualTo(Role.EDITORS);
  }

  @Test
  void knows_the_same_person_again_with_the_groups_and_names_of_now() {
    provider.claiming(claims -> claims.claim("groups", List.of("g1", "g2")));
    Person first = present(signIn()).person();
    provider.claiming(
        claims ->
            claims
                .claim("groups", List.of("g2", "g3"))
                .claim("preferred_username", "ada.king@contoso.example"));

    Person second = present(signIn()).person();

    assertThat(second).isEqualTo(first);
    assertThat(second.getUserName()).isEqualTo("ada.king@contoso.example");
    assertThat(people.groups(ACME, second.getId())).containsExactly("g2", "g3");
  }

  @Test
  void knows_a_group_in_whatever_case_its_guid_is_written() {
    String guid = "AAAAAAAA-0000-4000-8000-00000000000B";
    provider.claiming(claims -> claims.claim("groups", List.of(guid, guid.toLowerCase(ROOT), "G")));

    Person ada = present(signIn()).person();

    assertThat(people.groups(ACME, ada.getId()))
        .containsExactlyInAnyOrder(guid.toLowerCase(ROOT), "G");
  }

  @Test
  void lets_rights_lapse_until_the_provider_is_asked_again() {
    Arrival arrival = signIn();
    UUID ada = present(arrival).person().getId();
    roles.put(ada, Role.EDITORS);
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setGroupsCountFor("PT1H");
    form.setVersion(providers.get(ACME, administrator).getVersion());
    providers.save(ACME, administrator, form);

    clock.passes(Duration.ofMinutes(59));
    assertThat(present(arrival).caller("acme")).isPresent();
    assertThat(present(arrival).lapsed()).isFalse();

    clock.passes(Duration.ofMinutes(1));
    assertThat(present(arrival).caller("acme")).isEmpty();
    assertThat(present(arrival).lapsed()).isTrue();

    Arrival again = signIn();
    assertThat(present(again).caller("acme").orElseThrow().personId()).isEqualTo(ada);
    assertThat(present(arrival).lapsed()).isFalse();
  }

  @Test
  void lets_tokens_of_its_people_lapse_by_the_same_clock_and_says_so() {
    Person ada = present(signIn()).person();
    roles.put(ada.getId(), Role.EDITORS);
    RestTokenService tokens = new RestTokenService();
    tokens.repository = database.repository(RestTokenRepository.class);
    tokens.signIns = signIns;
    tokens.clock = clock;
    Instant now = clock.instant();
    RestToken token =
        tokens.repository.create(
            ACME,
            new RestToken(ACME, ada.getId(), "t", Role.EDITORS, now, now.plus(Duration.ofDays(9))),
            null);
    assertThat(tokens.callerOf(ACME, "acme", token.getId())).isPresent();

    clock.passes(Duration.ofHours(12).plusMinutes(5));
    assertThatThrownBy(() -> tokens.callerOf(ACME, "acme", token.getId()))
        .hasMessageContaining("12 h 5 min")
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RIGHTS_LAPSED));

    signIn();
    assertThat(tokens.callerOf(ACME, "acme", token.getId())).isPresent();
  }

  @Test
  void refuses_who_brings_nothing_back_or_another_browsers_answer() {
    Departure mine = depart();
    Departure theirs = depart();

    refused(
        ErrorCode.PROVIDER_SIGN_IN_OVER,
        () -> service.complete(ACME, null, CALLBACK, null, back(mine), HERE));
    refused(
        ErrorCode.PROVIDER_SIGN_IN_OVER,
        () -> service.complete(ACME, null, CALLBACK, "made up", back(mine), HERE));
    refused(ErrorCode.PROVIDER_SIGN_IN_OVER, () -> arrive(theirs, back(mine)));
    nobodyIsKnown();
  }

  @Test
  void refuses_a_sign_in_that_began_in_another_tenant() {
    providers.save(
        GLOBEX, Providers.administrator(GLOBEX), Providers.form(provider.issuer().toString()));
    Departure departure = service.begin(GLOBEX, CALLBACK, Wish.to(null));

    refused(ErrorCode.PROVIDER_SIGN_IN_OVER, () -> arrive(departure, back(departure)));
    nobodyIsKnown();
  }

  @Test
  void refuses_a_replayed_code_and_a_late_one() {
    Departure departure = depart();
    Return returned = back(departure);
    arrive(departure, returned);

    refused(ErrorCode.PROVIDER_REFUSED, () -> arrive(departure, returned));

    Departure late = depart();
    clock.passes(Duration.ofMinutes(11));
    refused(ErrorCode.PROVIDER_SIGN_IN_OVER, () -> arrive(late, back(late)));
  }

  @Test
  void refuses_what_names_another_issuer() {
    Departure departure = depart();
    Return returned = back(departure);

    refused(
        ErrorCode.PROVIDER_NOT_TRUSTED,
        () ->
            arrive(
                departure,
                new Return(returned.code(), returned.state(), "https://evil.example", null)));
    nobodyIsKnown();
  }

  @Test
  void says_that_the_provider_said_no_and_repeats_nothing_a_stranger_wrote() {
    Departure departure = depart();
    String state = back(departure).state();

    assertThatThrownBy(() -> arrive(departure, new Return(null, state, null, "access_denied")))
        .hasMessageContaining("access_denied");
    assertThatThrownBy(
            () -> arrive(departure, new Return(null, state, null, "<script>alert(1)</script>")))
        .hasMessageNotContaining("script");
  }

  @Test
  void passes_no_challenge_on_that_is_old_or_another_tenants() {
    provider.refusing("{\"error\":\"interaction_required\",\"claims\":\"{}\"}");
    String cookie = signIn().cookie();
    providers.save(
        GLOBEX, Providers.administrator(GLOBEX), Providers.form(provider.issuer().toString()));

    Departure elsewhere =
        service.begin(GLOBEX, CALLBACK, new Wish(null, null, false, cookie, null));
    clock.passes(Duration.ofMinutes(11));
    Departure late = service.begin(ACME, CALLBACK, new Wish(null, null, false, cookie, null));

    assertThat(elsewhere.to().getRawQuery()).doesNotContain("claims=");
    assertThat(late.to().getRawQuery()).doesNotContain("claims=");
  }

  @Test
  void goes_silently_where_the_providers_own_sign_in_is_still_good_and_else_asks() {
    Departure silent = service.begin(ACME, CALLBACK, new Wish("/acme/me", null, true, null, null));
    assertThat(FakeProvider.form(silent.to().getRawQuery())).containsEntry("prompt", "none");

    String state = back(silent).state();
    Arrival asked = arrive(silent, new Return(null, state, null, "login_required"));

    assertThat(asked.unfinished()).isEqualTo(ErrorCode.RIGHTS_LAPSED);
    assertThat(asked.back()).isEqualTo("/acme/me");
    assertThat(present(arrive(silent, back(silent))).person().isLocal()).isFalse();
  }

  @Test
  void does_not_take_over_a_local_account_of_the_same_name() {
    Person local = new Person(ACME, "ada@contoso.example", Role.ADMINISTRATORS, clock.instant());
    local.changePassword("hash", false);
    people.save(ACME, local);

    refused(ErrorCode.ACCOUNT_OF_THAT_NAME, this::signIn);
    assertThat(people.list(ACME, ListQuery.all())).containsExactly(local);
  }

  @Test
  void calls_by_a_name_who_has_it_at_the_provider_now() {
    provider.claiming(claims -> claims.claim("groups", List.of("g1")));
    Person left = present(signIn()).person();
    provider.claiming(claims -> claims.subject("subject of another ada"));

    Person came = present(signIn()).person();

    assertThat(came).isNotEqualTo(left);
    assertThat(came.getUserName()).isEqualTo("ada@contoso.example");
    assertThat(people.groups(ACME, came.getId())).isEmpty();
    Person kept = people.find(ACME, left.getId()).orElseThrow();
    assertThat(kept.getUserName()).startsWith("ada@contoso.example#");
    assertThat(people.groups(ACME, kept.getId())).containsExactly("g1");
  }

  @Test
  void lets_no_local_account_go_on_while_the_provider_alone_signs_people_in() {
    Person local = new Person(ACME, "root", Role.ADMINISTRATORS, clock.instant());
    local.changePassword("hash", false);
    people.save(ACME, local);
    String cookie = signIns.begin(ACME, local, null, HERE);
    RestTokenRepository tokens = database.repository(RestTokenRepository.class);
    Instant now = clock.instant();
    RestToken token =
        new RestToken(ACME, local.getId(), "t", Role.VIEWERS, now, now.plusSeconds(60));
    tokens.create(ACME, token, null);
    Arrival arrival = signIn();
    assertThat(signIns.find(ACME, cookie, true)).isPresent();
    assertThat(tokens.findBearer(ACME, token.getId())).isPresent();

    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setLocalAccounts(false);
    form.setVersion(providers.get(ACME, administrator).getVersion());
    providers.save(ACME, administrator, form);

    assertThat(signIns.find(ACME, cookie, true)).isEmpty();
    assertThat(tokens.findBearer(ACME, token.getId())).isEmpty();
    assertThat(signIns.find(ACME, arrival.secret(), true)).isPresent();
  }

  @Test
  void keeps_the_same_subject_of_two_tenants_apart() {
    providers.save(
        GLOBEX, Providers.administrator(GLOBEX), Providers.form(provider.issuer().toString()));
    Person ofAcme = present(signIn()).person();

    Departure departure = service.begin(GLOBEX, CALLBACK, Wish.to(null));
    service.complete(GLOBEX, null, CALLBACK, departure.cookie(), back(departure), HERE);

    assertThat(people.list(GLOBEX, ListQuery.all())).hasSize(1).doesNotContain(ofAcme);
    assertThat(people.findBySubject(GLOBEX, ofAcme.getSubject()))
        .isPresent()
        .get()
        .isNotEqualTo(ofAcme);
    assertThat(people.groups(GLOBEX, ofAcme.getId())).isEmpty();
  }

  @Test
  void begins_only_with_a_provider_that_is_live() {
    refused(
        ErrorCode.IDENTITY_PROVIDER_NOT_FOUND,
        () -> service.begin(GLOBEX, CALLBACK, Wish.to(null)));
    notLive();
    refused(ErrorCode.IDENTITY_PROVIDER_NOT_FOUND, this::depart);
  }

  private void notLive() {
    IdentityProvider present = providers.get(ACME, administrator);
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setLive(false);
    form.setVersion(present.getVersion());
    providers.save(ACME, administrator, form);
  }

  @Test
  void shows_an_administrator_what_comes_back_before_it_is_live_and_signs_nobody_in() {
    notLive();
    provider.claiming(claims -> claims.claim("groups", List.of("g1")));
    Departure departure = service.beginTrial(ACME, administrator, CALLBACK);

    Arrival arrival =
        service.complete(ACME, administrator, CALLBACK, departure.cookie(), back(departure), HERE);

    assertThat(arrival.isTrial()).isTrue();
    nobodyIsKnown();
    assertThat(providers.findTrial(ACME, administrator).orElseThrow().getFindings())
        .contains("ada@contoso.example", "g1", "preferred_username")
        .doesNotContain("access token of ada");
  }

  @Test
  void shows_a_trial_to_nobody_else_and_says_why_it_failed() {
    Departure departure = service.beginTrial(ACME, administrator, CALLBACK);
    Return returned = back(departure);

    refused(ErrorCode.PROVIDER_SIGN_IN_OVER, () -> arrive(departure, returned));
    provider.claiming(claims -> claims.audience("another client"));
    service.complete(ACME, administrator, CALLBACK, departure.cookie(), returned, HERE);

    assertThat(providers.findTrial(ACME, administrator).orElseThrow().getFindings())
        .contains("cannot be trusted");
    nobodyIsKnown();
  }

  @Test
  void another_administrator_cannot_finish_somebodys_trial() {
    Departure departure = service.beginTrial(ACME, administrator, CALLBACK);
    Return returned = back(departure);
    Caller other = Providers.administrator(ACME);

    refused(
        ErrorCode.PROVIDER_SIGN_IN_OVER,
        () -> service.complete(ACME, other, CALLBACK, departure.cookie(), returned, HERE));
    assertThat(providers.findTrial(ACME, other)).isEmpty();
  }

  @Test
  void a_provider_that_was_switched_off_meanwhile_signs_nobody_in() {
    Departure departure = depart();
    Return returned = back(departure);
    notLive();

    refused(ErrorCode.PROVIDER_SIGN_IN_OVER, () -> arrive(departure, returned));
    nobodyIsKnown();
  }

  @Test
  void ends_sign_ins_when_the_provider_ends_its_session() {
    provider.claiming(claims -> claims.claim("sid", "session-1"));
    Arrival arrival = signIn();

    signIns.endProviderSession(GLOBEX, null, "session-1");
    signIns.endProviderSession(ACME, "https://evil.example", "session-1");
    signIns.endProviderSession(ACME, null, "session-2");
    signIns.endProviderSession(ACME, null, null);
    assertThat(signIns.find(ACME, arrival.secret(), true)).isPresent();

    signIns.endProviderSession(ACME, provider.issuer().toString(), "session-1");
    assertThat(signIns.find(ACME, arrival.secret(), true)).isEmpty();
  }

  @Test
  void goes_back_here_where_the_provider_has_no_place_to_sign_out() {
    URI back = URI.create("https://lakegate.example/acme/sign-out");

    assertThat(service.leave(ACME, back).toString())
        .startsWith(provider.issuer() + "/logout?")
        .contains("client_id=lakegate");
    assertThat(service.leave(new TenantId(UUID.randomUUID()), back)).isEqualTo(back);
  }

  private void personTokens(boolean on) {
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setPersonTokens(on);
    form.setVersion(providers.find(ACME).orElseThrow().getVersion());
    providers.save(ACME, administrator, form);
  }

  private static Caller caller(Person person) {
    return new Caller(ACME, "acme", person.getId(), person.getUserName(), Role.EDITORS);
  }

  @Test
  void asks_for_no_token_of_a_persons_own_unless_an_administrator_says_so() {
    Departure departure = depart();
    Person ada = present(arrive(departure, back(departure))).person();

    assertThat(FakeProvider.form(departure.to().getRawQuery()).get("scope"))
        .isEqualTo("openid profile");
    assertThat(personTokens.own(ACME, caller(ada)).isKept()).isFalse();
  }

  @Test
  void keeps_a_persons_own_token_where_an_administrator_says_so() {
    personTokens(true);
    Departure departure = depart();
    Person ada = present(arrive(departure, back(departure))).person();

    assertThat(FakeProvider.form(departure.to().getRawQuery()).get("scope"))
        .isEqualTo("openid profile offline_access");
    assertThat(personTokens.accessToken(ACME, ada.getId(), "livy"))
        .isEqualTo("access-of-ada@contoso.example-for-livy-1");
  }

  @Test
  void forgets_a_persons_own_token_at_the_next_sign_in_without() {
    personTokens(true);
    Person ada = present(signIn()).person();
    personTokens(false);

    signIn();

    assertThat(personTokens.own(ACME, caller(ada)).isKept()).isFalse();
  }

  @Test
  void keeps_of_the_claims_only_what_a_backend_knows_people_by() {
    server.wanted.add("samAccountName");
    server.wanted.add("several");
    provider.claiming(
        claims ->
            claims
                .claim("samAccountName", "ada1")
                .claim("several", List.of("a"))
                .claim("phone", "555"));

    Person ada = present(signIn()).person();

    assertThat(ada.findClaim("samAccountName")).contains("ada1");
    assertThat(ada.findClaim("several")).isEmpty();
    assertThat(ada.findClaim("phone")).isEmpty();
  }

  @Test
  void two_tabs_that_sign_in_at_once_both_finish_whichever_is_first() {
    Departure first = depart();
    Departure second = depart();
    assertThat(first.key()).isNotEqualTo(second.key());

    Arrival later = arrive(second, back(second));
    Arrival earlier = arrive(first, back(first));

    assertThat(List.of(later, earlier))
        .allSatisfy(arrival -> assertThat(signIns.find(ACME, arrival.secret(), true)).isPresent());
  }

  @Test
  void tabs_whose_answers_come_at_the_same_moment_all_finish() throws Exception {
    for (int round = 0; round < 3; round++) {
      List<Callable<Arrival>> tabs = new ArrayList<>();
      for (int tab = 0; tab < 6; tab++) {
        Departure departure = depart();
        Return returned = back(departure);
        tabs.add(() -> arrive(departure, returned));
      }
      clock.passes(Duration.ofSeconds(1));
      ExecutorService browser = Executors.newFixedThreadPool(tabs.size());
      try {
        for (Future<Arrival> arrival : browser.invokeAll(tabs)) {
          assertThat(signIns.find(ACME, arrival.get().secret(), true)).isPresent();
        }
      } finally {
        browser.shutdown();
      }
    }
  }

  @Test
  void a_browser_keeps_the_newest_few_of_its_sign_ins_on_their_way() {
    Map<String, String> cookies = new HashMap<>();
    List<String> keys = new ArrayList<>();
    for (int tab = 0; tab < 5; tab++) {
      Departure departure = depart();
      cookies.put(departure.key(), departure.cookie());
      keys.add(departure.key());
      clock.passes(Duration.ofSeconds(1));
    }
    cookies.put("made-up", "made up");
    Departure elsewhere = foreign();
    cookies.put(elsewhere.key(), elsewhere.cookie());

    assertThat(service.surplus(ACME, cookies))
        .containsExactlyInAnyOrder(keys.get(0), keys.get(1), "made-up", elsewhere.key());

    clock.passes(Duration.ofMinutes(10));
    assertThat(service.surplus(ACME, cookies)).isEqualTo(cookies.keySet());
  }

  private Departure foreign() {
    providers.save(
        GLOBEX, Providers.administrator(GLOBEX), Providers.form(provider.issuer().toString()));
    return service.begin(GLOBEX, CALLBACK, Wish.to(null));
  }

  @Test
  void the_cookies_of_all_tabs_fit_the_headers_of_one_request() {
    String longest = "/acme/history?q=" + "x".repeat(1_400);
    Map<String, String> cookies = new HashMap<>();
    for (int tab = 0; tab < 4; tab++) {
      Departure departure = service.begin(ACME, CALLBACK, Wish.to(longest.substring(tab * 300)));
      cookies.put(departure.key(), departure.cookie());
    }

    cookies.keySet().removeAll(service.surplus(ACME, cookies));

    assertThat(cookies.values().stream().mapToInt(String::length).sum()).isLessThan(6_000);
    Departure cut = service.begin(ACME, CALLBACK, Wish.to(longest));
    assertThat(arrive(cut, back(cut)).back()).isEqualTo("/acme/history");
  }

  @Test
  void a_sign_in_that_took_too_long_still_knows_where_it_led_to() {
    Departure late = depart();
    clock.passes(Duration.ofMinutes(11));

    refused(ErrorCode.PROVIDER_SIGN_IN_OVER, () -> arrive(late, back(late)));

    assertThat(service.back(ACME, late.cookie())).contains("/acme/history?q=x");
    assertThat(service.back(GLOBEX, late.cookie())).isEmpty();
    assertThat(service.back(ACME, null)).isEmpty();
  }

  @Test
  void a_challenged_cookie_begins_a_sign_in_and_ends_none() {
    provider.refusing("{\"error\":\"interaction_required\",\"claims\":\"{}\"}");
    Departure departure = depart();
    Return returned = back(departure);
    String challenged = arrive(departure, returned).cookie();
    provider.refusing(null);

    refused(
        ErrorCode.PROVIDER_SIGN_IN_OVER,
        () -> service.complete(ACME, null, CALLBACK, challenged, returned, HERE));
  }

  @Test
  void says_what_came_back_without_a_code_and_both_issuers_where_they_differ() {
    Departure departure = depart();
    String state = back(departure).state();

    assertThatThrownBy(() -> arrive(departure, new Return(null, state, null, null)))
        .hasMessageContaining("neither a code nor an error");
    assertThatThrownBy(
            () -> arrive(departure, new Return("c", state, provider.issuer() + "/", null)))
        .hasMessageContaining("'" + provider.issuer() + "/'")
        .hasMessageContaining("'" + provider.issuer() + "'");
    assertThatThrownBy(
            () ->
                arrive(
                    departure,
                    new Return(null, state, null, "access_denied", "AADSTS65004: declined\r\nX")))
        .hasMessageContaining("AADSTS65004: declined  X");
  }

  @Test
  void a_trial_that_signed_somebody_in_lets_exactly_these_settings_go_live() {
    notLive();
    Departure departure = service.beginTrial(ACME, administrator, CALLBACK);
    service.complete(ACME, administrator, CALLBACK, departure.cookie(), back(departure), HERE);
    IdentityProviderForm form = Providers.formOf(providers.get(ACME, administrator));
    form.setLive(true);

    assertThat(providers.save(ACME, administrator, form).isLive()).isTrue();
  }

  @Test
  void a_trial_of_settings_that_changed_meanwhile_tries_nothing() {
    notLive();
    Departure departure = service.beginTrial(ACME, administrator, CALLBACK);
    IdentityProviderForm form = Providers.formOf(providers.get(ACME, administrator));
    form.setGroupClaims(List.of("other"));
    providers.save(ACME, administrator, form);

    service.complete(ACME, administrator, CALLBACK, departure.cookie(), back(departure), HERE);

    assertThat(providers.findTrial(ACME, administrator).orElseThrow().getFindings())
        .contains("\"problem\"")
        .doesNotContain("ada@contoso.example");
  }

  @Test
  void while_user_info_cannot_be_read_groups_are_unknown_and_the_earlier_ones_count_on() {
    provider.userInfo(Map.of("sub", "subject of ada", "groups", List.of("g1")));
    Person ada = present(signIn()).person();
    assertThat(ada.getGroupsSource()).isEqualTo(GroupsSource.USER_INFO);
    assertThat(people.groups(ACME, ada.getId())).containsExactly("g1");
    Instant seen = clock.instant();

    provider.userInfoAnswering(503);
    clock.passes(Duration.ofHours(1));
    Person again = present(signIn()).person();

    assertThat(again.getGroupsSource()).isEqualTo(GroupsSource.USER_INFO_FAILED);
    assertThat(again.getGroupsSeenAt()).isEqualTo(seen);
    assertThat(people.groups(ACME, ada.getId())).containsExactly("g1");

    clock.passes(Duration.ofHours(12));
    Person late = present(signIn()).person();
    assertThat(late.getGroupsSource()).isEqualTo(GroupsSource.USER_INFO_FAILED);
    assertThat(people.groups(ACME, ada.getId())).isEmpty();
    assertThat(signIns.isLapsed(ACME, late)).isFalse();
  }

  @Test
  void two_groups_that_differ_at_their_thousandth_character_are_two() {
    String stem = "CN=Änalysts,OU=" + "日".repeat(984);
    provider.claiming(claims -> claims.claim("groups", List.of(stem + "1", stem + "2")));

    Person ada = present(signIn()).person();
    Person again = present(signIn()).person();

    assertThat(again).isEqualTo(ada);
    assertThat(people.groups(ACME, ada.getId())).containsExactlyInAnyOrder(stem + "1", stem + "2");
  }
}
