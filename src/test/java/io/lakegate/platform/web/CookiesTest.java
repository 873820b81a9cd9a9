package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

class CookiesTest {
  private final FakeExchange exchange = new FakeExchange();

  private Cookie set() {
    Cookies.set(exchange.request(), exchange.response(), "acme", "secret");
    return exchange.answered.get(0);
  }

  @Test
  void is_kept_from_scripts_and_from_other_sites() {
    Cookie cookie = set();

    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
    assertThat(cookie.getPath()).isEqualTo("/");
    assertThat(cookie.getDomain()).isNull();
  }

  @Test
  void ends_with_the_browser() {
    assertThat(set().getMaxAge()).isEqualTo(-1);
  }

  @Test
  void is_bound_to_this_host_over_https() {
    exchange.overHttps();

    Cookie cookie = set();

    assertThat(cookie.getName()).isEqualTo("__Host-lakegate-acme");
    assertThat(cookie.getSecure()).isTrue();
  }

  @Test
  void has_a_plain_name_where_browsers_would_not_take_the_other() {
    Cookie cookie = set();

    assertThat(cookie.getName()).isEqualTo("lakegate-acme");
    assertThat(cookie.getSecure()).isFalse();
  }

  @Test
  void is_over_at_once_when_cleared() {
    Cookies.clear(exchange.request(), exchange.response(), "acme");

    assertThat(exchange.answered)
        .singleElement()
        .satisfies(
            cookie -> {
              assertThat(cookie.getMaxAge()).isZero();
              assertThat(cookie.getValue()).isEmpty();
              assertThat(cookie.getName()).isEqualTo("lakegate-acme");
            });
  }

  @Test
  void is_found_for_its_own_tenant_only() {
    exchange.with(new Cookie("lakegate-acme", "secret"));

    assertThat(Cookies.find(exchange.request(), "acme")).contains("secret");
    assertThat(Cookies.find(exchange.request(), "acm")).isEmpty();
    assertThat(Cookies.find(exchange.request(), "globex")).isEmpty();
  }

  @Test
  void is_not_believed_over_https_under_its_plain_name() {
    exchange.overHttps().with(new Cookie("lakegate-acme", "planted"));

    assertThat(Cookies.find(exchange.request(), "acme")).isEmpty();
  }

  @Test
  void is_not_found_when_it_is_empty_or_there_are_none() {
    assertThat(Cookies.find(exchange.request(), "acme")).isEmpty();

    exchange.with(new Cookie("lakegate-acme", ""));

    assertThat(Cookies.find(exchange.request(), "acme")).isEmpty();
  }

  @Test
  void says_which_tenants_a_browser_has_been_in() {
    exchange
        .with(new Cookie("theme", "dark"))
        .with(new Cookie("lakegate-acme", "a"))
        .with(new Cookie("lakegate-globex", "b"));

    assertThat(Cookies.slugs(exchange.request())).containsExactly("acme", "globex");
  }

  @Test
  void a_browser_is_known_before_anybody_signs_in_there() {
    exchange.overHttps();

    String secret = Cookies.entry(exchange.request(), exchange.response());

    Cookie given = exchange.answered.get(0);
    assertThat(given.getName()).isEqualTo("__Host-lakegateEntry");
    assertThat(given.getValue()).isEqualTo(secret).hasSizeGreaterThan(40);
    assertThat(given.isHttpOnly()).isTrue();
    assertThat(given.getSecure()).isTrue();
    assertThat(given.getAttribute("SameSite")).isEqualTo("Lax");
    assertThat(Cookies.entry(exchange.with(given).request(), exchange.response()))
        .isEqualTo(secret);
    assertThat(exchange.answered).hasSize(1);
  }
}
