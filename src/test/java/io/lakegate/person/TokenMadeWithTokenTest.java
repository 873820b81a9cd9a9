package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.security.SigningKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token that was made with a token is worth no more, ends no later and goes with it. */
class TokenMadeWithTokenTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private PersonRepository people;
  private RestTokenService tokens;
  private Caller ada;
  private RestToken parent;

  @BeforeEach
  void start() {
    people = database.repository(PersonRepository.class);
    tokens = new RestTokenService();
    tokens.audit = new RecordedAudit();
    tokens.repository = database.repository(RestTokenRepository.class);
    tokens.keys = new Unsigned();
    tokens.signIns = new SignInService();
    tokens.forms = TestForms.forms();
    tokens.clock = new MovingClock(NOON);
    Person person = new Person(ACME, "ada", Role.ADMINISTRATORS, NOON);
    person.changePassword("hash", false);
    ada = new Caller(ACME, "acme", people.save(ACME, person).getId(), "ada", Role.ADMINISTRATORS);
    parent = tokens.create(ACME, ada, form("PT1H"), null).row();
  }

  private Caller bearing(RestToken token) {
    return tokens.callerOf(ACME, "acme", token.getId()).orElseThrow();
  }

  private RestToken madeWith(RestToken token, String expiresIn, String... roles) {
    return tokens.create(ACME, bearing(token), form(expiresIn, roles), null).row();
  }

  private boolean isAlive(RestToken token) {
    return tokens.callerOf(ACME, "acme", token.getId()).isPresent();
  }

  @Test
  void ends_no_later_than_that_token() {
    assertThat(madeWith(parent, "P90D").getExpiresAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(madeWith(parent, null).getExpiresAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(madeWith(parent, "PT10M").getExpiresAt()).isEqualTo(NOON.plusSeconds(600));
    RestToken grandchild = madeWith(madeWith(parent, "P1D"), "P90D");
    assertThat(grandchild.getExpiresAt()).isEqualTo(NOON.plusSeconds(3600));
  }

  @Test
  void is_revoked_with_it_through_any_depth_and_on_every_node() {
    RestToken child = madeWith(parent, null);
    RestToken sibling = madeWith(parent, null);
    RestToken last = child;
    for (int depth = 0; depth < 10; depth++) {
      last = madeWith(last, null);
    }
    RestToken another = tokens.create(ACME, ada, form(null), null).row();

    tokens.revoke(ACME, ada, child.getId());

    assertThat(isAlive(child)).isFalse();
    assertThat(isAlive(last)).isFalse();
    assertThat(isAlive(sibling)).isTrue();
    assertThat(isAlive(another)).isTrue();
    tokens.revoke(ACME, ada, parent.getId());
    assertThat(isAlive(sibling)).isFalse();
    assertThat(isAlive(another)).isTrue();
  }

  @Test
  void is_not_made_with_a_token_that_was_revoked_meanwhile() {
    Caller bearer = bearing(parent);
    tokens.revoke(ACME, ada, parent.getId());

    refused(ErrorCode.TOKEN_REFUSED, () -> tokens.create(ACME, bearer, form(null), null));
    assertThat(tokens.list(ACME, ada, false, null, 10)).hasSize(1);
  }

  @Test
  void none_escapes_that_is_made_while_its_maker_is_revoked() throws Exception {
    Caller bearer = bearing(parent);
    ExecutorService both = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        if (i == 6) {
          running.add(both.submit(() -> tokens.revoke(ACME, ada, parent.getId())));
        }
        running.add(
            both.submit(
                () -> {
                  try {
                    tokens.create(ACME, bearer, form(null), null);
                  } catch (LakegateException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.TOKEN_REFUSED);
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      both.shutdownNow();
    }

    assertThat(tokens.list(ACME, ada, false, null, 100))
        .allSatisfy(row -> assertThat(row.getRevokedAt()).isNotNull());
  }

  @Test
  void says_what_it_was_made_with() {
    RestToken child = madeWith(parent, null);

    assertThat(child.getMadeWith()).isEqualTo(parent.getId());
    assertThat(RestTokenView.of(child, null, "acme", "ada").madeWith()).isEqualTo(parent.getId());
    assertThat(tokens.namesOfMakers(ACME, List.of(child)))
        .containsExactly(Map.entry(parent.getId(), "ci"));
    assertThat(tokens.namesOfMakers(GLOBEX, List.of(child))).isEmpty();
  }

  @Test
  void that_is_narrower_neither_sees_nor_revokes_nor_makes_a_wider_one() {
    RestToken narrow = madeWith(parent, null, "Viewers");
    RestToken below = madeWith(narrow, null);
    RestToken editors = madeWith(parent, null, "Editors");
    Caller bearer = bearing(narrow);

    assertThat(tokens.list(ACME, bearer, false, null, 10)).containsExactlyInAnyOrder(narrow, below);
    refused(ErrorCode.FORBIDDEN, () -> tokens.list(ACME, bearer, true, null, 10));
    refused(ErrorCode.FORBIDDEN, () -> tokens.get(ACME, bearer, parent.getId()));
    refused(ErrorCode.FORBIDDEN, () -> tokens.revoke(ACME, bearer, parent.getId()));
    refused(ErrorCode.FORBIDDEN, () -> tokens.revoke(ACME, bearer, editors.getId()));
    invalid("roles", () -> tokens.create(ACME, bearer, form(null, "Editors"), null));
    assertThat(isAlive(parent)).isTrue();
  }

  @Test
  void revokes_itself_and_what_is_no_wider() {
    RestToken narrow = madeWith(parent, null, "Viewers");
    RestToken below = madeWith(narrow, null);

    tokens.revoke(ACME, bearing(narrow), below.getId());
    tokens.revoke(ACME, bearing(narrow), narrow.getId());

    assertThat(isAlive(below)).isFalse();
    assertThat(isAlive(narrow)).isFalse();
    assertThat(isAlive(parent)).isTrue();
  }

  @Test
  void still_revokes_itself_and_its_own_after_its_person_lost_a_role() {
    RestToken child = madeWith(parent, null);
    Caller demoted = new Caller(ACME, "acme", ada.personId(), "ada", Role.VIEWERS);

    tokens.revoke(ACME, demoted.bearing(parent.getId()), child.getId());
    tokens.revoke(ACME, demoted.bearing(parent.getId()), parent.getId());

    assertThat(isAlive(parent)).isFalse();
  }

  @Test
  void is_not_made_for_a_password_that_was_changed_meanwhile() {
    Person person = people.find(ACME, ada.personId()).orElseThrow();
    PersonService service = new PersonService();
    service.repository = people;
    tokens.people = service;
    Person changed = people.find(ACME, ada.personId()).orElseThrow();
    changed.changePassword("another", false);
    people.save(ACME, changed);

    refused(
        ErrorCode.SIGN_IN_REFUSED, () -> tokens.createByPassword(ACME, ada, form(null), person));
    assertThat(tokens.list(ACME, ada, false, null, 10))
        .filteredOn(row -> row.getRevokedAt() == null)
        .containsExactly(parent);
  }

  private static RestTokenForm form(String expiresIn, String... roles) {
    RestTokenForm form = new RestTokenForm();
    form.setName("ci");
    form.setExpiresIn(expiresIn);
    form.setRoles(List.of(roles));
    return form;
  }

  private static void invalid(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.fields()).containsOnlyKeys(field));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static final class Unsigned extends SigningKeys {
    @Override
    public String sign(UUID id, Caller caller, Instant expiresAt) {
      return id.toString();
    }
  }
}
