package io.lakegate.platform.api;

import io.lakegate.platform.form.Guid;
import io.lakegate.platform.problem.LakegateException;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The values of query parameters. They reach a resource as texts, because JAX-RS itself answers 404
 * for what it cannot convert. A parameter that is not given is null; {@code INVALID} names one that
 * does not fit.
 */
public final class QueryValue {
  private static final Pattern ID = Pattern.compile(Guid.REGEXP);
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private QueryValue() {}

  /** A whole number, held below the largest int. */
  public static Integer wholeNumber(String name, String text, int least) {
    if (text == null) {
      return null;
    }
    if (DIGITS.matcher(text).matches() && Long.parseLong(text) >= least) {
      return (int) Math.min(Long.parseLong(text), Integer.MAX_VALUE);
    }
    throw LakegateException.invalid(name, "Give a whole number from " + least + " on.");
  }

  public static UUID id(String name, String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (ID.matcher(text.strip()).matches()) {
      return UUID.fromString(text.strip());
    }
    throw LakegateException.invalid(name, "Give an id as the API shows it.");
  }

  public static Boolean yesOrNo(String name, String text) {
    return text == null
        ? null
        : switch (text) {
          case "true" -> true;
          case "false" -> false;
          default -> throw LakegateException.invalid(name, "Give true or false.");
        };
  }

  /** One of some words, in any case. */
  public static <T> T word(
      String name, String text, Function<String, T> parse, Collection<?> words) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return parse.apply(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw LakegateException.invalid(name, "Use one of " + words + ".");
    }
  }
}
