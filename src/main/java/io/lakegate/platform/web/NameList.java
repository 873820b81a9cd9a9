package io.lakegate.platform.web;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.Page;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A list on a page that is sorted by name: what is asked for, the rows, and the ways onward. */
public final class NameList<T> {
  private final String address;
  private String q;
  private String after;
  private Page<T> page = new Page<>(List.of(), null);

  /**
   * @param address the last part of the page's own address
   */
  public NameList(String address) {
    this.address = address;
  }

  /**
   * Reads the rows of the page.
   *
   * @param rows one more than the query's limit when there are more, sorted by name
   */
  public void load(
      Function<ListQuery, List<T>> rows, Function<T, String> name, Function<T, UUID> id) {
    ListQuery query = ListQuery.of(q, after, null);
    page = Page.byName(query, rows.apply(query), Function.identity(), name, id);
  }

  public List<T> getItems() {
    return page.items();
  }

  /** Whether rows may exist that are not shown: because of a search or on the pages before. */
  public boolean isFiltered() {
    return q != null || after != null;
  }

  /** The address of the first page; null on the first page. */
  public String getFirst() {
    return after == null ? null : address + Pages.query("q", q);
  }

  /** The address of the next page; null on the last page. */
  public String getNext() {
    return page.next() == null ? null : address + Pages.query("q", q, "after", page.next());
  }

  public String getQ() {
    return q;
  }

  public void setQ(String q) {
    this.q = q;
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after;
  }
}
