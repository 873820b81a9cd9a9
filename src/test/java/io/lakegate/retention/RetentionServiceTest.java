package io.lakegate.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.AuditEvent;
import io.lakegate.audit.Audits;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.removal.Removal;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionServiceTest extends RepositoryTest {
  private static final Caller ADMIN = Callers.administrator(ACME);

  private final RetentionService service = new RetentionService();

  @BeforeEach
  void start() {
    service.repository = database.repository(RetentionRepository.class);
    service.audit = Audits.on(database, Clock.systemUTC());
    service.forms = TestForms.forms();
    service.clock = Clock.systemUTC();
  }

  private static RetentionForm form(Integer results, Integer audit) {
    RetentionForm form = new RetentionForm();
    form.setResultDays(results);
    form.setAuditDays(audit);
    return form;
  }

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  @Test
  void is_for_ever_until_somebody_says_something_else() {
    assertThat(service.find(ACME, ADMIN)).isEmpty();

    Retention said = service.save(ACME, ADMIN, form(30, null));

    assertThat(RetentionView.of(service.find(ACME, ADMIN).orElseThrow()))
        .isEqualTo(new RetentionView(said.getVersion(), 30, null, null, null));
    assertThat(service.find(GLOBEX, Callers.administrator(GLOBEX))).isEmpty();
    assertThat(Audits.events(database, ACME))
        .extracting(AuditEvent::getAction)
        .containsExactly(AuditAction.CHANGE_RETENTION.name());
  }

  @Test
  void of_the_audit_trail_is_never_short() {
    assertThat(refusal(() -> service.save(ACME, ADMIN, form(0, 89))).fields())
        .containsOnlyKeys("resultDays", "auditDays");
    assertThat(service.find(ACME, ADMIN)).isEmpty();
  }

  @Test
  void is_changed_with_its_version_only() {
    service.save(ACME, ADMIN, form(30, 90));
    RetentionForm stale = form(1, 90);
    stale.setVersion(99);

    assertThat(refusal(() -> service.save(ACME, ADMIN, stale)).code()).isEqualTo(ErrorCode.STALE);
    assertThat(refusal(() -> service.save(ACME, ADMIN, form(1, 90))).fields())
        .containsOnlyKeys("version");
  }

  @Test
  void counts_as_it_is_said_at_the_moment_of_removal() {
    service.save(ACME, ADMIN, form(30, 90));
    List<TenantId> removed = new ArrayList<>();
    // Whoever looks at the clock to see what is too old is overtaken by an administrator.
    service.clock =
        new MovingClock(Instant.now()) {
          @Override
          public Instant instant() {
            service.clock = Clock.systemUTC();
            RetentionForm forEver = RetentionForm.of(service.find(ACME, ADMIN).orElseThrow());
            forEver.setResultDays(null);
            service.save(ACME, ADMIN, forEver);
            return super.instant();
          }
        };

    service.remove(
        ACME,
        new Removal() {
          @Override
          public Kind kind() {
            return Kind.RESULTS;
          }

          @Override
          public Step remove(TenantId tenant, Instant from, Instant before, Instant now) {
            removed.add(tenant);
            return new Step(1, before, false);
          }
        });

    assertThat(removed).isEmpty();
  }

  @Test
  void is_the_administrators_business_only() {
    Caller editor = Callers.editor(ACME);

    assertThat(refusal(() -> service.find(ACME, editor)).code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(refusal(() -> service.save(ACME, editor, null)).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
  }
}
