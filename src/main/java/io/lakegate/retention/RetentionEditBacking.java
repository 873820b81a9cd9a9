package io.lakegate.retention;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

@Named
@RequestScoped
public class RetentionEditBacking {
  @Inject RetentionService retentions;
  @Inject CurrentCaller current;

  private RetentionForm form = new RetentionForm();

  public void load() {
    Caller caller = current.get();
    form = retentions.find(caller.tenant(), caller).map(RetentionForm::of).orElse(form);
  }

  public void save() {
    Caller caller = current.get();
    retentions.save(caller.tenant(), caller, form);
    Pages.redirect("/admin/retention", "saved");
  }

  public RetentionForm getForm() {
    return form;
  }
}
