package io.lakegate.persontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.person.People;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's own tokens, with a provider whose refresh tokens are good for one use. */
class PersonTokenServiceTest extends RepositoryTest {
  private static final String LIVY = "livy";
  private static final String CLAIMS = "{\"access_token\":{\"acrs\":{\"value\":\"c1\"}}}";

  private final MovingClock time = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final FakeProvider provider = new FakeProvider();
  private final OidcClient oidc = FakeProvider.client();
  private IdentityProviderService providers;
  private PersonTokenService service;
  private UUID ada;
  private UUID bob;

  @BeforeEach
  void start() {
    providers = Providers.service(database, time);
    service = node();
    Providers.telling(providers, service);
    save(form -> form.setPersonTokens(true));
    ada = People.local(database, ACME, "ada", Role.EDITORS).getId();
    bob = People.local(database, ACME, "bob", Role.EDITORS).getId();
    signIn(ada, "ada");
  }

  @AfterEach
  void end() {
    provider.close();
  }

  private PersonTokenService node() {
    return PersonTokens.service(database, providers, oidc, time);
  }

  private void save(java.util.function.Consumer<IdentityProviderForm> change) {
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    providers.find(ACME).ifPresent(present -> form.setVersion(present.getVersion()));
    change.accept(form);
    providers.save(ACME, Providers.administrator(ACME), form);
  }

  private void signIn(UUID person, String name) {
    service.signedIn(
        ACME, person, providers.find(ACME).orElseThrow(), provider.refreshTokenOf(name));
  }

  private String token(UUID person) {
    return service.accessToken(ACME, person, LIVY);
  }

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  private ErrorCode code() {
    return refusal(() -> token(ada)).code();
  }

  private PersonToken kept(UUID person) {
    return service.repository.find(ACME, person).orElseThrow();
  }

  @Test
  void is_asked_for_once_and_then_kept() {
    String first = token(ada);
    time.passes(Duration.ofMinutes(54));

    assertThat(first).isEqualTo("access-of-ada-for-livy-1");
    assertThat(token(ada)).isEqualTo(first);
    assertThat(node().accessToken(ACME, ada, LIVY)).isEqualTo(first);
    assertThat(provider.tokenRequests()).hasSize(1);
  }

  @Test
  void is_renewed_5_minutes_before_it_expires_with_the_newest_refresh_token() {
    token(ada);
    time.passes(Duration.ofMinutes(55));
    String second = token(ada);
    time.passes(Duration.ofMinutes(55));

    assertThat(second).isEqualTo("access-of-ada-for-livy-2");
    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-3");
    assertThat(provider.tokenRequests())
        .extracting(request -> request.get("refresh_token"))
        .doesNotHaveDuplicates();
  }

  @Test
  void of_a_short_life_is_not_renewed_at_each_use() {
    provider.living(Duration.ofMinutes(5));
    token(ada);
    time.passes(Duration.ofMinutes(2));
    token(ada);

    assertThat(provider.tokenRequests()).hasSize(1);
    time.passes(Duration.ofMinutes(1));
    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-2");
  }

  @Test
  void is_asked_for_one_resource_at_a_time() {
    token(ada);

    assertThat(service.accessToken(ACME, ada, "https://storage.azure.com/.default"))
        .isEqualTo("access-of-ada-for-https---storage-azure-com--default-1");
    assertThat(provider.tokenRequests())
        .extracting(request -> request.get("scope"))
        .containsExactly(LIVY, "https://storage.azure.com/.default");
  }

  @Test
  void is_nobody_elses() {
    signIn(bob, "bob");

    assertThat(token(bob)).isEqualTo("access-of-bob-for-livy-1");
    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-1");
    assertThat(refusal(() -> service.accessToken(GLOBEX, ada, LIVY)).code())
        .isEqualTo(ErrorCode.BACKEND_SIGN_IN_MISSING);
  }

  @Test
  void is_not_to_be_had_for_who_never_signed_in_with_the_provider() {
    assertThat(refusal(() -> token(bob)).code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_MISSING);
    assertThat(provider.tokenRequests()).isEmpty();
  }

  @Test
  void two_nodes_that_need_it_at_once_ask_the_provider_once() throws Exception {
    PersonTokenService other = node();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    provider.whileRefreshing(
        () -> {
          asked.countDown();
          await(answer);
        });

    CompletableFuture<String> here = CompletableFuture.supplyAsync(() -> token(ada));
    await(asked);
    CompletableFuture<String> there =
        CompletableFuture.supplyAsync(() -> other.accessToken(ACME, ada, LIVY));
    answer.countDown();

    assertThat(here.get(20, TimeUnit.SECONDS)).isEqualTo("access-of-ada-for-livy-1");
    assertThat(there.get(20, TimeUnit.SECONDS)).isEqualTo("access-of-ada-for-livy-1");
    assertThat(provider.tokenRequests()).hasSize(1);
  }

  @Test
  void one_that_is_still_good_is_used_while_another_node_renews_it() {
    token(ada);
    time.passes(Duration.ofMinutes(56));
    service.repository.lease(
        ACME, ada, UUID.randomUUID(), time.instant(), time.instant().plusSeconds(45));

    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-1");
    assertThat(provider.tokenRequests()).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_crash_before_the_answer_is_stored_is_said_plainly_and_cured_by_signing_in() {
    PersonTokenRepository rows = service.repository;
    service.repository = new CrashingRepository(rows);
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> token(ada)))
        .hasMessage("crash");
    service.repository = rows;
    time.passes(PersonTokenService.LEASE);

    LakegateException refusal = refusal(() -> token(ada));

    assertThat(refusal.code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    assertThat(refusal.getMessage()).contains("sign in again").contains("invalid_grant");
    signIn(ada, "ada");
    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-2");
  }

  /** The node dies between the provider's answer and the commit. */
  private static final class CrashingRepository extends PersonTokenRepository {
    private final PersonTokenRepository rows;

    CrashingRepository(PersonTokenRepository rows) {
      this.rows = rows;
    }

    @Override
    java.util.Optional<PersonToken> find(TenantId tenant, UUID personId) {
      return rows.find(tenant, personId);
    }

    @Override
    java.util.Optional<PersonAccessToken> findAccess(TenantId tenant, UUID person, String scope) {
      return rows.findAccess(tenant, person, scope);
    }

    @Override
    java.util.Optional<PersonToken> lease(
        TenantId tenant, UUID personId, UUID holder, Instant now, Instant until) {
      return rows.lease(tenant, personId, holder, now, until);
    }

    @Override
    void renewed(
        TenantId tenant,
        UUID personId,
        UUID holder,
        String used,
        String scope,
        Duration lifetime,
        Function<UUID, String> sealRefresh,
        Function<UUID, String> sealAccess,
        Instant now) {
      throw new IllegalStateException("crash");
    }
  }

  @Test
  void a_sign_in_while_a_refresh_is_under_way_is_not_overwritten_by_it() {
    provider.whileRefreshing(
        () -> {
          provider.whileRefreshing(() -> {});
          signIn(ada, "ada-again");
        });

    token(ada);

    assertThat(token(ada)).isEqualTo("access-of-ada-again-for-livy-1");
  }

  @Test
  void ends_when_the_provider_takes_the_refresh_token_no_more() {
    signIn(bob, "bob");
    token(ada);
    token(bob);
    provider.revokeAll();
    time.passes(Duration.ofMinutes(56));

    assertThat(code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    assertThat(kept(ada).isExpired()).isTrue();
    assertThat(kept(bob).isExpired()).isFalse();
    int asked = provider.tokenRequests().size();
    assertThat(code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    assertThat(provider.tokenRequests()).hasSize(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "interaction_required,",
    "consent_required,",
    "invalid_grant, consent_required",
    "invalid_grant, basic_action"
  })
  void one_resource_that_wants_to_see_more_ends_it_for_that_resource_only(
      String error, String suberror) {
    service.accessToken(ACME, ada, "other");
    provider.refusing(400, FakeProvider.error(error, suberror, CLAIMS));

    assertThat(code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);

    provider.refusing(null);
    assertThat(code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    assertThat(service.findClaims(ACME, ada)).contains(CLAIMS);
    assertThat(service.accessToken(ACME, ada, "other")).isEqualTo("access-of-ada-for-other-1");
    signIn(ada, "ada");
    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-1");
    assertThat(service.findClaims(ACME, ada)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void a_provider_that_fails_is_asked_again_a_little_later(int status) {
    provider.refusing(status, "<html>down</html>");
    assertThat(code()).isEqualTo(ErrorCode.BACKEND_TOKEN_LATER);
    assertThat(code()).isEqualTo(ErrorCode.BACKEND_TOKEN_LATER);
    assertThat(provider.tokenRequests()).hasSize(1);

    provider.refusing(null);
    time.passes(PersonTokenService.RETRY_AFTER);

    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-1");
    assertThat(kept(ada).isExpired()).isFalse();
  }

  @Test
  void a_provider_that_fails_costs_nothing_while_the_present_token_is_good() {
    token(ada);
    time.passes(Duration.ofMinutes(56));
    provider.refusing(500, "");

    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-1");
    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-1");
    time.passes(Duration.ofMinutes(4));
    assertThat(code()).isEqualTo(ErrorCode.BACKEND_TOKEN_LATER);
  }

  @Test
  void a_provider_out_of_reach_is_asked_again_later() {
    token(ada);
    provider.close();
    time.passes(Duration.ofHours(2));

    assertThat(code()).isEqualTo(ErrorCode.BACKEND_TOKEN_LATER);
    assertThat(kept(ada).isExpired()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_client", "invalid_scope", "unauthorized_client"})
  void what_only_an_administrator_can_set_right_does_not_end_anybodys_sign_in(String error) {
    provider.refusing(
        error.equals("invalid_client") ? 401 : 400, FakeProvider.error(error, null, null));

    assertThat(refusal(() -> token(ada)))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.PROVIDER_REFUSED))
        .hasMessageContaining(error);
    assertThat(kept(ada).isExpired()).isFalse();
  }

  private boolean refusedByBackend(String token) {
    return service.refused(ACME, ada, LIVY, token);
  }

  @Test
  void one_that_a_backend_refuses_is_replaced_at_the_next_question() {
    service.accessToken(ACME, ada, "other");
    String first = token(ada);

    assertThat(refusedByBackend(first)).isTrue();

    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-2");
    assertThat(service.accessToken(ACME, ada, "other")).isEqualTo("access-of-ada-for-other-1");
  }

  @Test
  void a_new_one_that_is_refused_too_stays_for_a_while() {
    assertThat(refusedByBackend(token(ada))).isTrue();
    String second = token(ada);

    assertThat(refusedByBackend(second)).isFalse();
    assertThat(token(ada)).isEqualTo(second);

    time.passes(PersonAccessToken.DROPPED_AGAIN_AFTER);
    assertThat(refusedByBackend(second)).isTrue();
    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-3");
    assertThat(provider.tokenRequests()).hasSize(3);
  }

  @Test
  void a_newer_one_is_not_thrown_away_for_the_one_that_was_refused() {
    String first = token(ada);
    time.passes(Duration.ofMinutes(55));
    String second = node().accessToken(ACME, ada, LIVY);

    assertThat(refusedByBackend(first)).isTrue();

    assertThat(token(ada)).isEqualTo(second);
    assertThat(provider.tokenRequests()).hasSize(2);
  }

  @Test
  void two_nodes_whose_token_is_refused_ask_the_provider_for_one_new_one() {
    String first = token(ada);
    PersonTokenService other = node();

    refusedByBackend(first);
    String second = token(ada);

    assertThat(other.refused(ACME, ada, LIVY, first)).isTrue();
    assertThat(other.accessToken(ACME, ada, LIVY)).isEqualTo(second);
    assertThat(provider.tokenRequests()).hasSize(2);
  }

  @Test
  void what_one_persons_backend_refuses_is_nobody_elses() {
    signIn(bob, "bob");
    String adas = token(ada);
    String bobs = token(bob);

    service.refused(ACME, bob, LIVY, adas);
    service.refused(GLOBEX, ada, LIVY, adas);

    assertThat(token(ada)).isEqualTo(adas);
    assertThat(token(bob)).isEqualTo(bobs);
  }

  @Test
  void one_that_is_refused_while_the_provider_fails_is_asked_for_later() {
    refusedByBackend(token(ada));
    provider.refusing(503, "");

    assertThat(code()).isEqualTo(ErrorCode.BACKEND_TOKEN_LATER);
    assertThat(shown(ada).getResources())
        .extracting(PersonAccessToken::getExpiresAt)
        .containsOnlyNulls();
    provider.refusing(null);
    time.passes(PersonTokenService.RETRY_AFTER);
    assertThat(token(ada)).isEqualTo("access-of-ada-for-livy-2");
  }

  @Test
  void is_forgotten_for_everybody_when_it_is_switched_off() {
    token(ada);

    save(form -> form.setPersonTokens(false));

    assertThat(code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_MISSING);
    save(form -> form.setPersonTokens(true));
    assertThat(code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_MISSING);
  }

  @Test
  void never_goes_to_another_client_than_it_came_from() {
    save(
        form -> {
          form.setPersonTokens(true);
          form.setClientId("another");
        });

    assertThat(code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_MISSING);
    assertThat(provider.tokenRequests()).isEmpty();
  }

  private OwnTokens shown(UUID person) {
    return service.own(ACME, new Caller(ACME, "acme", person, "somebody", Role.EDITORS));
  }

  @Test
  void its_owner_sees_from_where_it_came_and_when_each_resource_needs_a_new_one() {
    Instant signedIn = time.instant();
    service.accessToken(ACME, ada, "other");
    time.passes(Duration.ofMinutes(10));
    token(ada);

    OwnTokens own = shown(ada);

    assertThat(own.getSignIn().getIssuer()).isEqualTo(provider.issuer().toString());
    assertThat(own.getSignIn().getSignedInAt()).isEqualTo(signedIn);
    assertThat(own.getSignIn().getRenewedAt()).isEqualTo(time.instant());
    assertThat(own.getResources())
        .extracting(PersonAccessToken::getScope, PersonAccessToken::getExpiresAt)
        .containsExactly(
            tuple(LIVY, time.instant().plus(Duration.ofHours(1))),
            tuple("other", signedIn.plus(Duration.ofHours(1))));
    assertThat(own.isSignInNeeded()).isFalse();
  }

  @Test
  void its_owner_sees_nobody_elses_and_that_none_is_kept() {
    token(ada);

    OwnTokens bobs = shown(bob);

    assertThat(bobs.isKept()).isFalse();
    assertThat(bobs.getResources()).isEmpty();
    assertThat(bobs.isSignInNeeded()).isTrue();
  }

  @Test
  void its_owner_is_not_sent_to_sign_in_where_the_organisation_keeps_none() {
    save(form -> form.setPersonTokens(false));

    assertThat(shown(ada).isKept()).isFalse();
    assertThat(shown(ada).isWanted()).isFalse();
    assertThat(shown(ada).isSignInNeeded()).isFalse();
  }

  @Test
  void its_owner_sees_why_only_a_sign_in_helps() {
    provider.refusing(400, FakeProvider.error("consent_required", null, null));
    refusal(() -> token(ada));
    assertThat(shown(ada).isSignInNeeded()).isTrue();
    assertThat(shown(ada).getResources())
        .extracting(PersonAccessToken::getRefusedWhy)
        .containsExactly("consent_required");
    provider.refusing(null);
    provider.revokeAll();
    refusal(() -> service.accessToken(ACME, ada, "other"));

    OwnTokens own = shown(ada);

    assertThat(own.getSignIn().getExpiredAt()).isEqualTo(time.instant());
    assertThat(own.getSignIn().getExpiredWhy()).isEqualTo("invalid_grant");
    assertThat(own.isSignInNeeded()).isTrue();
  }

  @Test
  void stands_nowhere_in_the_database_in_clear() throws SQLException {
    token(ada);
    provider.refusing(400, FakeProvider.error("interaction_required", null, CLAIMS));
    refusal(() -> service.accessToken(ACME, ada, "other"));

    String everything = everything();

    assertThat(everything).contains("v1:").doesNotContain("refresh-of-", "access-of-");
  }

  @Test
  void does_not_open_in_another_persons_row() throws SQLException {
    signIn(bob, "bob");
    database.run(
        entityManager ->
            entityManager
                .createNativeQuery(
                    "update person_token set sealed_refresh = (select sealed_refresh from"
                        + " person_token where person_id = ?1) where person_id = ?2")
                .setParameter(1, bob)
                .setParameter(2, ada)
                .executeUpdate());

    assertThat(code()).isEqualTo(ErrorCode.BACKEND_SIGN_IN_EXPIRED);
    assertThat(provider.tokenRequests()).isEmpty();
  }

  private String everything() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : List.of("person_token", "person_access_token", "person", "tenant")) {
        try (ResultSet found = statement.executeQuery("select * from " + table)) {
          while (found.next()) {
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
              rows.add(String.valueOf(found.getObject(i)));
            }
          }
        }
      }
    }
    return String.join("\n", rows);
  }
}
