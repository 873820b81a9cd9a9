package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.identityprovider.Providers;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.settings.ChangedSettings;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of one's password asks for, and what ends with the former one. */
class PasswordServiceTest extends RepositoryTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String PASSWORD = "correct horse battery";
  private static final String CHOSEN = "another password";
  private static final SignInOrigin HERE = new SignInOrigin("192.0.2.1", "Firefox on Linux");

  private final RecordedAudit audit = new RecordedAudit();
  private final MovingClock clock = new MovingClock(NOON);
  private PasswordService passwords;
  private Caller ada;
  private String here;
  private String there;

  @BeforeEach
  void start() {
    PersonService people = People.withPasswords(database, clock, audit);
    SignInService signIns = new SignInService();
    signIns.audit = audit;
    signIns.repository = database.repository(SignInRepository.class);
    signIns.people = people;
    signIns.providers = Providers.service(database, clock);
    signIns.clock = clock;
    RestTokenService tokens = new RestTokenService();
    tokens.audit = audit;
    tokens.repository = database.repository(RestTokenRepository.class);
    tokens.clock = clock;
    tokens.signIns = signIns;
    passwords = new PasswordService();
    passwords.people = people;
    passwords.signIns = signIns;
    passwords.tokens = tokens;
    Person person = people.create(ACME, "ada", Role.EDITORS, PASSWORD, false);
    ada = new Caller(ACME, "acme", person.getId(), "ada", Role.EDITORS);
    here = signIns.signIn(ACME, "ada", PASSWORD, HERE);
    there = signIns.signIn(ACME, "ada", PASSWORD, HERE);
  }

  private String change(String current, String chosen, boolean revokeTokens) {
    return passwords.change(
        ACME,
        ada,
        here,
        new PersonService.PasswordChange(current, chosen, HERE.address()),
        revokeTokens);
  }

  private boolean isKnown(String secret) {
    return passwords.signIns.find(ACME, secret, true).isPresent();
  }

  private RestToken token(TenantId tenant, UUID person) {
    return passwords.tokens.repository.create(
        tenant,
        new RestToken(tenant, person, "ci", Role.EDITORS, NOON, NOON.plusSeconds(3600)),
        null);
  }

  private boolean isAlive(RestToken token) {
    return passwords.tokens.callerOf(ACME, "acme", token.getId()).isPresent();
  }

  @Test
  void this_browser_goes_on_behind_a_new_secret_and_every_other_sign_in_ends() {
    String renewed = change(PASSWORD, CHOSEN, false);

    assertThat(isKnown(renewed)).isTrue();
    assertThat(isKnown(here)).isFalse();
    assertThat(isKnown(there)).isFalse();
  }

  @Test
  void tokens_stay_unless_their_end_is_wished() {
    RestToken token = token(ACME, ada.personId());

    change(PASSWORD, CHOSEN, false);

    assertThat(isAlive(token)).isTrue();
    assertThat(passwords.tokens.countOwnActive(ACME, ada)).isEqualTo(1);
  }

  @Test
  void all_tokens_of_the_person_and_nobody_elses_are_revoked_when_wished() {
    RestToken one = token(ACME, ada.personId());
    RestToken other = token(ACME, ada.personId());
    Person bob = People.local(database, ACME, "bob", Role.EDITORS);
    RestToken bobs = token(ACME, bob.getId());

    change(PASSWORD, CHOSEN, true);

    assertThat(isAlive(one)).isFalse();
    assertThat(isAlive(other)).isFalse();
    assertThat(isAlive(bobs)).isTrue();
    assertThat(passwords.tokens.countOwnActive(ACME, ada)).isZero();
  }

  @Test
  void nothing_ends_when_the_present_password_was_wrong_or_the_new_one_is_refused() {
    RestToken token = token(ACME, ada.personId());

    invalid("current", "wrong", CHOSEN);
    invalid("chosen", PASSWORD, "password1234");

    assertThat(isKnown(here)).isTrue();
    assertThat(isKnown(there)).isTrue();
    assertThat(isAlive(token)).isTrue();
  }

  private void invalid(String field, String current, String chosen) {
    assertThatThrownBy(() -> change(current, chosen, true))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.fields()).containsOnlyKeys(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "globex-mining1",
        "Globex Mining!",
        "sohne2026sohne",
        "ada-ada-ada-ada",
        "ADA123lakegate"
      })
  void refuses_the_names_of_the_organisation_and_of_the_person(String chosen) {
    invalid("chosen", PASSWORD, chosen);
  }

  @Test
  void takes_the_demos_password_in_the_demo_only() {
    SETTINGS.set(Setting.DEMO_PASSWORD, "demo-demo-demo");
    invalid("chosen", PASSWORD, "demo-demo-demo");

    SETTINGS.set(Setting.DEMO, "true");

    assertThat(change(PASSWORD, "demo-demo-demo", false)).isNotNull();
  }

  @Test
  void knows_a_password_however_its_characters_are_written() {
    change(PASSWORD, "drei kühne Königsﬁsche", false);

    assertThat(
            passwords
                .people
                .authenticate(ACME, "ada", "drei ku\u0308hne Ko\u0308nigsfische", "192.0.2.1")
                .getUserName())
        .isEqualTo("ada");
  }

  @Test
  void still_knows_a_password_that_was_stored_as_it_was_typed() {
    Person person = passwords.people.find(ACME, ada.personId()).orElseThrow();
    String typed = "ku\u0308hn wie ehedem";
    person.changePassword(passwords.people.hash.generate(typed.toCharArray()), false);
    passwords.people.repository.save(ACME, person);

    assertThat(passwords.people.authenticate(ACME, "ada", typed, "192.0.2.1")).isNotNull();
  }

  @Test
  void still_knows_a_password_that_could_not_be_set_any_more() {
    Person person = passwords.people.find(ACME, ada.personId()).orElseThrow();
    person.changePassword(passwords.people.hash.generate("short".toCharArray()), false);
    passwords.people.repository.save(ACME, person);

    assertThat(passwords.people.authenticate(ACME, "ada", "short", "192.0.2.1")).isNotNull();
  }

  @Test
  void a_sign_in_with_the_former_password_at_the_same_moment_is_worth_nothing() {
    PersonService slow =
        new PersonService() {
          @Override
          public Person authenticate(
              TenantId tenant, String userName, String password, String address) {
            Person proved = passwords.people.authenticate(tenant, userName, password, address);
            change(PASSWORD, CHOSEN, true);
            return proved;
          }
        };
    slow.repository = passwords.people.repository;
    SignInService node = new SignInService();
    node.audit = audit;
    node.repository = passwords.signIns.repository;
    node.providers = passwords.signIns.providers;
    node.clock = clock;
    node.people = slow;

    assertThatThrownBy(() -> node.signIn(ACME, "ada", PASSWORD, HERE))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SIGN_IN_REFUSED));
    assertThat(passwords.signIns.listOwn(ACME, ada)).hasSize(1);
  }

  @Test
  void a_sign_in_that_a_change_on_its_way_has_missed_is_worth_nothing() throws Exception {
    ExecutorService browser = Executors.newSingleThreadExecutor();
    try (Connection changing = database.dataSource().getConnection()) {
      changing.setAutoCommit(false);
      try (Statement change = changing.createStatement()) {
        change.executeUpdate("update person set password_hash = 'changed'");
      }

      Future<String> secret =
          browser.submit(() -> passwords.signIns.signIn(ACME, "ada", PASSWORD, HERE));

      assertThatThrownBy(() -> secret.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      changing.commit();
      assertThatThrownBy(secret::get).hasCauseInstanceOf(LakegateException.class);
      assertThat(passwords.signIns.listOwn(ACME, ada)).hasSize(2);
    } finally {
      browser.shutdown();
    }
  }

  @Test
  void says_that_a_password_was_changed_and_never_which() {
    token(ACME, ada.personId());

    change(PASSWORD, "canary-password-2", true);

    assertThat(audit.actions())
        .contains(AuditAction.CHANGE_PASSWORD, AuditAction.END_SIGN_INS, AuditAction.REVOKE_TOKEN);
    assertThat(audit.recorded().toString()).doesNotContain("canary-password-2", PASSWORD);
  }
}
