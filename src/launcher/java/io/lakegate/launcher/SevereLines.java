package io.lakegate.launcher;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Passes on what of the portal's log a person at the terminal must see: errors, with the lines that
 * belong to them; the rest is in the file.
 */
final class SevereLines implements Consumer<String> {
  /** See the format in {@code payara-config/jvm.options}. */
  private static final Pattern FIRST_LINE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ (\\S+) .*");

  private final Consumer<String> listener;
  private boolean severe;

  SevereLines(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  public void accept(String line) {
    var first = FIRST_LINE.matcher(line);
    if (first.matches()) {
      severe = first.group(1).equals("SEVERE");
    }
    if (severe) {
      listener.accept(line);
    }
  }
}
