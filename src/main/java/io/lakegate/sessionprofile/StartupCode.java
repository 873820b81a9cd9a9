package io.lakegate.sessionprofile;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/**
 * Code to run, none of it empty; a line of nothing but {@value #SEPARATOR} parts them on the page.
 */
@Constraint(validatedBy = StartupCode.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface StartupCode {
  /** No statement of any kind has such a line: it is a syntax error everywhere. */
  String SEPARATOR = "%%";

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Called by Bean Validation. */
  class Validator implements ConstraintValidator<StartupCode, List<String>> {
    private static final int MAX_COUNT = 20;
    private static final int MAX_ALTOGETHER = 100_000;

    @Override
    public boolean isValid(List<String> statements, ConstraintValidatorContext context) {
      String problem = statements == null ? null : problem(statements);
      if (problem == null) {
        return true;
      }
      context.disableDefaultConstraintViolation();
      context.buildConstraintViolationWithTemplate(problem).addConstraintViolation();
      return false;
    }

    private static String problem(List<String> statements) {
      if (!statements.stream().allMatch(Validator::fits)) {
        return "{sessionProfile.startupStatements}";
      }
      int length = statements.stream().mapToInt(String::length).sum();
      boolean tooMuch = statements.size() > MAX_COUNT || length > MAX_ALTOGETHER;
      return tooMuch ? "{sessionProfile.startupStatements.tooMuch}" : null;
    }

    private static boolean fits(String code) {
      return code != null
          && !code.isBlank()
          && code.chars().noneMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0)
          && code.lines().noneMatch(line -> line.strip().equals(SEPARATOR));
    }
  }
}
