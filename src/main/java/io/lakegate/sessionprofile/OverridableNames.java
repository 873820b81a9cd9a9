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

/** Names of {@link SessionOverrides#NAMES}; null passes. */
@Constraint(validatedBy = OverridableNames.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OverridableNames {
  String message() default "{sessionProfile.overridable}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Called by Bean Validation. */
  class Validator implements ConstraintValidator<OverridableNames, List<String>> {
    @Override
    public boolean isValid(List<String> names, ConstraintValidatorContext context) {
      boolean valid =
          names == null
              || (names.size() <= SessionOverrides.NAMES.size()
                  && names.stream()
                      .allMatch(name -> name != null && SessionOverrides.NAMES.contains(name)));
      if (!valid) {
        context.disableDefaultConstraintViolation();
        context
            .buildConstraintViolationWithTemplate(
                context.getDefaultConstraintMessageTemplate()
                    + ": "
                    + String.join(", ", SessionOverrides.NAMES))
            .addConstraintViolation();
      }
      return valid;
    }
  }
}
