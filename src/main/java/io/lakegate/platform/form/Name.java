package io.lakegate.platform.form;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.OptionalInt;

/**
 * A name that people give to a thing: present, short, on one line, without spaces around it, and
 * {@link Visible}.
 */
@Constraint(validatedBy = Name.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Name {
  int max() default 100;

  String message() default "{name}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Called by Bean Validation. */
  class Validator implements ConstraintValidator<Name, String> {
    private int max;

    @Override
    public void initialize(Name name) {
      max = name.max();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      if (text == null || text.isEmpty() || text.length() > max || isSpaceAround(text)) {
        return false;
      }
      OptionalInt found = Visible.Validator.find(text);
      found.ifPresent(character -> Visible.Validator.refuse(context, character));
      return found.isEmpty();
    }

    /** Finds the spaces of other scripts and non-breaking ones too. */
    private static boolean isSpaceAround(String text) {
      return isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length()));
    }

    private static boolean isSpace(int character) {
      return Character.isSpaceChar(character) || Character.isWhitespace(character);
    }
  }
}
