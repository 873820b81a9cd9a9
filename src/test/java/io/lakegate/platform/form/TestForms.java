package io.lakegate.platform.form;

import io.lakegate.platform.problem.LakegateException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Map;

/** Validation as the server does it, with the real messages. */
public final class TestForms {
  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();

  private TestForms() {}

  public static Forms forms() {
    return forms(new Unreadable());
  }

  /** For a request of which something could not be read. */
  public static Forms forms(Unreadable unreadable) {
    Forms forms = new Forms();
    forms.validator = VALIDATOR;
    forms.unreadable = unreadable;
    return forms;
  }

  /** Field → message; empty when the form is valid. */
  public static Map<String, String> problems(Object form) {
    try {
      forms().require(form);
      return Map.of();
    } catch (LakegateException e) {
      return e.fields();
    }
  }
}
