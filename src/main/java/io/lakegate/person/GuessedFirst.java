package io.lakegate.person;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Passwords that a guesser tries first: common ones, names, rows of the alphabet and the keyboard,
 * each with digits, signs and look-alike characters in and around them. All texts are folded (lower
 * case, no accents).
 */
final class GuessedFirst {
  private static final String LIST = "common-passwords.txt";

  /** This many of the most common passwords count as words that others are made of. */
  private static final int WORDS = 2500;

  private static final int MAX_WORDS = 2;
  private static final int MIN_WORD_LENGTH = 4;
  private static final int MAX_WORD_LENGTH = 24;
  private static final int MIN_ROW = 3;

  /** The weights of what remains of a password: letters weigh more than digits and signs. */
  private static final int LETTER = 3;

  private static final int OTHER = 1;
  private static final int LITTLE = 8;

  private static final List<String> ROWS =
      List.of(
          "abcdefghijklmnopqrstuvwxyz",
          "12345678901234567890",
          "qwertyuiop",
          "qwertzuiop",
          "azertyuiop",
          "asdfghjkl",
          "zxcvbnm",
          "yxcvbnm",
          "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
          "1q2w3e4r5t6y7u8i9o0p",
          "q1w2e3r4t5y6u7i8o9p0");

  /** Words that the list, which was made in English long ago, does not hold. */
  private static final Set<String> MORE_WORDS =
      Set.of(
          "administrator",
          "operator",
          "willkommen",
          "passwort",
          "geheim",
          "kennwort",
          "passphrase",
          "autumn",
          "fruehling",
          "sommer",
          "herbst",
          "january",
          "february",
          "march",
          "april",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "company",
          "default",
          "temporary",
          "database",
          "server",
          "login",
          "portal",
          "spark",
          "livy");

  private static final String LOOK_ALIKES = "0134578@$!|+";
  private static final List<String> MEANT = List.of("oieastbasiit", "oleastbaslit");

  private static final Set<String> LISTED = new HashSet<>();
  private static final Set<String> COMMON_WORDS = new HashSet<>(MORE_WORDS);

  static {
    read();
  }

  private GuessedFirst() {}

  private static void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                GuessedFirst.class.getResourceAsStream(LIST), StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                if (LISTED.size() < WORDS) {
                  COMMON_WORDS.add(line);
                  COMMON_WORDS.add(line.replaceFirst("\\d+$", ""));
                }
                LISTED.add(line);
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether it follows a row of the alphabet or the keyboard and is little else. */
  static boolean isRows(String text) {
    return rest(text, Set.of(), Set.of()) <= LITTLE;
  }

  /** Returns whether it is these names and little else. */
  static boolean isMadeOf(String text, Set<String> names) {
    return variants(text)
        .anyMatch(
            variant ->
                names.stream().anyMatch(variant::contains)
                    && rest(variant, names, Set.of()) <= LITTLE);
  }

  /** Returns whether it is a common password, or hardly more than two of them and some names. */
  static boolean isCommon(String text, Set<String> names) {
    return variants(text)
        .anyMatch(
            variant ->
                LISTED.contains(variant)
                    || isListedInside(variant)
                    || rest(variant, names, COMMON_WORDS) <= LITTLE);
  }

  private static boolean isListedInside(String text) {
    String inside = text.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
    return text.length() - inside.length() <= LITTLE
        && inside.length() >= MIN_WORD_LENGTH
        && LISTED.contains(inside);
  }

  /** The text itself, and the text with its look-alike characters replaced. */
  private static Stream<String> variants(String text) {
    return Stream.concat(Stream.of(text), MEANT.stream().map(letters -> meant(text, letters)))
        .distinct();
  }

  private static String meant(String text, String letters) {
    StringBuilder meant = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = LOOK_ALIKES.indexOf(c);
      meant.append(at < 0 ? c : letters.charAt(at));
    }
    return meant.toString();
  }

  /**
   * Returns the weight of what is left when names, rows, repeated characters and the best {@link
   * #MAX_WORDS} words are taken out.
   */
  private static int rest(String text, Set<String> names, Set<String> words) {
    int[][] least = new int[MAX_WORDS + 1][text.length() + 1];
    for (int[] row : least) {
      Arrays.fill(row, Integer.MAX_VALUE / 2);
    }
    least[0][0] = 0;
    for (int at = 0; at < text.length(); at++) {
      int weight = Character.isLetter(text.charAt(at)) ? LETTER : OTHER;
      int row = row(text, at);
      for (int used = 0; used <= MAX_WORDS; used++) {
        int here = least[used][at];
        lower(least[used], at + 1, here + weight);
        for (int length = MIN_ROW; length <= row; length++) {
          lower(least[used], at + length, here);
        }
        for (int length = MIN_ROW; length <= longest(text, at); length++) {
          String part = text.substring(at, at + length);
          if (names.contains(part)) {
            lower(least[used], at + length, here);
          }
          if (used < MAX_WORDS && length >= MIN_WORD_LENGTH && words.contains(part)) {
            lower(least[used + 1], at + length, here);
          }
        }
      }
    }
    return Arrays.stream(least).mapToInt(row -> row[text.length()]).min().orElseThrow();
  }

  private static void lower(int[] row, int at, int value) {
    row[at] = Math.min(row[at], value);
  }

  private static int longest(String text, int at) {
    return Math.min(MAX_WORD_LENGTH, text.length() - at);
  }

  /**
   * Returns how many characters from there on are the same one, or follow a row in either
   * direction.
   */
  private static int row(String text, int at) {
    int same = 1;
    while (at + same < text.length() && text.charAt(at + same) == text.charAt(at)) {
      same++;
    }
    int longest = same;
    for (String row : ROWS) {
      longest = Math.max(longest, along(text, at, row));
      longest = Math.max(longest, along(text, at, new StringBuilder(row).reverse().toString()));
    }
    return longest;
  }

  private static int along(String text, int at, String row) {
    int from = row.indexOf(text.charAt(at));
    int length = from < 0 ? 0 : 1;
    while (from >= 0
        && at + length < text.length()
        && from + length < row.length()
        && row.charAt(from + length) == text.charAt(at + length)) {
      length++;
    }
    return length;
  }
}
