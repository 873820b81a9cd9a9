package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How many half-sent bodies may hold request threads at once, by route and by caller. */
class BodyPaceFilterTest {
  private static final int PER_ADDRESS = 24;
  private static final int AT_ONCE = 48;

  private final BodyPaceFilter filter = new BodyPaceFilter();

  /** A body whose sender has sent one byte and lets everybody wait for the rest. */
  private static final class HalfSent extends ServletInputStream {
    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int available() {
      return 0;
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private static FakeExchange sending(String path, String address) {
    return new FakeExchange()
        .asking("PUT", path)
        .from(address)
        .withBody("application/json", 2, new HalfSent());
  }

  /** Reads from the body, and does {@code then} while it is being read. */
  private void reading(FakeExchange exchange, Runnable then) {
    filtered(
        exchange,
        (request, response) -> {
          request.getInputStream().read();
          then.run();
        });
  }

  private void filtered(FakeExchange exchange, FilterChain chain) {
    try {
      filter.doFilter(exchange.request(), exchange.response(), chain);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does {@code then} while so many bodies from this address are being read. */
  private void whileReading(int bodies, String path, String address, Runnable then) {
    if (bodies == 0) {
      then.run();
      return;
    }
    FakeExchange exchange = sending(path, address);
    reading(exchange, () -> whileReading(bodies - 1, path, address, then));
    assertThat(exchange.status).isEqualTo(200);
  }

  private ErrorCode refusal(String path, String address) {
    FakeExchange exchange = sending(path, address);
    AtomicReference<String> read = new AtomicReference<>();
    reading(exchange, () -> read.set("a byte"));
    if (read.get() != null) {
      return null;
    }
    assertThat(exchange.status).isEqualTo(ErrorCode.TOO_MANY_SLOW_BODIES.status());
    assertThat(exchange.answeredHeaders).containsEntry("Connection", "close");
    return ErrorCode.TOO_MANY_SLOW_BODIES;
  }

  @Test
  void one_caller_may_send_twenty_four_at_once_and_others_go_on_sending() {
    whileReading(
        PER_ADDRESS,
        "/acme/home",
        "192.0.2.1",
        () -> {
          assertThat(refusal("/acme/home", "192.0.2.1")).isNotNull();
          assertThat(refusal("/acme/home", "192.0.2.2")).isNull();
        });
  }

  @Test
  void all_callers_may_send_forty_eight_to_pages_at_once_and_the_api_has_places_of_its_own() {
    whileReading(
        PER_ADDRESS,
        "/acme/home",
        "192.0.2.1",
        () ->
            whileReading(
                AT_ONCE - PER_ADDRESS,
                "/acme/home",
                "192.0.2.2",
                () -> {
                  assertThat(refusal("/acme/home", "192.0.2.3")).isNotNull();
                  assertThat(refusal("/api/v1/sessions", "192.0.2.3")).isNull();
                }));
  }

  @Test
  void a_request_that_has_failed_gives_its_place_back() {
    for (int i = 0; i <= AT_ONCE; i++) {
      FakeExchange exchange = sending("/api/v1/sessions", "192.0.2.1");
      assertThatThrownBy(
              () ->
                  reading(
                      exchange,
                      () -> {
                        throw new IllegalStateException("for the test");
                      }))
          .hasMessage("for the test");
    }

    assertThat(refusal("/api/v1/sessions", "192.0.2.1")).isNull();
  }

  @Test
  void a_request_without_a_body_is_passed_on_as_it_is() {
    FakeExchange exchange = new FakeExchange().withBody(null, 0, null);
    AtomicReference<ServletRequest> passed = new AtomicReference<>();

    filtered(exchange, (request, response) -> passed.set(request));

    assertThat(passed.get()).isNotInstanceOf(PacedRequest.class);
  }

  @Test
  void a_body_in_chunks_is_paced_too() {
    FakeExchange exchange =
        new FakeExchange()
            .withBody("application/json", -1, new HalfSent())
            .with("Transfer-Encoding", "chunked");
    AtomicReference<ServletRequest> passed = new AtomicReference<>();

    filtered(exchange, (request, response) -> passed.set(request));

    assertThat(passed.get()).isInstanceOf(PacedRequest.class);
  }

  @Test
  void a_form_that_is_too_large_is_refused_before_anybody_reads_it() {
    FakeExchange exchange =
        new FakeExchange()
            .asking("POST", "/acme/sign-in")
            .withBody("application/x-www-form-urlencoded", 9, new HalfSent());
    AtomicReference<ServletRequest> passed = new AtomicReference<>();

    filtered(exchange, (request, response) -> passed.set(request));

    assertThat(passed.get()).isNull();
    assertThat(exchange.status).isEqualTo(413);
  }

  @Test
  void a_refusal_is_not_written_into_an_answer_that_has_begun() {
    FakeExchange exchange = sending("/acme/home", "192.0.2.1").afterTheAnswerHasBegun();
    LakegateException slow = new LakegateException(ErrorCode.BODY_TOO_SLOW, 1);

    assertThatThrownBy(
            () ->
                reading(
                    exchange,
                    () -> {
                      throw slow;
                    }))
        .isSameAs(slow);
  }

  @Test
  void a_body_that_is_too_slow_is_answered_and_other_refusals_are_left_to_who_reads_them() {
    FakeExchange exchange = sending("/api/v1/sessions", "192.0.2.1");
    LakegateException other = new LakegateException(ErrorCode.SESSION_NOT_FOUND);

    reading(
        exchange,
        () -> {
          throw new LakegateException(ErrorCode.BODY_TOO_SLOW, 1);
        });

    assertThat(exchange.status).isEqualTo(ErrorCode.BODY_TOO_SLOW.status());
    assertThat(exchange.answer()).contains("BODY_TOO_SLOW");
    assertThatThrownBy(
            () ->
                reading(
                    exchange,
                    () -> {
                      throw other;
                    }))
        .isSameAs(other);
  }

  @Test
  void a_form_without_a_body_has_no_field_of_a_form_in_its_query_either() throws Exception {
    HttpServletRequest sent =
        FormRequestTest.request(
            "POST",
            "application/x-www-form-urlencoded",
            new byte[0],
            Map.of(FormTokens.FIELD, new String[] {"token"}, "q", new String[] {"word"}));
    AtomicReference<ServletRequest> passed = new AtomicReference<>();

    filter.doFilter(
        sent, new FakeExchange().response(), (request, response) -> passed.set(request));

    assertThat(passed.get().getParameter(FormTokens.FIELD)).isNull();
    assertThat(passed.get().getParameter("q")).isEqualTo("word");
  }
}
