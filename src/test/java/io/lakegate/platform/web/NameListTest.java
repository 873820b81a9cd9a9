package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.api.Page;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameListTest {
  private final NameList<String> list = new NameList<>("things");

  private static UUID id(String name) {
    return new UUID(0, Long.parseLong(name));
  }

  private void load(int rows) {
    list.load(
        query -> IntStream.range(100, 100 + rows).mapToObj(Integer::toString).toList(),
        Function.identity(),
        NameListTest::id);
  }

  @Test
  void shows_all_on_one_page_where_they_fit() {
    load(Page.DEFAULT_LIMIT);

    assertThat(list.getItems()).hasSize(Page.DEFAULT_LIMIT);
    assertThat(list.getFirst()).isNull();
    assertThat(list.getNext()).isNull();
    assertThat(list.isFiltered()).isFalse();
  }

  @Test
  void leads_to_the_next_page_behind_the_last_row_and_keeps_the_search() {
    list.setQ("1 & 2");

    load(Page.DEFAULT_LIMIT + 1);

    String last = list.getItems().get(Page.DEFAULT_LIMIT - 1);
    assertThat(list.getItems()).hasSize(Page.DEFAULT_LIMIT);
    assertThat(list.getNext())
        .isEqualTo("things?q=1+%26+2&after=" + new NameCursor(last, id(last)).encode());
    assertThat(list.isFiltered()).isTrue();
  }

  @Test
  void leads_back_to_the_first_page_from_a_later_one() {
    list.setAfter(new NameCursor("100", id("100")).encode());

    load(1);

    assertThat(list.getFirst()).isEqualTo("things");
    assertThat(list.isFiltered()).isTrue();
  }

  @Test
  void asks_for_what_the_address_says() {
    NameCursor after = new NameCursor("100", id("100"));
    list.setQ("a");
    list.setAfter(after.encode());
    list.load(
        query -> {
          assertThat(query).isEqualTo(new ListQuery("a", after, Page.DEFAULT_LIMIT));
          return List.of();
        },
        Function.identity(),
        NameListTest::id);

    assertThat(list.getItems()).isEmpty();
  }
}
