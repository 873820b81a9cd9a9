package io.lakegate.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.client.oidc.Certificates;
import io.lakegate.client.oidc.OidcCertificate;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.json.bind.JsonbBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityProviderServiceTest extends RepositoryTest {
  private static final String ISSUER = "http://127.0.0.1:9999/tenant";

  private final Caller administrator = Providers.administrator(ACME);
  private final Caller editor = new Caller(ACME, "acme", UUID.randomUUID(), "ada", Role.EDITORS);
  private IdentityProviderService providers;
  private boolean byGroup = true;
  private boolean byLocalAccount = true;

  @BeforeEach
  void start() {
    providers = Providers.service(database, Clock.systemUTC());
    providers.administrators =
        new RemainingAdministrators() {
          @Override
          public void hold(TenantId tenant) {
            // Nobody else is there.
          }

          @Override
          public boolean byGroup(TenantId tenant) {
            return byGroup;
          }

          @Override
          public boolean byLocalAccount(TenantId tenant) {
            return byLocalAccount;
          }
        };
  }

  private IdentityProvider save(IdentityProviderForm form) {
    return providers.save(ACME, administrator, form);
  }

  private static IdentityProviderForm changed(IdentityProvider provider) {
    return IdentityProviderForm.of(provider);
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static void invalid(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.fields()).containsOnlyKeys(field));
  }

  @Test
  void keeps_what_is_given_and_the_secret_sealed() {
    IdentityProvider saved = save(Providers.form(ISSUER));

    IdentityProvider found = providers.get(ACME, administrator);
    assertThat(IdentityProviderView.of(found)).isEqualTo(IdentityProviderView.of(saved));
    assertThat(found.getIssuer()).isEqualTo(ISSUER);
    assertThat(found.getScopes()).containsExactly("profile");
    assertThat(found.getGroupClaims()).containsExactly("groups", "roles");
    assertThat(found.sealedSecret()).doesNotContain("client secret");
    assertThat(providers.registration(ACME, found).secret()).isEqualTo("client secret");
  }

  @Test
  void proves_lakegate_with_a_pasted_certificate_whose_key_is_sealed() {
    OidcCertificate pair = Certificates.made(1, "CN=Contoso", Instant.now(), Duration.ofDays(90));
    IdentityProviderForm form = Providers.form(ISSUER);
    form.setCertificate(pair.certificatePem());
    form.setPrivateKey(pair.keyPem());

    IdentityProvider saved = save(form);

    assertThat(saved.sealedKey()).doesNotContain("PRIVATE");
    assertThat(providers.registration(ACME, saved).certificate()).isEqualTo(pair);
    assertThat(IdentityProviderView.of(saved).certificate().expiresAt())
        .isEqualTo(OidcCertificate.expiry(pair.certificate()));
    assertThat(JsonbBuilder.create().toJson(IdentityProviderView.of(saved)))
        .contains("BEGIN CERTIFICATE")
        .doesNotContain("PRIVATE", pair.keyPem().substring(30, 80));

    IdentityProviderForm renamed = changed(saved);
    renamed.setName("Contoso AG");
    assertThat(providers.registration(ACME, save(renamed)).certificate()).isEqualTo(pair);
    assertThat(renamed.getPrivateKey()).isNull();

    IdentityProvider without = providers.removeCertificate(ACME, administrator);
    assertThat(providers.registration(ACME, without).certificate()).isNull();
    assertThat(providers.registration(ACME, without).secret()).isEqualTo("client secret");
  }

  @Test
  void takes_no_certificate_it_could_not_prove_itself_with() {
    OidcCertificate pair = Certificates.made(1, "CN=Contoso", Instant.now(), Duration.ofDays(90));
    OidcCertificate old =
        Certificates.made(2, "CN=Old", Instant.now().minus(Duration.ofDays(2)), Duration.ofDays(1));

    invalid("privateKey", () -> save(proved(pair.certificatePem(), null)));
    invalid("certificate", () -> save(proved(null, pair.keyPem())));
    invalid("certificate", () -> save(proved("hello", pair.keyPem())));
    invalid("privateKey", () -> save(proved(pair.certificatePem(), old.keyPem())));
    invalid("certificate", () -> save(proved(old.certificatePem(), old.keyPem())));
  }

  private static IdentityProviderForm proved(String certificate, String key) {
    IdentityProviderForm form = Providers.form(ISSUER);
    form.setCertificate(certificate);
    form.setPrivateKey(key);
    return form;
  }

  @Test
  void uses_a_key_pair_it_made_only_once_the_provider_has_its_certificate() {
    save(Providers.form(ISSUER));
    refused(
        ErrorCode.CERTIFICATE_NOT_PREPARED, () -> providers.useCertificate(ACME, administrator));

    IdentityProvider prepared = providers.prepareCertificate(ACME, administrator);
    assertThat(providers.registration(ACME, prepared).certificate()).isNull();
    assertThat(prepared.nextSealedKey()).doesNotContain("PRIVATE");

    IdentityProvider used = providers.useCertificate(ACME, administrator);
    assertThat(used.getNextCertificate()).isNull();
    assertThat(providers.registration(ACME, used).certificate().certificatePem())
        .isEqualTo(prepared.getNextCertificate());
    refused(ErrorCode.FORBIDDEN, () -> providers.prepareCertificate(ACME, editor));
    refused(ErrorCode.FORBIDDEN, () -> providers.useCertificate(ACME, editor));
    refused(ErrorCode.FORBIDDEN, () -> providers.removeCertificate(ACME, editor));
  }

  @Test
  void tells_administrators_of_a_certificate_that_ends_within_a_month() {
    save(Providers.form(ISSUER));
    assertThat(providers.certificateEnd(ACME, administrator)).isEmpty();
    providers.prepareCertificate(ACME, administrator);
    IdentityProvider used = providers.useCertificate(ACME, administrator);
    Instant end = ClientCertificateView.of(used.getCertificate()).expiresAt();

    providers.clock = Clock.fixed(end.minus(Duration.ofDays(30)).minusSeconds(1), ZoneOffset.UTC);
    assertThat(providers.certificateEnd(ACME, administrator)).isEmpty();

    providers.clock = Clock.fixed(end.minus(Duration.ofDays(30)), ZoneOffset.UTC);
    assertThat(providers.certificateEnd(ACME, administrator)).contains(end);
    assertThat(providers.certificateEnd(ACME, editor)).isEmpty();
    assertThat(providers.certificateEnd(GLOBEX, administrator)).isEmpty();
  }

  @Test
  void warns_a_month_before_a_certificate_expires() {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    ClientCertificateView certificate =
        ClientCertificateView.of(
            Certificates.made(1, "CN=x", noon, Duration.ofDays(90)).certificatePem());

    assertThat(certificate.isExpiring(noon.plus(Duration.ofDays(60)).minusSeconds(1))).isFalse();
    assertThat(certificate.isExpiring(noon.plus(Duration.ofDays(60)))).isTrue();
    assertThat(certificate.isExpired(noon.plus(Duration.ofDays(90)).minusSeconds(1))).isFalse();
    assertThat(certificate.isExpired(noon.plus(Duration.ofDays(90)))).isTrue();
  }

  @Test
  void keeps_for_how_long_groups_count_and_what_else_is_switched_on() {
    IdentityProvider plain = save(Providers.form(ISSUER));
    assertThat(plain.getGroupsCountFor()).isEqualTo(Duration.ofHours(12));
    assertThat(plain.isGroupNames()).isFalse();
    assertThat(plain.getExchangeAudiences()).isEmpty();

    IdentityProviderForm form = changed(plain);
    form.setGroupsCountFor("PT15M");
    form.setGroupNames(true);
    form.setExchangeAudiences(List.of("api://lakegate", "other"));
    save(form);

    IdentityProvider found = providers.get(ACME, administrator);
    assertThat(found.getGroupsCountFor()).isEqualTo(Duration.ofMinutes(15));
    assertThat(found.isGroupNames()).isTrue();
    assertThat(found.getExchangeAudiences()).containsExactly("api://lakegate", "other");
    for (String life : List.of("PT14M", "PT25H", "soon")) {
      IdentityProviderForm other = changed(found);
      other.setGroupsCountFor(life);
      invalid("groupsCountFor", () -> save(other));
    }
  }

  @Test
  void is_not_found_in_another_tenant() {
    save(Providers.form(ISSUER));

    assertThat(providers.find(GLOBEX)).isEmpty();
    refused(
        ErrorCode.IDENTITY_PROVIDER_NOT_FOUND,
        () -> providers.get(GLOBEX, Providers.administrator(GLOBEX)));
    providers.recordTrial(GLOBEX, Providers.administrator(GLOBEX), "{}", null);
    assertThat(providers.findTrial(ACME, administrator)).isEmpty();
    assertThatThrownBy(() -> providers.registration(GLOBEX, providers.get(ACME, administrator)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void is_for_administrators() {
    refused(ErrorCode.FORBIDDEN, () -> providers.get(ACME, editor));
    refused(ErrorCode.FORBIDDEN, () -> providers.save(ACME, editor, Providers.form(ISSUER)));
    // Nor do they learn what would be wrong with it.
    refused(ErrorCode.FORBIDDEN, () -> providers.save(ACME, editor, null));
    refused(ErrorCode.FORBIDDEN, () -> providers.delete(ACME, editor));
    refused(ErrorCode.FORBIDDEN, () -> providers.recordTrial(ACME, editor, "{}", null));
    refused(ErrorCode.FORBIDDEN, () -> providers.findTrial(ACME, editor));
    assertThat(providers.find(ACME)).isEmpty();
  }

  @Test
  void keeps_the_secret_when_none_is_given() {
    IdentityProvider saved = save(Providers.form(ISSUER));
    IdentityProviderForm form = changed(saved);
    form.setName("Contoso AG");

    IdentityProvider renamed = save(form);

    assertThat(providers.registration(ACME, renamed).secret()).isEqualTo("client secret");
  }

  @Test
  void sends_a_kept_secret_nowhere_else() {
    IdentityProvider saved = save(Providers.form(ISSUER));
    IdentityProviderForm elsewhere = changed(saved);
    elsewhere.setIssuer("http://127.0.0.1:6666/evil");

    invalid("secret", () -> save(elsewhere));
    assertThat(providers.get(ACME, administrator).getIssuer()).isEqualTo(ISSUER);
  }

  @Test
  void takes_changes_of_the_present_version_only() {
    IdentityProvider saved = save(Providers.form(ISSUER));
    IdentityProviderForm form = changed(saved);
    save(changed(saved));

    form.setVersion(saved.getVersion() + 7);
    refused(ErrorCode.STALE, () -> save(form));
    form.setVersion(null);
    invalid("version", () -> save(form));
  }

  @Test
  void refuses_hosts_that_may_not_be_asked() {
    refused(
        ErrorCode.HOST_NOT_ALLOWED, () -> save(Providers.form("https://169.254.169.254/tenant")));
    invalid("issuer", () -> save(Providers.form("https://login.example/tenant?x=y")));
    invalid("issuer", () -> save(Providers.form("file:///etc/passwd")));
    invalid("issuer", () -> save(Providers.form("http://login.example/tenant")));
  }

  @Test
  void names_the_field_that_does_not_fit() {
    IdentityProviderForm form = Providers.form(ISSUER);
    form.setClientId("two words");
    invalid("clientId", () -> save(form));

    form.setClientId("lakegate");
    form.setUserNameClaims(List.of());
    invalid("userNameClaims", () -> save(form));
  }

  @Test
  void keeps_the_longest_that_is_taken() {
    List<String> scopes = IntStream.range(100, 120).mapToObj(i -> i + "x".repeat(197)).toList();
    List<String> words = scopes.subList(0, 5);
    IdentityProviderForm form = Providers.form("http://127.0.0.1:9/" + "x".repeat(481));
    form.setClientId("x".repeat(200));
    form.setSecret("s".repeat(2000));
    form.setScopes(scopes);
    form.setUserNameClaims(words);
    form.setGroupClaims(words);

    IdentityProvider saved = save(form);

    assertThat(saved.getIssuer()).hasSize(500);
    assertThat(providers.get(ACME, administrator).getScopes()).isEqualTo(scopes);
    assertThat(providers.registration(ACME, saved).secret()).hasSize(2000);
    providers.recordTrial(ACME, administrator, "x".repeat(900_000), null);
  }

  @Test
  void does_not_switch_off_the_accounts_of_the_only_administrators() {
    byGroup = false;
    IdentityProviderForm form = Providers.form(ISSUER);
    form.setLocalAccounts(false);

    refused(ErrorCode.LAST_ADMINISTRATOR, () -> save(form));
    byGroup = true;
    assertThat(save(form).isLocalAccounts()).isFalse();
  }

  @Test
  void does_not_leave_a_tenant_whose_administrators_all_come_from_it() {
    byLocalAccount = false;
    IdentityProvider saved = save(Providers.form(ISSUER));

    refused(ErrorCode.LAST_ADMINISTRATOR, () -> providers.delete(ACME, administrator));
    IdentityProviderForm form = changed(saved);
    form.setLive(false);
    refused(ErrorCode.LAST_ADMINISTRATOR, () -> save(form));
  }

  @Test
  void lets_local_accounts_in_while_it_is_not_live() {
    IdentityProviderForm form = Providers.form(ISSUER);
    form.setLive(false);
    form.setLocalAccounts(false);

    assertThat(save(form).isLocalAccounts()).isTrue();
  }

  @Test
  void is_gone_when_deleted() {
    save(Providers.form(ISSUER));

    providers.delete(ACME, administrator);

    assertThat(providers.find(ACME)).isEmpty();
  }

  @Test
  void shows_the_last_trial_and_stays_the_version_it_is() {
    IdentityProvider saved = save(Providers.form(ISSUER));

    providers.recordTrial(ACME, administrator, "{\"userName\":\"ada\"}", null);

    ProviderTrial trial = providers.findTrial(ACME, administrator).orElseThrow();
    assertThat(trial.getFindings()).contains("ada");
    assertThat(trial.getTriedBy()).isEqualTo("root");
    assertThat(trial.getTriedAt()).isNotNull();
    assertThat(providers.get(ACME, administrator).getVersion()).isEqualTo(saved.getVersion());
    providers.recordTrial(ACME, administrator, "{\"userName\":\"bob\"}", null);
    assertThat(providers.findTrial(ACME, administrator).orElseThrow().getFindings())
        .contains("bob");
  }

  private IdentityProvider notLive() {
    IdentityProviderForm form = Providers.form(ISSUER);
    form.setLive(false);
    form.setLiveAnyway(false);
    return save(form);
  }

  private static IdentityProviderForm live(IdentityProvider stored) {
    IdentityProviderForm form = changed(stored);
    form.setLive(true);
    return form;
  }

  private void notTried(IdentityProviderForm form) {
    assertThatThrownBy(() -> save(form))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_NOT_TRIED);
              assertThat(refusal.fields()).containsOnlyKeys("live");
            });
  }

  @Test
  void goes_live_once_somebody_signed_in_with_the_settings_as_they_are_stored() {
    IdentityProvider stored = notLive();
    notTried(live(stored));
    providers.recordTrial(ACME, administrator, "{}", null);
    notTried(live(stored));
    assertThat(providers.get(ACME, administrator).isLive()).isFalse();

    providers.recordTrial(ACME, administrator, "{}", stored.digest());
    providers.recordTrial(ACME, administrator, "{\"problem\":\"a later one failed\"}", null);

    assertThat(save(live(stored)).isLive()).isTrue();
    assertThat(audit().actions()).doesNotContain(AuditAction.LIVE_WITHOUT_TRIAL);
  }

  private RecordedAudit audit() {
    return (RecordedAudit) providers.audit;
  }

  @Test
  void takes_no_trial_of_other_settings_for_one_of_these() {
    IdentityProvider stored = notLive();
    providers.recordTrial(ACME, administrator, "{}", stored.digest());
    List<Consumer<IdentityProviderForm>> changes =
        List.of(
            form -> form.setGroupClaims(List.of("realm_access.roles")),
            form -> form.setUserNameClaims(List.of("sub")),
            form -> form.setNameClaim("nick"),
            form -> form.setScopes(List.of("profile", "groups")),
            form -> form.setSecret("another secret"),
            form -> form.setPersonTokens(true),
            form -> {
              form.setIssuer(ISSUER + "/");
              form.setSecret("client secret");
            });

    assertThat(changes)
        .allSatisfy(
            change -> {
              IdentityProviderForm form = live(stored);
              change.accept(form);
              notTried(form);
            });
  }

  @Test
  void goes_live_without_a_trial_only_when_that_is_said_and_records_it() {
    IdentityProvider stored = notLive();
    IdentityProviderForm form = live(stored);
    form.setLiveAnyway(true);

    assertThat(save(form).isLive()).isTrue();

    assertThat(audit().actions()).contains(AuditAction.LIVE_WITHOUT_TRIAL);
    assertThat(JsonbBuilder.create().toJson(IdentityProviderView.of(stored)))
        .doesNotContain("Anyway");
  }

  @Test
  void stays_live_while_what_people_sign_in_by_stays_the_same() {
    IdentityProvider stored = save(Providers.form(ISSUER));
    IdentityProviderForm renewed = changed(stored);
    renewed.setName("Contoso AG");
    renewed.setSecret("the secret of next year");
    renewed.setGroupsCountFor("PT1H");

    IdentityProvider saved = save(renewed);

    assertThat(saved.isLive()).isTrue();
    IdentityProviderForm moved = changed(saved);
    moved.setGroupClaims(List.of("other"));
    notTried(moved);
  }
}
