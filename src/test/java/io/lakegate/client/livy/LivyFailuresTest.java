package io.lakegate.client.livy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of failed answer becomes. */
class LivyFailuresTest {
  @RegisterExtension final LivyStub livy = new LivyStub();

  private static final String SIGN_IN_PAGE =
      "<!DOCTYPE html><html><head><title>Sign in to Contoso</title></head><body>…</body></html>";

  @Nested
  class Of_an_answer_that_is_not_Livys {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "   ",
          SIGN_IN_PAGE,
          "\"a string\"",
          "[]",
          "null",
          "{}",
          "{\"id\":null}",
          "{\"id\":\"../../version\"}",
          "{\"id\":{}}",
          "{\"id\":1"
        })
    void a_launch_is_ambiguous(String body) {
      answer(aResponse().withStatus(200).withBody(body));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
      assertThat(LivyClient.isAmbiguous(problem)).isTrue();
      assertThat(LivyClient.provesNotSent(problem)).isFalse();
      assertThat(LivyClient.status(problem)).hasValue(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"sessions\":{}}",
          "{\"from\":0,\"total\":3,\"sessions\":null}",
          "{\"from\":0,\"total\":1,\"sessions\":[null]}",
          "{\"from\":0,\"total\":1,\"sessions\":[{\"state\":\"idle\"}]}"
        })
    void a_list_is_not_taken_for_empty(String body) {
      answer(aResponse().withStatus(200).withBody(body));

      LakegateException problem = caught(() -> livy.client().listSessions(livy.endpoint(), 0, 100));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
    }

    @Test
    void a_deletion_confirmed_by_a_sign_in_page_is_none() {
      answer(aResponse().withStatus(200).withBody(SIGN_IN_PAGE));

      assertThat(caught(() -> livy.client().deleteSession(livy.endpoint(), "0")).code())
          .isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
      assertThat(caught(() -> livy.client().cancelStatement(livy.endpoint(), "0", "0")).code())
          .isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
      assertThat(caught(() -> livy.client().connect(livy.endpoint(), "0")).code())
          .isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><title>404 Not Found</title></html>", "no such route"})
    void a_gateways_404_does_not_prove_a_session_gone(String body) {
      answer(aResponse().withStatus(404).withBody(body));

      LakegateException problem = caught(() -> livy.client().findSession(livy.endpoint(), "0"));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
      assertThat(caught(() -> livy.client().deleteSession(livy.endpoint(), "0")).code())
          .isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
    }

    @Test
    void Fabrics_paused_capacity_does_not_prove_a_session_gone() {
      answer(
          aResponse()
              .withStatus(404)
              .withHeader("Content-Type", "application/json")
              .withBody(
                  "{\"errorCode\":\"CapacityNotActive\",\"message\":\"Capacity is paused\"}"));

      LakegateException problem = caught(() -> livy.client().findSession(livy.endpoint(), "0"));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_REFUSED);
      assertThat(problem).hasMessageContaining("Capacity is paused");
    }
  }

  @Nested
  class Of_a_refusal {
    @Test
    void the_reason_is_Livys_own() {
      answer(Recorded.answer("session-post-duplicate-name"));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_REFUSED);
      assertThat(problem)
          .hasMessage(
              "The Livy server refused: Rejected, Reason: Duplicate session name: Some(rec-spark)"
                  + " for session 6");
      assertThat(LivyClient.isAmbiguous(problem)).isFalse();
      assertThat(LivyClient.status(problem)).hasValue(400);
    }

    @Test
    void a_bare_string_is_a_reason_too() {
      answer(Recorded.answer("session-post-unknown-field"));

      assertThat(caught(LivyFailuresTest.this::launch))
          .hasMessageStartingWith("The Livy server refused: Unrecognized field \"nosuch\"");
    }

    @Test
    void of_a_page_the_title_is_the_reason() {
      answer(Recorded.answer("csrf-post-without-header"));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_REFUSED);
      assertThat(problem)
          .hasMessage(
              "The Livy server refused: Error 400 Missing Required Header for CSRF protection.");
    }

    @Test
    void of_silence_the_status_is_the_reason() {
      answer(Recorded.answer("unknown-path-get"));

      assertThat(caught(() -> livy.client().version(livy.endpoint())))
          .hasMessage("The Livy server refused: HTTP 404");
    }

    @Test
    void a_dead_session_refuses_its_statements() {
      answer(Recorded.answer("dead-statement-get"));

      assertThat(caught(() -> livy.client().findStatement(livy.endpoint(), "9", "0")))
          .hasMessage("The Livy server refused: requirement failed: Session isn't active.");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void credentials_are_named_when_they_are_the_cause(int status) {
      answer(aResponse().withStatus(status).withHeader("WWW-Authenticate", "Basic realm=\"x\""));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_UNAUTHORIZED);
      assertThat(LivyClient.isAmbiguous(problem)).isEqualTo(status == 403);
    }
  }

  @Nested
  class Of_a_server_in_trouble {
    @Test
    void a_statement_for_a_starting_session_fails_with_the_reason_and_no_trace() {
      answer(Recorded.answer("statement-post-while-starting"));

      LakegateException problem =
          caught(
              () ->
                  livy.client()
                      .submitStatement(
                          livy.endpoint(), "0", new LivyStatementRequest("1+1", null)));

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_FAILED);
      assertThat(problem)
          .hasMessageEndingWith(livy.server().port() + " failed: Session is in state starting");
      assertThat(LivyClient.isAmbiguous(problem)).isFalse();
    }

    @Test
    void a_proxy_with_nothing_behind_it_is_ambiguous() {
      answer(aResponse().withStatus(502).withBody("<html><title>502 Bad Gateway</title></html>"));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_FAILED);
      assertThat(problem).hasMessageEndingWith("failed: 502 Bad Gateway");
      assertThat(LivyClient.isAmbiguous(problem)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"429,true", "430,true", "503,true"})
    void a_busy_one_says_how_long_in_seconds(int status, boolean ambiguous) {
      answer(aResponse().withStatus(status).withHeader("Retry-After", "36"));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_BUSY);
      assertThat(LivyClient.retryAfter(problem)).contains(Duration.ofSeconds(36));
      assertThat(LivyClient.isAmbiguous(problem)).isEqualTo(ambiguous);
      assertThat(problem).hasMessageEndingWith("Try again in 36 seconds.");
    }

    @Test
    void a_busy_one_says_how_long_as_a_date() {
      answer(
          aResponse()
              .withStatus(503)
              .withHeader("Date", "Sat, 21 Nov 2026 09:15:00 GMT")
              .withHeader("Retry-After", "Sat, 21 Nov 2026 09:17:00 GMT"));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(LivyClient.retryAfter(problem)).contains(Duration.ofMinutes(2));
    }

    @Test
    void a_busy_one_need_not_say_how_long() {
      answer(aResponse().withStatus(429));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(LivyClient.retryAfter(problem)).isEmpty();
      assertThat(problem).hasMessageEndingWith("Try again in a moment.");
    }

    @Test
    void a_gateway_that_gave_up_waiting_is_ambiguous() {
      answer(aResponse().withStatus(408));

      LakegateException problem = caught(LivyFailuresTest.this::launch);

      assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_NO_ANSWER);
      assertThat(LivyClient.isAmbiguous(problem)).isTrue();
    }

    @Test
    void a_huge_error_page_is_read_no_further_than_its_title() {
      answer(
          aResponse()
              .withStatus(500)
              .withBody("<html><title>Oops</title>" + "x".repeat(1 << 20) + "</html>"));

      assertThat(caught(LivyFailuresTest.this::launch)).hasMessageEndingWith("failed: Oops");
    }
  }

  @Test
  void a_credential_is_not_echoed() {
    answer(aResponse().withStatus(400).withBody("{\"msg\":\"bad token s3cr3t-t0ken here\"}"));
    LivyEndpoint endpoint =
        new LivyEndpoint(
            livy.endpoint().url(), LivyCredential.bearer("s3cr3t-t0ken"), Duration.ofSeconds(20));

    LakegateException problem = caught(() -> livy.client().version(endpoint));

    assertThat(problem).hasMessage("The Livy server refused: bad token *** here");
  }

  private void answer(ResponseDefinitionBuilder answer) {
    livy.stub(any(anyUrl()).willReturn(answer));
  }

  private void launch() {
    livy.client().createSession(livy.endpoint(), LivyClients.launch("lakegate-1"));
  }

  private static LakegateException caught(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }
}
