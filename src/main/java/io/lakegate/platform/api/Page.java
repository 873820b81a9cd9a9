package io.lakegate.platform.api;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * One page of a list as the API answers it.
 *
 * @param next what to send as {@code after} for the page behind this one; null on the last
 */
public record Page<T>(List<T> items, String next) {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 200;

  /**
   * Makes a page from rows sorted by {@code name}, one more than the query's limit if there are
   * more.
   */
  public static <E, V> Page<V> byName(
      ListQuery query,
      List<E> rows,
      Function<E, V> view,
      Function<E, String> name,
      Function<E, UUID> id) {
    return of(
        rows, query.limit(), view, row -> new NameCursor(name.apply(row), id.apply(row)).encode());
  }

  /**
   * Makes a page from at most {@code limit + 1} rows, with a cursor if there was one row too many.
   */
  public static <E, V> Page<V> of(
      List<E> rows, int limit, Function<E, V> view, Function<E, String> cursor) {
    boolean more = rows.size() > limit;
    List<E> shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown.stream().map(view).toList(), more ? cursor.apply(shown.get(limit - 1)) : null);
  }
}
