package io.lakegate.platform.form;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A text in which one sees every character: none that is invisible, has no width, turns the
 * direction of writing, breaks the line or looks like a space without being one. Two names that
 * look the same are then the same, nearly. Null passes. The message names the character.
 */
@Constraint(validatedBy = Visible.Validator.class)
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Visible {
  /** Never shown: what is refused is named. */
  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Called by Bean Validation. */
  class Validator implements ConstraintValidator<Visible, String> {
    /**
     * Characters that are blank although they are called letters, symbols or marks: fillers of
     * Hangul, vowels of Khmer, the empty pattern of Braille, the joiner of graphemes, selectors of
     * variants.
     */
    private static final String BLANKS =
        "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u2800\u3164\uFFA0";

    /** The space, and the wide one that Chinese and Japanese are written with. */
    private static final String SPACES = " \u3000";

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      OptionalInt found = find(text);
      found.ifPresent(character -> refuse(context, character));
      return found.isEmpty();
    }

    static void refuse(ConstraintValidatorContext context, int character) {
      context.disableDefaultConstraintViolation();
      context.buildConstraintViolationWithTemplate(message(character)).addConstraintViolation();
    }

    private static String message(int character) {
      // No braces and no dollar sign: nothing in it is a template.
      return "Leave out the character "
          + code(character)
          + ", which cannot be seen or changes how the text reads.";
    }

    /** Such as "U+202E (right-to-left override)". */
    private static String code(int character) {
      String name = Character.getName(character);
      return "U+%04X".formatted(character)
          + (name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
    }

    /** The first character that cannot be seen; empty for a text, or no text, without one. */
    public static OptionalInt find(String text) {
      return text == null
          ? OptionalInt.empty()
          : text.codePoints().filter(Validator::isInvisible).findFirst();
    }

    private static boolean isInvisible(int character) {
      return switch (Character.getType(character)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.SURROGATE,
            Character.PRIVATE_USE ->
            true;
        case Character.SPACE_SEPARATOR -> SPACES.indexOf(character) < 0;
        default ->
            BLANKS.indexOf(character) >= 0
                || isBetween(0xFE00, character, 0xFE0F)
                || isBetween(0xE0000, character, 0xE0FFF)
                || isNoCharacter(character);
      };
    }

    /**
     * Returns whether Unicode has set the code point aside for ever; an unassigned one may get a
     * meaning.
     */
    private static boolean isNoCharacter(int character) {
      return (character & 0xFFFE) == 0xFFFE || isBetween(0xFDD0, character, 0xFDEF);
    }

    private static boolean isBetween(int first, int character, int last) {
      return first <= character && character <= last;
    }
  }
}
