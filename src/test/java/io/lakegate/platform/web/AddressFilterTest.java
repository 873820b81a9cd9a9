package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.problem.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter refuses what could mean two things before anything else reads the request. */
class AddressFilterTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final AddressFilter filter = new AddressFilter();
  private final FakeExchange exchange = new FakeExchange();
  private HttpServletRequest passed;

  private void filter() throws Exception {
    filter.doFilter(
        exchange.request(),
        exchange.response(),
        (request, response) -> passed = (HttpServletRequest) request);
  }

  private void assertProblem(ErrorCode code) {
    assertThat(passed).isNull();
    assertThat(exchange.status).isEqualTo(code.status());
    assertThat(exchange.hasErrorPage).isFalse();
    assertThat(exchange.answer()).contains("\"code\":\"" + code + "\"");
    assertThat(exchange.answeredHeaders)
        .containsEntry("Content-Type", "application/problem+json")
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("X-Content-Type-Options", "nosniff");
  }

  private void assertErrorPage(int status) {
    assertThat(passed).isNull();
    assertThat(exchange.status).isEqualTo(status);
    assertThat(exchange.hasErrorPage).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/..%2fadmin.xhtml", "/acme/;x", "/acme//home", "acme"})
  void an_ambiguous_path_is_refused_with_an_error_page(String path) throws Exception {
    exchange.asking("GET", path);

    filter();

    assertErrorPage(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//api/v1/sessions", "/api/%2e%2e/admin", "/api;x"})
  void an_ambiguous_path_of_the_api_is_refused_with_a_problem(String path) throws Exception {
    exchange.asking("GET", path);

    filter();

    assertProblem(ErrorCode.BAD_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /acme/home",
    "HEAD, /acme/home",
    "GET, /health/ready",
    "HEAD, /metrics",
    "PUT, /api/v1/sessions",
    "OPTIONS, /api/v1/sessions"
  })
  void a_method_that_the_address_takes_is_passed_on(String method, String path) throws Exception {
    exchange.asking(method, path);

    filter();

    assertThat(passed.getRequestURI()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /acme/home, 'GET, HEAD, POST'",
    "OPTIONS, /acme/home, 'GET, HEAD, POST'",
    "TRACE, /acme/home, 'GET, HEAD, POST'",
    "POST, /health/ready, 'GET, HEAD'",
    "TRACE, /api/v1/sessions, 'GET, HEAD'"
  })
  void another_method_is_refused_and_the_allowed_ones_are_named(
      String method, String path, String allowed) throws Exception {
    exchange.asking(method, path).withBody(FORM, 1, null);

    filter();

    assertErrorPage(405);
    assertThat(exchange.answeredHeaders).containsEntry("Allow", allowed);
    assertThat(exchange.attributes).containsEntry(ErrorPageFilter.ALLOWED, allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {FORM, "Application/X-WWW-Form-Urlencoded ; charset=UTF-8"})
  void a_form_is_passed_on_up_to_seven_mebibytes(String type) throws Exception {
    exchange.asking("POST", "/acme/home").withBody(type, AddressFilter.MAX_FORM, null);

    filter();

    assertThat(passed).isNotNull();
    assertThat(AddressFilter.MAX_FORM).isEqualTo(7 * 1024 * 1024);
  }

  @Test
  void a_larger_form_is_refused() throws Exception {
    exchange.asking("POST", "/acme/home").withBody(FORM, AddressFilter.MAX_FORM + 1L, null);

    filter();

    assertErrorPage(413);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"application/json", "multipart/form-data; boundary=x", "null"},
      nullValues = "null")
  void a_page_takes_no_body_but_a_form(String type) throws Exception {
    exchange.asking("POST", "/acme/home").withBody(type, 1, null);

    filter();

    assertErrorPage(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;q=x", "application/json; Q = 1"})
  void a_type_of_an_api_body_has_no_quality(String type) throws Exception {
    exchange.asking("POST", "/api/v1/sessions").withBody(type, 1, null);

    filter();

    assertProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void the_api_takes_other_types_whatever_their_parameters() throws Exception {
    exchange.asking("POST", "/api/v1/sessions").withBody("application/json; charset=q", 1, null);

    filter();

    assertThat(passed).isNotNull();
  }

  @Test
  void a_request_that_is_passed_on_never_makes_a_session_of_the_container() throws Exception {
    exchange.asking("GET", "/acme/home");

    filter();

    assertThat(passed.getSession(false)).isNull();
    assertThat(passed.getSession()).isInstanceOf(RequestOnlySession.class);
  }
}
