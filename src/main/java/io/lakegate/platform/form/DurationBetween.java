package io.lakegate.platform.form;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** An ISO-8601 duration in whole seconds within bounds; null passes. */
@Constraint(validatedBy = DurationBetween.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface DurationBetween {
  String min();

  String max();

  String message() default "{duration}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Called by Bean Validation. */
  class Validator implements ConstraintValidator<DurationBetween, String> {
    private Duration min;
    private Duration max;

    @Override
    public void initialize(DurationBetween bounds) {
      min = Duration.parse(bounds.min());
      max = Duration.parse(bounds.max());
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      if (text == null) {
        return true;
      }
      try {
        Duration duration = Duration.parse(text.strip());
        return duration.compareTo(min) >= 0
            && duration.compareTo(max) <= 0
            && duration.equals(duration.truncatedTo(ChronoUnit.SECONDS));
      } catch (DateTimeParseException | ArithmeticException e) {
        return false;
      }
    }
  }
}
