package io.lakegate.client.livy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only Livy's own refusal proves that what was asked was not done. */
class LivyWordsTest {
  @RegisterExtension final LivyStub livy = new LivyStub();

  private static final String JSON = "application/json;charset=utf-8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "502 | text/html        | <html><title>502 Bad Gateway</title></html>",
        "503 | text/html        | <html><title>503</title></html>",
        "504 | text/html        | <html><title>504 Gateway Time-out</title></html>",
        "500 | text/html        | <html><title>500</title></html>",
        "500 | text/plain       | \"java.lang.IllegalStateException: Session is in state"
            + " starting\"",
        "500 | text/html        | ''",
        "500 | application/json | ''",
        "500 | application/json | \"java.lang.IllegalStateException: Session is in state star",
        "500 | application/json | \"java.util.concurrent.CancellationException\"",
        "500 | application/json | \"java.lang.IllegalStateException: RPC channel is closed.\"",
        "500 | application/json | {\"message\":\"Session is in state starting\"}",
        "500 | application/json | \"upstream says: Session is in state starting, maybe\"",
        "502 | application/json | {\"msg\":\"Session is in state starting\"}",
        "503 | application/json | {\"msg\":\"Session is in state starting\"}",
        "504 | application/json | \"Session is in state starting\"",
        "400 | text/html        | <html><title>400 Bad Request</title></html>",
        "400 | text/plain       | {\"msg\":\"Rejected\"}",
        "400 | application/json | {\"message\":\"no\"}",
        "400 | application/json | {\"msg\":\"no\",\"request_id\":\"1\"}",
        "403 | text/html        | <html><title>Blocked</title></html>",
        "404 | text/html        | ''",
        "408 | application/json | {\"msg\":\"Too slow\"}",
        "429 | application/json | {\"msg\":\"Too many\"}",
        "429 | text/html        | ''",
        "301 | text/html        | ''",
        "302 | text/html        | ''",
        "307 | application/json | {\"msg\":\"elsewhere\"}",
        "200 | text/html        | <html><title>Sign in</title></html>",
        "201 | application/json | {\"state\":\"waiting\"}",
        "201 | application/json | ''",
        "201 | application/json | {\"id\":1",
        "204 | application/json | ''"
      })
  void what_may_come_from_a_gateway_proves_nothing(int status, String type, String body) {
    LakegateException problem = submitting(answer(status, type, body));

    assertThat(LivyClient.isAmbiguous(problem)).isTrue();
    assertThat(LivyClient.provesNotSent(problem)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "statement-post-while-starting",
        "statement-post-after-stop",
        "dead-statement-post",
        "statement-post-404",
        "statement-post-bad-json",
        "statement-post-unknown-field",
        "statement-post-empty-body"
      })
  void Livys_own_refusal_proves_that_nothing_ran(String recorded) {
    assertThat(LivyClient.isAmbiguous(submitting(Recorded.answer(recorded)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"statement-sql-kind-invalid-post", "statement-shared-nokind-post"})
  void a_kind_the_driver_does_not_know_is_refused_for_good(String recorded) {
    LakegateException problem = submitting(Recorded.answer(recorded));

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_REFUSED);
    assertThat(LivyClient.isAmbiguous(problem)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead-statement-post-immediately", "statement-post-nocode"})
  void a_driver_that_broke_off_may_have_taken_it(String recorded) {
    assertThat(LivyClient.isAmbiguous(submitting(Recorded.answer(recorded)))).isTrue();
  }

  @Test
  void who_is_not_signed_in_has_done_nothing() {
    assertThat(LivyClient.isAmbiguous(submitting(answer(401, "text/html", "")))).isFalse();
  }

  @Test
  void Fabric_says_itself_that_it_is_too_busy() {
    LakegateException problem =
        submitting(answer(430, JSON, "{\"errorCode\":\"TooManyRequestsForCapacity\"}"));

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_BUSY);
    assertThat(LivyClient.isAmbiguous(problem)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html        | \"Session '0' not found.\"",
        "application/json | {\"msg\":\"no route\"}",
        "application/json | {\"message\":\"Session '0' not found.\"}"
      })
  void a_gateways_404_does_not_prove_a_session_gone(String type, String body) {
    livy.stub(any(anyUrl()).willReturn(answer(404, type, body)));

    assertThat(caught(() -> livy.client().findSession(livy.endpoint(), "0"))).isNotNull();
    assertThat(caught(() -> livy.client().deleteSession(livy.endpoint(), "0"))).isNotNull();
    assertThat(caught(() -> livy.client().findStatement(livy.endpoint(), "0", "0"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 5_000, 100_000})
  void what_is_nested_too_deep_is_an_answer_that_is_not_Livys(int depth) {
    String nested = "[".repeat(depth) + "]".repeat(depth);
    String body = "{\"id\":0,\"version\":" + nested + ",\"sessions\":[],\"x\":" + nested + "}";
    livy.stub(any(anyUrl()).willReturn(answer(200, JSON, body)));

    assertBad(caught(() -> livy.client().findStatement(livy.endpoint(), "0", "0")));
    assertBad(caught(() -> livy.client().findSession(livy.endpoint(), "0")));
    assertBad(caught(() -> livy.client().listSessions(livy.endpoint(), 0, 1)));
    assertBad(caught(() -> livy.client().version(livy.endpoint())));
    assertBad(caught(() -> livy.client().cancelStatement(livy.endpoint(), "0", "0")));
  }

  @Test
  void brackets_in_a_text_are_no_depth() {
    String text = "\\\"[".repeat(2_000);
    livy.stub(any(anyUrl()).willReturn(answer(200, JSON, "{\"version\":\"" + text + "\"}")));

    assertThat(livy.client().version(livy.endpoint()).version()).hasSize(4_000);
  }

  private static void assertBad(LakegateException problem) {
    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
  }

  private static ResponseDefinitionBuilder answer(int status, String type, String body) {
    return aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body);
  }

  private LakegateException submitting(ResponseDefinitionBuilder answer) {
    livy.stub(any(anyUrl()).willReturn(answer));
    return caught(
        () ->
            livy.client()
                .submitStatement(livy.endpoint(), "0", new LivyStatementRequest("1+1", null)));
  }

  private static LakegateException caught(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }
}
