package io.lakegate.sandbox;

import static io.lakegate.sandbox.Recorded.shape;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.ValueSource;

/** The very requests that were sent to a real Livy, sent to the sandbox. */
@ExtendWith(OneSandbox.class)
class RecordedAnswersTest {

  private final RunningSandbox sandbox;

  RecordedAnswersTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch-delete-again",
        "batch-get-404",
        "batch-get-by-name",
        "cancel-nonnumeric-statement",
        "cancel-nosuch-statement",
        "completion-spark",
        "completion-spark-cursor-beyond",
        "completion-spark-cursor-mid",
        "completion-spark-none",
        "completion-sql",
        "session-delete-404",
        "session-get-404",
        "session-get-404-name",
        "session-id-huge",
        "session-log-404",
        "session-log-nonnumeric",
        "session-post-bad-json",
        "session-post-bad-kind",
        "session-post-bad-ttl",
        "session-post-bad-type",
        "session-post-empty-body",
        "session-post-jar-not-whitelisted",
        "session-post-unknown-field",
        "session-state-404",
        "sessions-list-from-nonnumeric",
        "statement-get-404",
        "statement-get-nonnumeric",
        "statement-post-404",
        "statement-post-bad-json",
        "statement-post-empty-body",
        "statements-list-from-nonnumeric",
      })
  void answers_with_the_same_status_and_the_same_body(
      @ConvertWith(Recorded.Converter.class) Recorded recorded) {
    RunningSandbox.Answer answer = recorded.replay(sandbox);

    assertThat(answer.status()).isEqualTo(recorded.status());
    assertThat(answer.body()).isEqualTo(recorded.body());
    assertThat(answer.header("Content-Type")).isEqualTo(recorded.header("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "completion-bad-kind",
        "completion-nokind",
        "session-connect",
        "session-get-accept-html",
        "session-get-idle-spark",
        "session-log-default",
        "session-log-from0-size5",
        "session-log-size3",
        "session-log-size-minus1",
        "session-state-idle",
        "sessions-list",
        "sessions-list-from1-size1",
        "sessions-list-from-negative",
        "sessions-list-size0",
        "statement-post-nocode",
        "statement-post-unknown-field",
        "statement-shared-nokind-post",
        "statement-sql-kind-invalid-post",
        "version-get",
      })
  void answers_with_the_same_status_and_fields_of_the_same_types(
      @ConvertWith(Recorded.Converter.class) Recorded recorded) {
    RunningSandbox.Answer answer = recorded.replay(sandbox);

    assertThat(answer.status()).isEqualTo(recorded.status());
    assertThat(shape(answer.body())).isEqualTo(shape(recorded.body()));
    assertThat(answer.header("Content-Type")).isEqualTo(recorded.header("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"session-head", "session-options", "session-put", "unknown-path-get"})
  void answers_without_a_body_where_livy_has_none(
      @ConvertWith(Recorded.Converter.class) Recorded recorded) {
    RunningSandbox.Answer answer = recorded.replay(sandbox);

    assertThat(answer.status()).isEqualTo(recorded.status());
    assertThat(answer.raw().body()).isEmpty();
    assertThat(answer.header("Allow")).isEqualTo(recorded.header("Allow"));
    assertThat(answer.header("Content-Type")).isEqualTo(recorded.header("Content-Type"));
  }
}
