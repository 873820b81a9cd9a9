package io.lakegate.output;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of a grid's rows by one of its columns: numbers by their exact value, texts without
 * regard to case and accents and with the numbers in them by value, nulls last either way. The
 * script {@code output.js} orders by the same rules, so that an export has the order shown.
 */
public record GridOrder(int column, boolean descending) {
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?)(\\d*)(?:\\.(\\d*))?(?:[eE]([+-]?\\d{1,6}))?");
  private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /**
   * Reads the order that an address asks for.
   *
   * @param asked a column's number from 0, with {@code -} before it for the reverse; anything else
   *     is no order
   * @return null for none
   */
  public static GridOrder of(String asked) {
    if (asked == null || !asked.matches("-?\\d{1,5}")) {
      return null;
    }
    boolean descending = asked.startsWith("-");
    return new GridOrder(Integer.parseInt(asked.substring(descending ? 1 : 0)), descending);
  }

  public Grid sort(Grid grid) {
    if (column >= grid.columns().size()) {
      return grid;
    }
    boolean number = grid.columns().get(column).number();
    Comparator<Key> byValue = number ? Comparator.comparing(Key::number) : Key::compareTexts;
    Comparator<Key> order = descending ? byValue.reversed() : byValue;
    List<Key> keys = new ArrayList<>();
    List<List<String>> last = new ArrayList<>();
    for (List<String> row : grid.rows()) {
      String cell = column < row.size() ? row.get(column) : null;
      if (cell == null) {
        last.add(row);
      } else {
        keys.add(Key.of(row, cell, number));
      }
    }
    keys.sort(order);
    List<List<String>> rows = new ArrayList<>(keys.stream().map(Key::row).toList());
    rows.addAll(last);
    return new Grid(grid.columns(), rows);
  }

  /** The sort key of a row. */
  private record Key(List<String> row, String cell, Value number, List<String> pieces) {
    static Key of(List<String> row, String cell, boolean number) {
      return number
          ? new Key(row, cell, Value.of(cell), null)
          : new Key(row, cell, null, pieces(cell));
    }

    private static List<String> pieces(String cell) {
      String plain = MARKS.matcher(Normalizer.normalize(cell, Normalizer.Form.NFD)).replaceAll("");
      List<String> pieces = new ArrayList<>();
      Matcher found = PIECE.matcher(plain.toLowerCase(Locale.ROOT));
      while (found.find()) {
        pieces.add(found.group());
      }
      return pieces;
    }

    int compareTexts(Key other) {
      for (int i = 0; i < Math.min(pieces.size(), other.pieces.size()); i++) {
        int order = comparePieces(pieces.get(i), other.pieces.get(i));
        if (order != 0) {
          return order;
        }
      }
      int order = Integer.compare(pieces.size(), other.pieces.size());
      return order != 0 ? order : cell.compareTo(other.cell);
    }

    private static int comparePieces(String one, String other) {
      if (isDigit(one) && isDigit(other)) {
        String a = one.replaceFirst("^0+", "");
        String b = other.replaceFirst("^0+", "");
        int length = Integer.compare(a.length(), b.length());
        return length != 0 ? length : a.compareTo(b);
      }
      return one.compareTo(other);
    }

    private static boolean isDigit(String piece) {
      char first = piece.charAt(0);
      return first >= '0' && first <= '9';
    }
  }

  /**
   * A number of any size, or what databases call one.
   *
   * @param kind -1 = minus infinity, 0 = a number, 1 = infinity, 2 = none, which Spark has last
   */
  private record Value(int kind, BigDecimal exact) implements Comparable<Value> {
    static Value of(String cell) {
      String text = cell.strip();
      if (text.equals("-Infinity")) {
        return new Value(-1, BigDecimal.ZERO);
      }
      if (text.equals("Infinity") || text.equals("+Infinity")) {
        return new Value(1, BigDecimal.ZERO);
      }
      Matcher number = NUMBER.matcher(text);
      boolean digits =
          number.matches()
              && !(number.group(2) + (number.group(3) == null ? "" : number.group(3))).isEmpty();
      return digits ? new Value(0, new BigDecimal(text)) : new Value(2, BigDecimal.ZERO);
    }

    @Override
    public int compareTo(Value other) {
      int order = Integer.compare(kind, other.kind);
      return order != 0 ? order : exact.compareTo(other.exact);
    }
  }
}
