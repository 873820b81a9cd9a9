package io.lakegate.platform.form;

import jakarta.validation.Validation;

/** Validation as in the server, for tests of services. */
public final class TestForms {
  private TestForms() {}

  public static Forms forms() {
    Forms forms = new Forms();
    forms.validator = Validation.buildDefaultValidatorFactory().getValidator();
    return forms;
  }
}
