package io.lakegate.retention;

import io.lakegate.audit.Audits;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.removal.Removal;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Clock;

/** Retention for the tests of those who remove. */
public final class Retentions {
  private final RetentionService service = new RetentionService();

  public Retentions(TestDatabase database, Clock clock) {
    service.repository = database.repository(RetentionRepository.class);
    service.audit = Audits.on(database, clock);
    service.forms = TestForms.forms();
    service.clock = clock;
  }

  /** Of results, code and logs alike. */
  public void keep(Caller caller, int days) {
    RetentionForm form =
        service.find(caller.tenant(), caller).map(RetentionForm::of).orElseGet(RetentionForm::new);
    form.setResultDays(days);
    form.setCodeDays(days);
    form.setLogDays(days);
    service.save(caller.tenant(), caller, form);
  }

  public void remove(TenantId tenant, Removal removal) {
    service.remove(tenant, removal);
  }
}
