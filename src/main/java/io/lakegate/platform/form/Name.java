package io.lakegate.platform.form;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What people call a thing: there, short, on one line, without spaces around it. */
@NotBlank
@Size(max = 100)
@Pattern(regexp = "\\S|\\S\\P{Cntrl}*\\S")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Name {
  String message() default "{name}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
