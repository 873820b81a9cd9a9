package io.lakegate.history;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The form that names the part of a statement to remove for good. */
public class RedactionForm {
  @NotNull(message = "{required}")
  @Pattern(regexp = "code|result", message = "{redaction.part}")
  private String part;

  static RedactionForm of(String part) {
    RedactionForm form = new RedactionForm();
    form.part = part;
    return form;
  }

  boolean isOfCode() {
    return "code".equals(part);
  }

  public String getPart() {
    return part;
  }

  public void setPart(String part) {
    this.part = part;
  }
}
