package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class TenantRequestTest {
  private static FakeExchange everything() {
    return new FakeExchange()
        .with("Accept", "*/*;q=x")
        .sending("q", "select")
        .sending("jakarta.faces.ViewState", "stateless")
        .sending("javax.faces.ViewState", "stateless")
        .sending("jakarta.faces.partial.ajax", "true")
        .sending("Jakarta.Faces.ViewState", "stateless")
        .sending("lakegate.form", "x")
        .sending("form:name", "x")
        .sending("id", "planted");
  }

  @Test
  void nothing_but_a_post_is_shown_to_faces_as_a_form_that_was_sent() {
    for (String method : new String[] {"GET", "HEAD", "PUT", "post"}) {
      HttpServletRequest seen =
          new TenantRequest(everything().asking(method, "/demo/").request(), "demo", "7");

      assertThat(Collections.list(seen.getParameterNames())).containsExactly("q", "id");
      assertThat(seen.getParameterMap()).containsOnlyKeys("q", "id");
      assertThat(seen.getParameter("jakarta.faces.ViewState")).isNull();
      assertThat(seen.getParameterValues("javax.faces.ViewState")).isNull();
      assertThat(seen.getParameter("q")).isEqualTo("select");
    }
  }

  @Test
  void a_post_keeps_what_was_sent_but_the_id_of_its_address() {
    HttpServletRequest seen =
        new TenantRequest(everything().asking("POST", "/demo/").request(), "demo", "7");

    assertThat(seen.getParameter("jakarta.faces.ViewState")).isEqualTo("stateless");
    assertThat(seen.getParameter("form:name")).isEqualTo("x");
    assertThat(seen.getParameter("id")).isEqualTo("7");
  }

  @Test
  void the_session_ends_with_the_request_and_faces_sees_no_header_it_fails_on() {
    HttpServletRequest seen = new TenantRequest(everything().request(), "demo", null);

    assertThat(seen.getSession(false)).isNull();
    assertThat(seen.getSession(true)).isInstanceOf(RequestOnlySession.class);
    assertThat(seen.getSession()).isSameAs(seen.getSession(false));
    assertThat(seen.getHeader("accept")).isNull();
  }
}
