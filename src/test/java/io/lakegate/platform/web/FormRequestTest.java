package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormRequestTest {
  private static HttpServletRequest request(
      String method, String type, byte[] body, Cookie... cookies) {
    return request(method, type, body, Map.of("q", new String[] {"from the query"}), cookies);
  }

  static HttpServletRequest request(
      String method, String type, byte[] body, Map<String, String[]> query, Cookie... cookies) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(body);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            FormRequestTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getContentType" -> type;
                  case "getCharacterEncoding" -> null;
                  case "isSecure" -> false;
                  case "getCookies" -> cookies;
                  case "getRemoteAddr" -> "192.0.2.1";
                  case "getParameterMap" -> query;
                  case "getContentLengthLong" -> (long) body.length;
                  case "getHeader" -> null;
                  case "getRequestURI" -> "/demo/";
                  case "getInputStream" -> stream(bytes);
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }

  private static ServletInputStream stream(ByteArrayInputStream bytes) {
    return new ServletInputStream() {
      @Override
      public int read() {
        return bytes.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        return bytes.read(buffer, offset, length);
      }

      @Override
      public int available() {
        return 0; // All of it has to be waited for.
      }

      @Override
      public boolean isFinished() {
        return bytes.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static FormRequest form(String body, Cookie... cookies) throws IOException {
    return new FormRequest(
        request("POST", "", body.getBytes(StandardCharsets.US_ASCII), cookies),
        new SlowBodies(1, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, application/x-www-form-urlencoded, true",
    "POST, Application/X-WWW-Form-Urlencoded ; charset=UTF-8, true",
    "PUT, application/x-www-form-urlencoded, false",
    "POST, multipart/form-data; boundary=x, false",
    "POST, application/json, false",
    "POST, , false"
  })
  void is_a_form_for_pages_or_a_body_for_the_api(String method, String type, boolean form) {
    assertThat(FormRequest.isForm(request(method, type, new byte[0]))).isEqualTo(form);
  }

  @Test
  void has_the_fields_of_the_query_and_of_the_form() throws IOException {
    FormRequest form = form("a=1+2&b=%C3%BC%F0%9F%92%A5&a=%26%3D&q=form&&empty=&bare&=x&");

    assertThat(form.getParameterValues("a")).containsExactly("1 2", "&=");
    assertThat(form.getParameter("a")).isEqualTo("1 2");
    assertThat(form.getParameter("b")).isEqualTo("ü💥");
    assertThat(form.getParameterValues("q")).containsExactly("from the query", "form");
    assertThat(form.getParameter("empty")).isEmpty();
    assertThat(form.getParameter("bare")).isEmpty();
    assertThat(form.getParameter("absent")).isNull();
    assertThat(form.getParameterValues("absent")).isNull();
    assertThat(Collections.list(form.getParameterNames()))
        .containsExactly("q", "a", "b", "empty", "bare", "");
  }

  @Test
  void takes_the_fields_of_forms_from_the_body_alone() throws IOException {
    Map<String, String[]> query =
        Map.of(
            "lakegate.form", new String[] {"from the query"},
            "jakarta.faces.ViewState", new String[] {"stateless"},
            "form:save", new String[] {"Save"},
            "q", new String[] {"word"});
    byte[] body = "lakegate.form=from+the+body".getBytes(StandardCharsets.US_ASCII);

    FormRequest form = new FormRequest(request("POST", "", body, query), new SlowBodies(1, 1, 0));

    assertThat(form.getParameterValues("lakegate.form")).containsExactly("from the body");
    assertThat(form.getParameter("jakarta.faces.ViewState")).isNull();
    assertThat(Collections.list(form.getParameterNames()))
        .containsExactlyInAnyOrder("lakegate.form", "q");
  }

  @Test
  void takes_a_broken_escape_to_the_letter() throws IOException {
    assertThat(form("a=100%&b=%zz").getParameter("a")).isEqualTo("100%");
    assertThat(form("a=100%&b=%zz").getParameter("b")).isEqualTo("%zz");
  }

  @Test
  void gives_the_body_again_to_whoever_reads_it_instead() throws IOException {
    FormRequest form = form("a=1");

    assertThat(form.getParameter("a")).isEqualTo("1");
    assertThat(form.getInputStream().readAllBytes()).asString().isEqualTo("a=1");
    assertThat(form.getReader().readLine()).isEqualTo("a=1");
  }

  @Test
  void of_a_stranger_holds_64_KiB() throws IOException {
    assertLimit(FormRequest.LIMIT_OF_STRANGERS);
  }

  @Test
  void of_somebody_with_a_sign_in_holds_7_MiB() throws IOException {
    assertLimit(AddressFilter.MAX_FORM, new Cookie("lakegate-demo", "secret"));
  }

  @Test
  void gives_its_place_back_also_when_it_is_refused() throws Exception {
    SlowBodies slow = new SlowBodies(1, 1, 0);
    byte[] large = new byte[FormRequest.LIMIT_OF_STRANGERS + 1];

    assertThatThrownBy(() -> new FormRequest(request("POST", "", large), slow))
        .isInstanceOf(LakegateException.class);

    assertThat(slow.enter("192.0.2.1", Duration.ZERO)).isTrue();
  }

  private static void assertLimit(int limit, Cookie... cookies) throws IOException {
    assertThat(form("a=" + "x".repeat(limit - 2), cookies).getParameter("a")).isNotEmpty();
    assertThatThrownBy(() -> form("a=" + "x".repeat(limit - 1), cookies))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE));
  }

  @Test
  void a_form_is_as_long_as_what_came_also_in_chunks() throws IOException {
    byte[] form = "a=b".getBytes(StandardCharsets.UTF_8);
    FormRequest request =
        new FormRequest(
            request("POST", "application/x-www-form-urlencoded", form), new SlowBodies(1, 1, 0));

    assertThat(request.getContentLengthLong()).isEqualTo(3);
  }
}
