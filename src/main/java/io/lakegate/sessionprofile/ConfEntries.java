package io.lakegate.sessionprofile;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keys and values that can stand in a Spark configuration at all. What they mean is only ever
 * warned about, except that the environment is chosen and never typed.
 */
@Constraint(validatedBy = ConfEntries.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ConfEntries {
  /** Fabric's key for the environment; its value is JSON inside a string. */
  String ENVIRONMENT_DETAILS = "spark.fabric.environmentDetails";

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Called by Bean Validation. */
  class Validator implements ConstraintValidator<ConfEntries, Map<String, String>> {
    private static final int MAX_COUNT = 200;
    private static final int MAX_VALUE_LENGTH = 4_000;
    private static final int MAX_ALTOGETHER = 100_000;

    /**
     * Whom a server impersonates is the account's to say. Livy's own key is {@code
     * livy.rsc.proxy-user} (RSCConf.java).
     */
    private static final Pattern PROXY_USER =
        Pattern.compile("proxy[._-]?user", Pattern.CASE_INSENSITIVE);

    private static final Pattern KEY = Pattern.compile("\\w[\\w.*:/$-]{0,199}");

    @Override
    public boolean isValid(Map<String, String> conf, ConstraintValidatorContext context) {
      String problem = conf == null ? null : problem(conf);
      if (problem == null) {
        return true;
      }
      context.disableDefaultConstraintViolation();
      context.buildConstraintViolationWithTemplate(problem).addConstraintViolation();
      return false;
    }

    private static String problem(Map<String, String> conf) {
      int length = 0;
      for (Map.Entry<String, String> entry : conf.entrySet()) {
        String value = entry.getValue();
        if (entry.getKey() == null || !KEY.matcher(entry.getKey()).matches()) {
          return "{sessionProfile.conf.key}";
        }
        if (entry.getKey().equals(ENVIRONMENT_DETAILS)) {
          return "{sessionProfile.conf.environment}";
        }
        if (PROXY_USER.matcher(entry.getKey()).find()) {
          return "{sessionProfile.conf.proxyUser}";
        }
        if (value == null
            || value.length() > MAX_VALUE_LENGTH
            || value.chars().anyMatch(Character::isISOControl)) {
          return "{sessionProfile.conf.value}";
        }
        length += entry.getKey().length() + value.length();
      }
      boolean tooMuch = conf.size() > MAX_COUNT || length > MAX_ALTOGETHER;
      return tooMuch ? "{sessionProfile.conf.tooMuch}" : null;
    }
  }
}
