package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestTokenServiceTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final RecordedAudit audit = new RecordedAudit();
  private final MovingClock clock = new MovingClock(NOON);
  private final Signatures keys = new Signatures();
  private PersonRepository people;
  private RestTokenService tokens;

  @BeforeEach
  void start() {
    people = database.repository(PersonRepository.class);
    IdempotencyKeyRepository idempotencyKeys = database.repository(IdempotencyKeyRepository.class);
    tokens = new RestTokenService();
    tokens.audit = audit;
    tokens.repository = database.repository(RestTokenRepository.class);
    tokens.repository.idempotencyKeys = idempotencyKeys;
    tokens.keys = keys;
    tokens.signIns = new SignInService();
    tokens.signIns.audit = audit;
    tokens.idempotencyKeys = idempotencyKeys;
    tokens.forms = TestForms.forms();
    tokens.clock = clock;
  }

  private Caller caller(TenantId tenant, String name, Role role) {
    Person person = new Person(tenant, name, role, NOON);
    person.changePassword("hash", false);
    return new Caller(
        tenant, "acme", people.save(tenant, person).getId(), person.getUserName(), role);
  }

  private static RestTokenForm form(String expiresIn, String... roles) {
    RestTokenForm form = new RestTokenForm();
    form.setName("ci");
    form.setExpiresIn(expiresIn);
    form.setRoles(List.of(roles));
    return form;
  }

  private RestToken created(Caller caller) {
    return tokens.create(caller.tenant(), caller, form(null), null).row();
  }

  @Test
  void signs_for_the_caller_with_the_rows_id_role_and_end() {
    Caller ada = caller(ACME, "ada", Role.EDITORS);

    RestTokenService.Issued issued = tokens.create(ACME, ada, form("P1D", "Viewers"), null);

    assertThat(issued.token())
        .isEqualTo(issued.row().getId() + " ada VIEWERS " + NOON.plus(Duration.ofDays(1)));
    assertThat(issued.row().getRole()).isEqualTo(Role.VIEWERS);
    assertThat(issued.row().getExpiresAt()).isEqualTo(NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void says_who_got_one_and_who_revoked_it_and_never_the_token() {
    Caller ada = caller(ACME, "ada", Role.EDITORS);
    RestTokenService.Issued issued = tokens.create(ACME, ada, form("P1D", "Viewers"), null);

    tokens.revoke(ACME, ada, issued.row().getId());
    tokens.revoke(ACME, ada, issued.row().getId());

    assertThat(audit.actions()).containsExactly(AuditAction.CREATE_TOKEN, AuditAction.REVOKE_TOKEN);
    assertThat(audit.recorded().get(0).after()).contains("Viewers");
    assertThat(audit.recorded().toString()).doesNotContain(issued.token());
  }

  @Test
  void lives_eight_hours_with_ones_own_role_when_nothing_else_is_asked_for() {
    RestTokenForm form = new RestTokenForm();
    form.setName("ci");

    RestToken row = tokens.create(ACME, caller(ACME, "ada", Role.EDITORS), form, null).row();

    assertThat(row.getRole()).isEqualTo(Role.EDITORS);
    assertThat(row.getExpiresAt()).isEqualTo(NOON.plus(Duration.ofHours(8)));
  }

  @Test
  void keeps_what_its_owner_noted() {
    Caller ada = caller(ACME, "ada", Role.EDITORS);
    RestTokenForm noted = form(null);
    noted.setComment(" nightly report of Bob ");
    RestTokenForm blank = form(null);
    blank.setComment(" ");
    RestTokenForm lines = form(null);
    lines.setComment("a\nb");

    RestToken row = tokens.create(ACME, ada, noted, null).row();

    assertThat(tokens.get(ACME, ada, row.getId()).getComment()).isEqualTo("nightly report of Bob");
    assertThat(tokens.create(ACME, ada, blank, null).row().getComment()).isNull();
    invalid("comment", () -> tokens.create(ACME, ada, lines, null));
  }

  @Test
  void is_for_the_callers_own_tenant_and_for_no_other_that_is_named() {
    Caller ada = caller(ACME, "ada", Role.EDITORS);
    RestTokenForm own = form(null);
    own.setTenant("acme");
    RestTokenForm others = form(null);
    others.setTenant("globex");

    assertThat(tokens.create(ACME, ada, own, null).row().getTenantId()).isEqualTo(ACME);
    invalid("tenant", () -> tokens.create(ACME, ada, others, null));
  }

  @Test
  void takes_the_highest_of_several_roles() {
    Caller ada = caller(ACME, "ada", Role.ADMINISTRATORS);

    RestToken row = tokens.create(ACME, ada, form(null, "Viewers", "Editors"), null).row();

    assertThat(row.getRole()).isEqualTo(Role.EDITORS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Administrators", "Operators", "viewers", ""})
  void gives_nobody_a_role_they_do_not_have(String role) {
    Caller ada = caller(ACME, "ada", Role.EDITORS);

    invalid("roles", () -> tokens.create(ACME, ada, form(null, role), null));
  }

  @Test
  void gives_an_administrator_no_operators_token() {
    Caller ada = caller(ACME, "ada", Role.ADMINISTRATORS);

    invalid("roles", () -> tokens.create(ACME, ada, form(null, "Operators"), null));
  }

  @Test
  void gives_an_operator_nothing_but_an_operators_token() {
    Caller operator = caller(ACME, "operator", Role.OPERATORS);

    assertThat(created(operator).getRole()).isEqualTo(Role.OPERATORS);
    invalid("roles", () -> tokens.create(ACME, operator, form(null, "Viewers"), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT8H", "P90D", "PT2160H"})
  void may_live_from_a_minute_to_ninety_days(String life) {
    RestToken row = tokens.create(ACME, caller(ACME, "ada", Role.EDITORS), form(life), null).row();

    assertThat(row.getExpiresAt()).isEqualTo(NOON.plus(Duration.parse(life)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59S", "P91D", "PT2160H1S", "-P1D", "P1M", "8h", "PT1M0.5S", " "})
  void refuses_a_life_out_of_bounds_or_in_other_words(String life) {
    Caller ada = caller(ACME, "ada", Role.EDITORS);

    invalid("expiresIn", () -> tokens.create(ACME, ada, form(life), null));
  }

  @Test
  void refuses_a_token_without_a_name() {
    Caller ada = caller(ACME, "ada", Role.EDITORS);

    invalid("name", () -> tokens.create(ACME, ada, new RestTokenForm(), null));
  }

  @Test
  void makes_no_second_token_of_a_form_that_is_sent_again() {
    Caller ada = caller(ACME, "ada", Role.EDITORS);
    tokens.create(ACME, ada, form(null), "once");

    refused(ErrorCode.TOKEN_SHOWN_ALREADY, () -> tokens.create(ACME, ada, form(null), "once"));

    assertThat(tokens.list(ACME, ada, false, null, 10)).hasSize(1);
  }

  @Nested
  class Seen_by_others {
    private Caller ada;
    private Caller viewer;
    private Caller administrator;
    private RestToken adas;

    @BeforeEach
    void start() {
      ada = caller(ACME, "ada", Role.EDITORS);
      viewer = caller(ACME, "vera", Role.VIEWERS);
      administrator = caller(ACME, "alan", Role.ADMINISTRATORS);
      adas = created(ada);
    }

    @Test
    void is_listed_for_its_person_and_for_administrators_only() {
      assertThat(tokens.list(ACME, ada, false, null, 10)).containsExactly(adas);
      assertThat(tokens.list(ACME, viewer, false, null, 10)).isEmpty();
      assertThat(tokens.list(ACME, administrator, true, null, 10)).containsExactly(adas);
      refused(ErrorCode.FORBIDDEN, () -> tokens.list(ACME, ada, true, null, 10));
    }

    @Test
    void is_read_and_revoked_by_its_person_and_by_administrators_only() {
      refused(ErrorCode.FORBIDDEN, () -> tokens.get(ACME, viewer, adas.getId()));
      refused(ErrorCode.FORBIDDEN, () -> tokens.revoke(ACME, viewer, adas.getId()));
      assertThat(tokens.get(ACME, ada, adas.getId()).getRevokedAt()).isNull();

      tokens.revoke(ACME, administrator, adas.getId());

      assertThat(tokens.get(ACME, ada, adas.getId()).getRevokedAt()).isEqualTo(NOON);
    }

    @Test
    void does_not_exist_for_another_tenants_administrator() {
      Caller stranger = caller(GLOBEX, "greta", Role.ADMINISTRATORS);

      refused(ErrorCode.TOKEN_NOT_FOUND, () -> tokens.get(GLOBEX, stranger, adas.getId()));
      refused(ErrorCode.TOKEN_NOT_FOUND, () -> tokens.revoke(GLOBEX, stranger, adas.getId()));
      assertThat(tokens.list(GLOBEX, stranger, true, null, 10)).isEmpty();
    }

    @Test
    void is_not_found_under_an_unknown_id() {
      refused(ErrorCode.TOKEN_NOT_FOUND, () -> tokens.revoke(ACME, ada, new UUID(1, 1)));
    }
  }

  @Nested
  class Used {
    private Caller ada;
    private RestToken token;

    @BeforeEach
    void start() {
      ada = caller(ACME, "ada", Role.EDITORS);
      token = created(ada);
    }

    @Test
    void speaks_for_its_person() {
      assertThat(tokens.callerOf(ACME, "acme", token.getId())).contains(ada.bearing(token.getId()));
    }

    @Test
    void speaks_for_nobody_in_another_tenant() {
      assertThat(tokens.callerOf(GLOBEX, "globex", token.getId())).isEmpty();
    }

    @Test
    void speaks_for_nobody_once_revoked() {
      tokens.revoke(ACME, ada, token.getId());

      assertThat(tokens.callerOf(ACME, "acme", token.getId())).isEmpty();
      assertThat(tokens.state(tokens.get(ACME, ada, token.getId()))).isEqualTo("REVOKED");
    }

    @Test
    void speaks_for_nobody_on_another_node_once_revoked_here() {
      RestTokenService node = new RestTokenService();
      node.repository = database.repository(RestTokenRepository.class);
      node.signIns = new SignInService();
      node.clock = clock;
      assertThat(node.callerOf(ACME, "acme", token.getId())).isPresent();

      tokens.revoke(ACME, ada, token.getId());

      // At once, which is within 30 s: no node remembers a token.
      assertThat(node.callerOf(ACME, "acme", token.getId())).isEmpty();
    }

    @Test
    void speaks_for_nobody_once_expired() {
      assertThat(tokens.state(token)).isEqualTo("ACTIVE");

      clock.passes(Duration.ofHours(8));

      assertThat(tokens.callerOf(ACME, "acme", token.getId())).isEmpty();
      assertThat(tokens.state(token)).isEqualTo("EXPIRED");
    }

    @Test
    void allows_no_more_than_its_person_may_do_now() {
      Caller administrator = caller(ACME, "alan", Role.EDITORS);
      RestToken once =
          tokens.repository.create(
              ACME,
              new RestToken(
                  ACME,
                  administrator.personId(),
                  "from better days",
                  Role.ADMINISTRATORS,
                  NOON,
                  NOON.plusSeconds(60)),
              null);

      assertThat(tokens.callerOf(ACME, "acme", once.getId()))
          .contains(administrator.bearing(once.getId()));
    }

    @Test
    void is_noted_as_used_at_most_once_a_minute() {
      tokens.callerOf(ACME, "acme", token.getId());
      clock.passes(Duration.ofSeconds(30));
      tokens.callerOf(ACME, "acme", token.getId());
      assertThat(tokens.get(ACME, ada, token.getId()).getLastUsedAt()).isEqualTo(NOON);

      clock.passes(Duration.ofSeconds(31));
      tokens.callerOf(ACME, "acme", token.getId());

      assertThat(tokens.get(ACME, ada, token.getId()).getLastUsedAt()).isEqualTo(clock.instant());
    }
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

  /** Writes down what it would sign. */
  private static final class Signatures extends SigningKeys {
    @Override
    public String sign(UUID id, Caller caller, Instant expiresAt) {
      return id + " " + caller.userName() + " " + caller.role() + " " + expiresAt;
    }
  }
}
