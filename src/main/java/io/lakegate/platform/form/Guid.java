package io.lakegate.platform.form;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An id as 36 hexadecimal digits and hyphens; null passes. */
@Pattern(regexp = Guid.REGEXP)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Guid {
  String REGEXP = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";

  String message() default "{guid}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
