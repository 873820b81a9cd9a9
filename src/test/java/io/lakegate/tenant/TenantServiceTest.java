package io.lakegate.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In every database there are already ACME and GLOBEX, named like their slugs. */
class TenantServiceTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Caller OPERATOR = caller(Role.OPERATORS);

  private TenantService tenants;

  @BeforeEach
  void start() {
    tenants = new TenantService();
    tenants.repository = database.repository(TenantRepository.class);
    tenants.domains = database.repository(EmailDomainRepository.class);
    tenants.forms = TestForms.forms();
    tenants.clock = Clock.fixed(NOON, ZoneOffset.UTC);
  }

  private static Caller caller(Role role) {
    return new Caller(new TenantId(new UUID(9, 9)), "operator", new UUID(2, 2), "olga", role);
  }

  private static TenantForm form(String slug, String name) {
    TenantForm form = new TenantForm();
    form.setSlug(slug);
    form.setName(name);
    TenantForm.FirstAdministrator administrator = new TenantForm.FirstAdministrator();
    administrator.setUsername("ada");
    administrator.setPassword("correct horse battery");
    form.setAdministrator(administrator);
    return form;
  }

  @Test
  void are_listed_by_their_ids_for_work_that_goes_over_all_of_them() {
    assertThat(tenants.ids()).contains(ACME, GLOBEX);
  }

  private TenantForm present(TenantId id) {
    return TenantForm.of(tenants.get(OPERATOR, id), tenants.emailDomains(OPERATOR, id));
  }

  @Test
  void creates_a_tenant_that_is_found_by_its_slug() {
    tenants.create(OPERATOR, form("initech", "Initech"));

    Tenant found = tenants.findBySlug("initech").orElseThrow();
    assertThat(found.getName()).isEqualTo("Initech");
    assertThat(found.getCreatedAt()).isEqualTo(NOON);
    assertThat(found.isSuspended()).isFalse();
  }

  @Test
  void leads_people_to_the_organisation_an_operator_gave_their_domain() {
    TenantForm form = present(ACME);
    form.setEmailDomains(List.of("Acme.example", "acme.co.uk"));
    tenants.update(OPERATOR, ACME, form);

    assertThat(tenants.findByEmailAddress("ada@ACME.example"))
        .hasValueSatisfying(found -> assertThat(found.getSlug()).isEqualTo("acme"));
    assertThat(tenants.emailDomains(OPERATOR, ACME)).containsExactly("acme.co.uk", "acme.example");
    assertThat(tenants.findByEmailAddress("ada@evil@acme.co.uk")).isPresent();
    for (String nobodys :
        List.of("ada@sub.acme.example", "ada@example", "@acme.example", "acme.example", "a@")) {
      assertThat(tenants.findByEmailAddress(nobodys)).as(nobodys).isEmpty();
    }

    TenantForm fewer = present(ACME);
    fewer.setEmailDomains(List.of("acme.co.uk"));
    tenants.update(OPERATOR, ACME, fewer);
    assertThat(tenants.findByEmailAddress("ada@acme.example")).isEmpty();
  }

  @Test
  void gives_a_domain_to_one_organisation_only() {
    TenantForm acme = present(ACME);
    acme.setEmailDomains(List.of("acme.example"));
    tenants.update(OPERATOR, ACME, acme);

    TenantForm globex = present(GLOBEX);
    globex.setEmailDomains(List.of("globex.example", "ACME.example"));
    refused(
        ErrorCode.EMAIL_DOMAIN_TAKEN,
        "emailDomains",
        () -> tenants.update(OPERATOR, GLOBEX, globex));

    assertThat(tenants.emailDomains(OPERATOR, GLOBEX)).isEmpty();
    assertThatThrownBy(() -> tenants.domains.replace(GLOBEX, List.of("acme.example")))
        .isInstanceOf(PersistenceException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "@acme.example", "a b.example", "acme..example", "-a.example"})
  void takes_nothing_for_a_domain_that_is_none(String domain) {
    TenantForm form = present(ACME);
    form.setEmailDomains(List.of(domain));

    assertThatThrownBy(() -> tenants.update(OPERATOR, ACME, form))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID));
  }

  @Test
  void lets_nobody_but_operators_see_or_give_domains() {
    assertThatThrownBy(() -> tenants.emailDomains(caller(Role.ADMINISTRATORS), ACME))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
  }

  @Test
  void refuses_a_slug_that_is_taken_beside_its_field() {
    refused(
        ErrorCode.TENANT_SLUG_TAKEN,
        "slug",
        () -> tenants.create(OPERATOR, form("acme", "Another")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api",
        "simple",
        "livy",
        "health",
        "metrics",
        "openapi",
        "operator",
        "me",
        "sign-in",
        "sign-out"
      })
  void refuses_the_slugs_that_are_lakegates_own(String slug) {
    refused(
        ErrorCode.TENANT_SLUG_RESERVED,
        "slug",
        () -> tenants.create(OPERATOR, form(slug, "Another")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Acme", "a_b", "-a", "a-", "a/b", "ümlaut", "a.b"})
  void refuses_what_does_not_fit_into_an_address(String slug) {
    refused(ErrorCode.INVALID, "slug", () -> tenants.create(OPERATOR, form(slug, "Another")));
  }

  @Test
  void refuses_a_first_administrator_who_could_not_sign_in() {
    TenantForm form = form("initech", "Initech");
    form.getAdministrator().setUsername("a:b");
    form.getAdministrator().setPassword("elevenchars");

    assertThatThrownBy(() -> tenants.create(OPERATOR, form))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal ->
                assertThat(refusal.fields())
                    .containsOnlyKeys("administrator.username", "administrator.password"));
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "OPERATORS", mode = EnumSource.Mode.EXCLUDE)
  void lets_nobody_but_operators_manage_tenants(Role role) {
    Caller caller = caller(role);

    refused(ErrorCode.FORBIDDEN, () -> tenants.create(caller, form("initech", "Initech")));
    refused(ErrorCode.FORBIDDEN, () -> tenants.list(caller, ListQuery.all()));
    refused(ErrorCode.FORBIDDEN, () -> tenants.get(caller, ACME));
    refused(ErrorCode.FORBIDDEN, () -> tenants.update(caller, ACME, form("acme", "Mine")));
    refused(
        ErrorCode.FORBIDDEN,
        () -> tenants.update(caller, new TenantId(new UUID(4, 4)), form("acme", "Mine")));
    assertThat(tenants.findBySlug("initech")).isEmpty();
    assertThat(tenants.find(ACME).orElseThrow().getName()).isEqualTo("acme");
  }

  @Test
  void renames_and_keeps_the_slug() {
    TenantForm form = present(ACME);
    form.setName("Acme Data Services");

    tenants.update(OPERATOR, ACME, form);

    assertThat(tenants.findBySlug("acme").orElseThrow().getName()).isEqualTo("Acme Data Services");
  }

  @Test
  void refuses_another_slug_for_a_tenant_that_has_one() {
    TenantForm form = present(ACME);
    form.setSlug("acme-2");

    refused(ErrorCode.INVALID, "slug", () -> tenants.update(OPERATOR, ACME, form));
  }

  @Test
  void suspends_and_resumes() {
    TenantForm suspend = present(ACME);
    suspend.setSuspended(true);
    tenants.update(OPERATOR, ACME, suspend);
    assertThat(tenants.find(ACME).orElseThrow().isSuspended()).isTrue();

    TenantForm resume = present(ACME);
    resume.setSuspended(false);
    tenants.update(OPERATOR, ACME, resume);

    assertThat(tenants.find(ACME).orElseThrow().isSuspended()).isFalse();
  }

  @Test
  void refuses_a_change_of_a_version_that_is_no_more() {
    TenantForm mine = present(ACME);
    TenantForm theirs = present(ACME);
    theirs.setName("Theirs");
    tenants.update(OPERATOR, ACME, theirs);

    refused(ErrorCode.STALE, () -> tenants.update(OPERATOR, ACME, mine));
    mine.setVersion(null);
    refused(ErrorCode.INVALID, "version", () -> tenants.update(OPERATOR, ACME, mine));
  }

  @Test
  void keeps_the_operators_own_tenant_out_of_their_hands() {
    Tenant operators = tenants.found(Tenant.OPERATOR_SLUG, "Operators");

    assertThat(tenants.list(OPERATOR, ListQuery.all()))
        .extracting(Tenant::getSlug)
        .containsExactly("acme", "globex");
    refused(
        ErrorCode.TENANT_NOT_FOUND,
        () -> tenants.update(OPERATOR, operators.tenantId(), TenantForm.of(operators, List.of())));
  }

  @Test
  void lists_in_the_order_of_slugs_behind_the_cursor() {
    tenants.create(OPERATOR, form("initech", "Initech"));

    assertThat(tenants.list(OPERATOR, new ListQuery(null, null, 1)))
        .extracting(Tenant::getSlug)
        .containsExactly("acme", "globex");
    assertThat(tenants.list(OPERATOR, new ListQuery(null, new NameCursor("acme", ACME.value()), 5)))
        .extracting(Tenant::getSlug)
        .containsExactly("globex", "initech");
  }

  @Test
  void finds_a_part_of_the_name_or_the_slug_in_any_case() {
    tenants.create(OPERATOR, form("initech", "Büro 100%"));

    assertThat(tenants.list(OPERATOR, ListQuery.of("TECH", null, null))).hasSize(1);
    assertThat(tenants.list(OPERATOR, ListQuery.of("100%", null, null))).hasSize(1);
    assertThat(tenants.list(OPERATOR, ListQuery.of("%", null, null))).hasSize(1);
    assertThat(tenants.list(OPERATOR, ListQuery.of("_", null, null))).isEmpty();
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static void refused(ErrorCode code, String field, ThrowingCallable call) {
    refused(code, call);
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.fields()).containsOnlyKeys(field));
  }
}
