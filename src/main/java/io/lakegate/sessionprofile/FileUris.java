package io.lakegate.sessionprofile;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Requires places where the cluster finds files: URIs with a scheme, or absolute paths on its file
 * system.
 */
@Constraint(validatedBy = FileUris.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FileUris {
  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Called by Bean Validation. */
  class Validator implements ConstraintValidator<FileUris, List<String>> {
    private static final int MAX_COUNT = 100;
    private static final int MAX_LENGTH = 2_000;

    @Override
    public boolean isValid(List<String> uris, ConstraintValidatorContext context) {
      String problem = uris == null ? null : problem(uris);
      if (problem == null) {
        return true;
      }
      context.disableDefaultConstraintViolation();
      context.buildConstraintViolationWithTemplate(problem).addConstraintViolation();
      return false;
    }

    private static String problem(List<String> uris) {
      if (uris.size() > MAX_COUNT) {
        return "{sessionProfile.uris.tooMany}";
      }
      return uris.stream().allMatch(Validator::fits) ? null : "{sessionProfile.uris}";
    }

    private static boolean fits(String text) {
      if (text == null || text.length() > MAX_LENGTH) {
        return false;
      }
      try {
        URI uri = new URI(text);
        String path = uri.isOpaque() ? "" : uri.getPath();
        return uri.isAbsolute() ? !uri.isOpaque() : path.startsWith("/") && path.length() > 1;
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }
}
