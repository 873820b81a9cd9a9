package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

class FlashMessageTest {
  private static final String PAGE = "/acme/me";

  private final FakeExchange exchange = new FakeExchange();

  private Cookie told() {
    FlashMessage.tell(exchange.request(), exchange.response(), PAGE, "saved");
    return exchange.answered.get(0);
  }

  @Test
  void is_told_to_the_page_it_leads_to_and_to_no_other() {
    Cookie cookie = told();

    assertThat(cookie.getPath()).isEqualTo(PAGE);
    assertThat(cookie.getMaxAge()).isEqualTo(60);
    assertThat(cookie.isHttpOnly()).isTrue();
  }

  @Test
  void is_read_once() {
    FakeExchange next = new FakeExchange().with(told()).asking("GET", PAGE);

    FlashMessage.read(next.request(), next.response());

    assertThat(next.attributes).containsEntry("done", "saved");
    assertThat(next.answered)
        .singleElement()
        .satisfies(
            cookie -> {
              assertThat(cookie.getPath()).isEqualTo(PAGE);
              assertThat(cookie.getMaxAge()).isZero();
            });
  }

  @Test
  void is_kept_for_the_page_when_something_is_posted() {
    FakeExchange post = new FakeExchange().with(told()).asking("POST", PAGE);

    FlashMessage.read(post.request(), post.response());

    assertThat(post.attributes).isEmpty();
    assertThat(post.answered).isEmpty();
  }

  @Test
  void is_nothing_without_a_change() {
    FakeExchange visit = new FakeExchange().asking("GET", PAGE);

    FlashMessage.read(visit.request(), visit.response());

    assertThat(visit.attributes).isEmpty();
    assertThat(visit.answered).isEmpty();
  }

  @Test
  void is_not_taken_for_a_sign_in() {
    FakeExchange visit = new FakeExchange().with(told());

    assertThat(Cookies.slugs(visit.request())).isEmpty();
  }
}
