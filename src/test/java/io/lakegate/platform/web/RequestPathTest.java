package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  private static String asked(String path, String header) {
    FakeExchange exchange = new FakeExchange().asking("GET", path);
    return RequestPath.asked(
        (header == null ? exchange : exchange.with(RequestPath.ASKED_HEADER, header)).request());
  }

  @Test
  void the_log_gets_a_refused_path_as_it_came_in_printable_characters_and_bounded() {
    assertThat(RequestPath.forLog("/demo/%zz")).isEqualTo("/demo/%zz");
    assertThat(RequestPath.forLog("/a\u001b[31m\r\n\u00fc\u2028"))
        .isEqualTo("/a%1B[31m%0D%0A%FC%u2028");
    assertThat(RequestPath.forLog("/" + "\0".repeat(9000))).hasSizeLessThan(210).endsWith("...");
  }

  @Test
  void the_path_that_was_asked_for_is_believed_only_beside_the_one_put_in_its_place() {
    assertThat(asked(RequestPath.REFUSED, "/demo/%zz")).isEqualTo("/demo/%zz");
    assertThat(asked(RequestPath.REFUSED_OF_API, "/api/%")).isEqualTo("/api/%");
    assertThat(asked("/demo//admin", "/forged")).isEqualTo("/demo//admin");
    assertThat(asked(RequestPath.REFUSED, null)).isEqualTo(RequestPath.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/demo",
        "/demo/",
        "/demo/admin/workspaces/new",
        "/demo/jakarta.faces.resource/page.js.xhtml",
        "/health/ready",
        "/api/v1/sessions/",
        "/api/v1/sessions/%3Cscript%3E",
        "/api/v1/sessions/a%20b",
        "/api/v1/sessions/M%C3%BCller"
      })
  void a_path_that_reads_one_way_is_plain(String path) {
    assertThat(RequestPath.isPlain(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "demo",
        "//demo/",
        "/demo//admin",
        "/demo/./admin",
        "/demo/../admin",
        "/demo/..",
        "/demo/.",
        "/...",
        "/.../admin",
        "/api/v1/%2e..",
        "/demo/..;/admin",
        "/demo;a=b/admin",
        "/demo\\admin",
        "/%64emo/",
        "/demo/%2e%2e/admin",
        "/demo/%2E./admin",
        "/demo/%2fadmin",
        "/demo/%5cadmin",
        "/demo/%3badmin",
        "/demo/%00",
        "/demo/%0d%0a",
        "/demo/%",
        "/demo/%2",
        "/demo/%zz",
        "/demo/\u0001",
        "/demo/\u00ff",
        "/demo/\u202e",
        "/health/..%2fadmin.xhtml",
        "/health;x",
        "/api/%2e%2e/home.xhtml",
        "/api/..%2fhome.xhtml",
        "/api/v1/..",
        "/api/v1/sessions;a=b",
        "/api/v1/%2e",
        "/api/v1/%252e%252e",
        "/api/v1/%2500",
        "/api/v1/a%2fb",
        "/api/v1/a%5cb",
        "/api/v1/a%3bb",
        "/api/v1/%00",
        "/api/v1/%0a",
        "/api/v1/%7f",
        "/api/v1/%c0%ae",
        "/api/v1/%ff",
        "/api/v1/%ed%a0%80",
        "/api/v1/%e2%80%ae",
        "/api/v1/%e2%80%a8",
        "/api//v1",
        "//api/v1"
      })
  void a_path_that_could_be_read_another_way_is_not(String path) {
    assertThat(RequestPath.isPlain(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "a-b.example:8080", "a_b", "127.0.0.1:", "[::1]:80", "[::1]"})
  void a_host_is_a_name_or_an_address(String host) {
    assertThat(RequestPath.isHost(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a:b:c", "a b", "a/b", "a,b", "[::1", "::1", "a:123456"})
  void a_host_is_nothing_else(String host) {
    assertThat(RequestPath.isHost(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/ready", "/metrics", "/openapi", "/api/v1/sessions"})
  void some_first_segments_are_the_server_s(String path) {
    assertThat(RequestPath.isServedByTheServer(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthcare/", "/openapi2", "/metrics-team/me", "/apis/", "/api2", "/"})
  void an_organisation_may_be_called_what_only_begins_like_those(String path) {
    assertThat(RequestPath.isServedByTheServer(path)).isFalse();
    assertThat(RequestPath.isOfApi(path)).isFalse();
  }

  @Test
  void a_program_is_answered_as_one_also_where_its_path_is_refused() {
    assertThat(RequestPath.looksLikeApi("//api/v1/sessions")).isTrue();
    assertThat(RequestPath.looksLikeApi("/api;x/v1")).isTrue();
    assertThat(RequestPath.looksLikeApi("/api")).isTrue();
    assertThat(RequestPath.looksLikeApi("/apis/v1")).isFalse();
    assertThat(RequestPath.looksLikeApi("/demo/api/")).isFalse();
  }
}
