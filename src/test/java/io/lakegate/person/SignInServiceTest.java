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
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInServiceTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String PASSWORD = "correct horse battery";
  private static final SignInOrigin HERE = new SignInOrigin("192.0.2.1", "Firefox on Linux");

  private final RecordedAudit audit = new RecordedAudit();
  private final MovingClock clock = new MovingClock(NOON);
  private PersonService people;
  private SignInService signIns;
  private Caller ada;

  @BeforeEach
  void start() {
    people = People.withPasswords(database, clock, audit);
    signIns = new SignInService();
    signIns.audit = audit;
    signIns.repository = database.repository(SignInRepository.class);
    signIns.people = people;
    signIns.providers = Providers.service(database, clock);
    signIns.clock = clock;
    Person person = people.create(ACME, "ada", Role.EDITORS, PASSWORD, true);
    ada = new Caller(ACME, "acme", person.getId(), "ada", Role.EDITORS);
  }

  private String signIn() {
    return signIns.signIn(ACME, "ada", PASSWORD, HERE);
  }

  private boolean isKnown(String secret) {
    return signIns.find(ACME, secret, true).isPresent();
  }

  @Test
  void knows_who_is_behind_a_cookie_with_the_present_role() {
    SignInService.Present present = signIns.find(ACME, signIn(), true).orElseThrow();

    assertThat(present.caller("acme")).contains(ada);
  }

  @Test
  void gives_a_new_secret_each_time_and_stores_none() {
    String first = signIn();
    String second = signIn();

    assertThat(first).isNotEqualTo(second);
    assertThat(signIns.repository.findByCookie(ACME, first)).isEmpty();
  }

  @Test
  void knows_no_cookie_of_another_tenant() {
    assertThat(signIns.find(GLOBEX, signIn(), true)).isEmpty();
  }

  @Test
  void ends_after_hours_without_activity() {
    String secret = signIn();

    clock.passes(SignIn.IDLE);

    assertThat(isKnown(secret)).isFalse();
  }

  @Test
  void lives_on_while_somebody_is_active() {
    String secret = signIn();

    clock.passes(Duration.ofHours(3));
    assertThat(isKnown(secret)).isTrue();
    clock.passes(Duration.ofHours(3));

    assertThat(isKnown(secret)).isTrue();
  }

  @Test
  void takes_a_page_that_refreshes_itself_for_no_activity() {
    String secret = signIn();

    clock.passes(Duration.ofHours(3));
    signIns.find(ACME, secret, false);
    clock.passes(Duration.ofHours(3));

    assertThat(isKnown(secret)).isFalse();
  }

  @Test
  void ends_after_a_working_day_whatever_happens() {
    String secret = signIn();
    for (int hour = 1; hour < 12; hour++) {
      clock.passes(Duration.ofHours(1));
      assertThat(isKnown(secret)).isTrue();
    }

    clock.passes(Duration.ofHours(1));

    assertThat(isKnown(secret)).isFalse();
  }

  @Test
  void signs_out_one_browser_and_no_other() {
    String one = signIn();
    String other = signIn();

    signIns.signOut(ACME, one);

    assertThat(isKnown(one)).isFalse();
    assertThat(isKnown(other)).isTrue();
  }

  @Test
  void signs_out_nobody_of_another_tenant() {
    String secret = signIn();

    signIns.signOut(GLOBEX, secret);

    assertThat(isKnown(secret)).isTrue();
  }

  @Test
  void lists_ones_own_and_says_which_is_this_browser() {
    String here = signIn();
    signIn();

    assertThat(signIns.listOwn(ACME, ada)).filteredOn(found -> found.isBehind(here)).hasSize(1);
    assertThat(signIns.listOwn(ACME, ada)).hasSize(2);
  }

  @Test
  void ends_all_the_others() {
    String here = signIn();
    String there = signIn();

    signIns.endOthers(ACME, ada, here);

    assertThat(isKnown(here)).isTrue();
    assertThat(isKnown(there)).isFalse();
  }

  @Test
  void signing_in_again_ends_the_former_sign_in_of_that_browser_and_of_no_other() {
    String before = signIn();
    String elsewhere = signIn();

    String now =
        signIns.signIn(
            ACME, "ada", PASSWORD, new SignInOrigin("192.0.2.1", "Firefox", Set.of(before)));

    assertThat(isKnown(now)).isTrue();
    assertThat(isKnown(before)).isFalse();
    assertThat(isKnown(elsewhere)).isTrue();
  }

  @Test
  void signing_in_as_somebody_else_ends_the_former_sign_in_of_that_browser() {
    people.create(ACME, "bob", Role.EDITORS, PASSWORD, false);
    String adas = signIn();

    signIns.signIn(ACME, "bob", PASSWORD, new SignInOrigin("192.0.2.1", "Firefox", Set.of(adas)));

    assertThat(isKnown(adas)).isFalse();
  }

  @Test
  void who_has_yet_to_choose_a_password_gets_no_live_events() {
    people.create(ACME, "bob", Role.EDITORS, PASSWORD, false);
    String bobs = signIns.signIn(ACME, "bob", PASSWORD, HERE);

    assertThat(signIns.callerStill(ACME, "acme", bobs)).isPresent();
    assertThat(signIns.callerStill(ACME, "acme", signIn())).isEmpty();
  }

  @Test
  void a_wrong_password_ends_no_sign_in() {
    String before = signIn();

    assertThatThrownBy(
            () ->
                signIns.signIn(
                    ACME, "ada", "wrong", new SignInOrigin("192.0.2.1", "Firefox", Set.of(before))))
        .isInstanceOf(LakegateException.class);

    assertThat(isKnown(before)).isTrue();
  }

  @Test
  void says_who_came_from_where_and_left() {
    String secret = signIn();
    signIns.signOut(ACME, secret);
    signIns.signOut(ACME, secret);

    assertThat(audit.actions()).containsExactly(AuditAction.SIGN_IN, AuditAction.SIGN_OUT);
    assertThat(audit.recorded()).extracting("actor").containsOnly("ada");
    assertThat(audit.recorded().get(0).after()).contains("Firefox on Linux", "password");
  }

  @Test
  void says_by_which_name_somebody_was_not_let_in_and_never_with_which_password() {
    assertThatThrownBy(() -> signIns.signIn(ACME, "nobody", "canary-password", HERE))
        .isInstanceOf(LakegateException.class);

    assertThat(audit.last().actor()).isEqualTo("nobody");
    assertThat(audit.last().entry().refusal()).isEqualTo(ErrorCode.SIGN_IN_REFUSED);
    assertThat(audit.recorded().toString()).doesNotContain("canary-password");
  }

  @Test
  void says_that_somebody_is_locked_out() {
    for (int tries = 0; tries < 12; tries++) {
      assertThatThrownBy(() -> signIns.signIn(ACME, "ada", "wrong", HERE))
          .isInstanceOf(LakegateException.class);
    }

    assertThat(audit.last().entry().refusal()).isEqualTo(ErrorCode.SIGN_IN_LOCKED);
  }
}
