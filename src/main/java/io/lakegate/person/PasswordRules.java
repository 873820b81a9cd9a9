package io.lakegate.person;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for a password that is set: it is long and not among those that are guessed first, and
 * nothing about kinds of characters (NIST SP 800-63B §3.1.1.2). A password that was set before, or
 * by a setting, is never judged.
 */
final class PasswordRules {
  static final int MIN_LENGTH = 12;
  static final int MAX_LENGTH = 200;

  /** Code units read at all: the normal form of a text may be eighteen times as long. */
  static final int MAX_TYPED = 4 * MAX_LENGTH;

  private static final int MIN_DISTINCT_CHARACTERS = 5;
  private static final int MIN_NAME_LENGTH = 3;
  private static final String PRODUCT = "lakegate";

  private static final String LENGTH = "Use " + MIN_LENGTH + " to " + MAX_LENGTH + " characters.";
  private static final String CHARACTERS = "Use no control characters.";
  private static final String REPEATED =
      "This repeats a few characters or follows a row of them, which is guessed first. "
          + "Use several words that do not belong together.";
  private static final String NAME =
      "This is hardly more than a name that others know (%s), which is guessed first. "
          + "Use several words that do not belong together.";
  private static final String COMMON =
      "This is hardly more than a password many people use, which is guessed first. "
          + "Use several words that do not belong together.";

  private PasswordRules() {}

  /** The same text however a keyboard or a system writes its characters: Unicode NFKC. */
  static String normalised(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /**
   * Returns what is wrong with a password and what to do; empty when it may be set.
   *
   * @param names of the person and the organisation
   */
  static Optional<String> problem(String password, Collection<String> names) {
    if (password.length() > MAX_TYPED) {
      return Optional.of(LENGTH);
    }
    String normalised = normalised(password);
    long length = normalised.codePoints().count();
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return Optional.of(LENGTH);
    }
    if (normalised.codePoints().anyMatch(PasswordRules::isNoCharacter)) {
      return Optional.of(CHARACTERS);
    }
    String folded = folded(normalised);
    if (isRepeated(folded) || GuessedFirst.isRows(folded)) {
      return Optional.of(REPEATED);
    }
    Set<String> known = words(names);
    known.add(PRODUCT);
    for (String name : known) {
      if (GuessedFirst.isMadeOf(folded, Set.of(name))) {
        return Optional.of(NAME.formatted(name));
      }
    }
    if (GuessedFirst.isMadeOf(folded, known)) {
      return Optional.of(NAME.formatted(String.join(", ", known)));
    }
    return GuessedFirst.isCommon(folded, known) ? Optional.of(COMMON) : Optional.empty();
  }

  /** A surrogate without its other half would become a question mark. */
  private static boolean isNoCharacter(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** Returns the text as it is compared: in lower case, without accents. */
  private static String folded(String text) {
    return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "");
  }

  /** Names as a whole and each word of them. */
  private static Set<String> words(Collection<String> names) {
    Set<String> words = new HashSet<>();
    for (String name : names) {
      String folded = folded(normalised(name));
      words.addAll(List.of(folded.split("[^\\p{L}\\p{N}]+")));
      words.add(folded.replaceAll("[^\\p{L}\\p{N}]+", ""));
    }
    words.removeIf(word -> word.length() < MIN_NAME_LENGTH);
    return words;
  }

  /**
   * Returns whether the text has too few different characters or is a shorter text again and again.
   */
  private static boolean isRepeated(String text) {
    if (text.codePoints().distinct().count() < MIN_DISTINCT_CHARACTERS) {
      return true;
    }
    for (int unit = 1; unit < MIN_LENGTH && unit <= text.length() / 2; unit++) {
      if (text.regionMatches(unit, text, 0, text.length() - unit)) {
        return true;
      }
    }
    return false;
  }
}
