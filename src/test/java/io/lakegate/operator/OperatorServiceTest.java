package io.lakegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.person.Person;
import io.lakegate.person.PersonService;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.settings.ChangedSettings;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.Tenant;
import io.lakegate.tenant.TenantForm;
import io.lakegate.tenant.TenantService;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperatorServiceTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  private static final TenantId OPERATORS = new TenantId(new UUID(9, 9));
  private static final Caller OPERATOR =
      new Caller(OPERATORS, "operator", new UUID(2, 2), "olga", Role.OPERATORS);

  private final RecordedAudit audit = new RecordedAudit();
  private final List<String> made = new ArrayList<>();
  private final List<String> judged = new ArrayList<>();
  private OperatorService service;

  @BeforeEach
  void start() {
    service = new OperatorService();
    service.audit = audit;
    service.tenants = new Tenants();
    service.people = new People();
    service.sizes = new Sizes();
    service.forms = TestForms.forms();
  }

  private static TenantForm form() {
    TenantForm form = new TenantForm();
    form.setSlug("acme");
    form.setName("Acme");
    TenantForm.FirstAdministrator administrator = new TenantForm.FirstAdministrator();
    administrator.setUsername("ada");
    administrator.setPassword("correct horse battery");
    form.setAdministrator(administrator);
    return form;
  }

  @Test
  void creates_a_tenant_with_an_administrator_who_must_choose_another_password() {
    OperatorService.ManagedTenant created = service.create(OPERATORS, OPERATOR, form());

    assertThat(created.tenant().getSlug()).isEqualTo("acme");
    assertThat(made)
        .containsExactly(
            "tenant acme",
            "ADMINISTRATORS ada of "
                + created.tenant().getId()
                + " with correct horse battery, to be changed: true");
  }

  @Test
  void asks_of_the_first_administrators_password_what_is_asked_of_any() {
    service.create(OPERATORS, OPERATOR, form());

    assertThat(judged).containsExactly("administrator.password [ada]");
  }

  @Test
  void leaves_the_demos_passwords_as_they_are() {
    SETTINGS.set(Setting.DEMO, "true");

    service.create(OPERATORS, OPERATOR, form());

    assertThat(made.get(1)).endsWith("to be changed: false");
  }

  @Test
  void creates_both_or_neither() throws NoSuchMethodException {
    assertThat(
            OperatorService.class
                .getMethod("create", TenantId.class, Caller.class, TenantForm.class)
                .isAnnotationPresent(Transactional.class))
        .isTrue();
  }

  @Test
  void creates_no_tenant_without_an_administrator() {
    TenantForm form = form();
    form.setAdministrator(null);

    assertThatThrownBy(() -> service.create(OPERATORS, OPERATOR, form))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.fields()).containsOnlyKeys("administrator"));
    assertThat(made).isEmpty();
  }

  @Test
  void tells_who_is_no_operator_nothing_about_the_form() {
    Caller administrator =
        new Caller(OPERATORS, "acme", new UUID(3, 3), "ada", Role.ADMINISTRATORS);

    assertThatThrownBy(() -> service.create(OPERATORS, administrator, new TenantForm()))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
  }

  private final class Tenants extends TenantService {
    @Override
    public Tenant create(Caller caller, TenantForm form) {
      made.add("tenant " + form.getSlug());
      return new Tenant(form.getSlug(), form.getName(), Instant.EPOCH);
    }

    @Override
    public List<String> emailDomains(Caller caller, TenantId id) {
      return List.of();
    }
  }

  private final class People extends PersonService {
    @Override
    public void requireGoodPassword(
        TenantId tenant, String field, String password, List<String> names) {
      judged.add(field + " " + names);
    }

    @Override
    public Person create(
        TenantId tenant, String userName, Role role, String password, boolean generatedPassword) {
      made.add(
          "%s %s of %s with %s, to be changed: %s"
              .formatted(role, userName, tenant.value(), password, generatedPassword));
      return null;
    }
  }

  private static final class Sizes extends TenantSizeRepository {
    @Override
    TenantSize of(TenantId tenant) {
      return new TenantSize(1, 0, 0);
    }
  }

  @Test
  void says_so_to_the_operators_and_to_the_tenant() {
    TenantId founded = service.create(OPERATORS, OPERATOR, form()).tenant().tenantId();

    assertThat(audit.recorded()).extracting("tenant").containsExactly(OPERATORS, founded);
    assertThat(audit.actions()).containsOnly(AuditAction.CREATE_TENANT);
    assertThat(audit.last().after())
        .contains("\"administrator\":\"ada\"")
        .doesNotContain("correct horse battery");
  }
}
