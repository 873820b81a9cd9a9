package io.lakegate.persontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.person.People;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People's own tokens that open nothing any more. */
class PersonTokenSweepTest extends RepositoryTest {
  private final MovingClock time = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final FakeProvider provider = new FakeProvider();
  private IdentityProviderService providers;
  private PersonTokenService service;
  private UUID ada;
  private UUID bob;
  private UUID eve;

  @BeforeEach
  void start() {
    providers = Providers.service(database, time);
    service = PersonTokens.service(database, providers, FakeProvider.client(), time);
    keepTokensOf(ACME);
    keepTokensOf(GLOBEX);
    ada = People.local(database, ACME, "ada", Role.EDITORS).getId();
    bob = People.local(database, ACME, "bob", Role.EDITORS).getId();
    eve = People.local(database, GLOBEX, "eve", Role.EDITORS).getId();
  }

  @AfterEach
  void end() {
    provider.close();
  }

  private void keepTokensOf(TenantId tenant) {
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setPersonTokens(true);
    providers.save(tenant, Providers.administrator(tenant), form);
  }

  private void signIn(TenantId tenant, UUID person) {
    service.signedIn(
        tenant, person, providers.find(tenant).orElseThrow(), provider.refreshTokenOf("x"));
  }

  private void use(UUID person, String scope) {
    service.accessToken(ACME, person, scope);
  }

  private void expire(UUID person) {
    provider.revokeAll();
    assertThatThrownBy(() -> use(person, "expired")).hasMessageContaining("invalid_grant");
  }

  private boolean isKept(TenantId tenant, UUID person) {
    return service.repository.find(tenant, person).isPresent();
  }

  private List<String> resources(UUID person) {
    return service.repository.listAccess(ACME, person, 10).stream()
        .map(PersonAccessToken::getScope)
        .toList();
  }

  @Test
  void a_sign_in_that_expired_is_shown_for_a_month_and_then_forgotten() {
    signIn(ACME, ada);
    expire(ada);
    time.passes(Duration.ofDays(1));
    signIn(ACME, bob);
    expire(bob);
    time.passes(PersonTokenService.SHOWN_AFTER_EXPIRY.minusSeconds(1));

    service.sweep();

    assertThat(isKept(ACME, ada)).isFalse();
    assertThat(isKept(ACME, bob)).isTrue();
  }

  @Test
  void an_access_token_goes_a_month_after_it_expired_and_the_sign_in_stays() {
    signIn(ACME, ada);
    use(ada, "old");
    time.passes(Duration.ofDays(1));
    use(ada, "younger");
    time.passes(PersonTokenService.SHOWN_AFTER_EXPIRY);

    service.sweep();

    assertThat(resources(ada)).containsExactly("younger");
    assertThat(isKept(ACME, ada)).isTrue();
  }

  @Test
  void what_one_resource_refused_is_asked_for_again_after_a_month() {
    signIn(ACME, ada);
    provider.refusing(400, FakeProvider.error("consent_required", null, "{}"));
    assertThatThrownBy(() -> use(ada, "livy")).hasMessageContaining("consent_required");
    provider.refusing(null);
    time.passes(PersonTokenService.SHOWN_AFTER_EXPIRY.minusSeconds(1));
    service.sweep();
    assertThat(resources(ada)).containsExactly("livy");
    time.passes(Duration.ofSeconds(2));

    service.sweep();

    assertThat(service.accessToken(ACME, ada, "livy")).startsWith("access-of-");
  }

  @Test
  void what_a_backend_refused_and_nobody_asked_for_again_goes_too() {
    signIn(ACME, ada);
    String token = service.accessToken(ACME, ada, "livy");
    service.refused(ACME, ada, "livy", token);
    time.passes(PersonTokenService.SHOWN_AFTER_EXPIRY.plusSeconds(1));

    service.sweep();

    assertThat(resources(ada)).isEmpty();
  }

  @Test
  void what_nobody_used_for_90_days_is_forgotten_with_everything_it_was_worth() {
    signIn(ACME, ada);
    use(ada, "livy");
    signIn(ACME, bob);
    time.passes(Duration.ofDays(1));
    use(bob, "livy");
    time.passes(PersonTokenService.UNUSED_FOR.minusSeconds(1));

    service.sweep();

    assertThat(isKept(ACME, ada)).isFalse();
    assertThat(resources(ada)).isEmpty();
    assertThat(isKept(ACME, bob)).isTrue();
  }

  /** As when the settings change in the moment in which somebody's sign-in is stored. */
  private void registerAnother(TenantId tenant) {
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setPersonTokens(true);
    form.setClientId("another");
    form.setVersion(providers.find(tenant).orElseThrow().getVersion());
    providers.save(tenant, Providers.administrator(tenant), form);
  }

  @Test
  void what_came_from_another_client_is_forgotten_after_a_day() {
    signIn(ACME, ada);
    signIn(GLOBEX, eve);
    registerAnother(ACME);
    time.passes(PersonTokenService.FOREIGN_FOR.minusSeconds(1));
    service.sweep();
    assertThat(isKept(ACME, ada)).isTrue();
    time.passes(Duration.ofSeconds(2));

    service.sweep();

    assertThat(isKept(ACME, ada)).isFalse();
    assertThat(isKept(GLOBEX, eve)).isTrue();
  }

  @Test
  void where_no_provider_is_registered_any_more_nothing_stays() {
    signIn(ACME, ada);
    providers.delete(ACME, Providers.administrator(ACME));
    time.passes(PersonTokenService.FOREIGN_FOR.plusSeconds(1));

    service.sweep();

    assertThat(isKept(ACME, ada)).isFalse();
  }

  @Test
  void all_tenants_are_swept() {
    signIn(ACME, ada);
    signIn(GLOBEX, eve);
    time.passes(PersonTokenService.UNUSED_FOR.plusSeconds(1));

    service.sweep();

    assertThat(isKept(ACME, ada)).isFalse();
    assertThat(isKept(GLOBEX, eve)).isFalse();
  }

  @Test
  void one_sweep_takes_a_step_and_the_next_one_another() {
    signIn(ACME, ada);
    signIn(ACME, bob);
    time.passes(PersonTokenService.UNUSED_FOR.plusSeconds(1));
    service.mostSwept = 1;

    service.sweep();
    assertThat(List.of(isKept(ACME, ada), isKept(ACME, bob)))
        .containsExactlyInAnyOrder(true, false);
    service.sweep();

    assertThat(List.of(isKept(ACME, ada), isKept(ACME, bob))).containsOnly(false);
  }
}
