package io.lakegate.client.livy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivyReasonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"msg\":\"Session '7' not found.\"}|Session '7' not found.",
        "\"Statement not found\"|Statement not found",
        "{\"errorCode\":\"X\",\"message\":\"No room\",\"requestId\":\"1\"}|No room",
        "{\"errorCode\":\"RequestBlocked\"}|RequestBlocked",
        "\"java.lang.IllegalStateException: Session is in state starting\"|Session is in state"
            + " starting",
        "\"java.util.concurrent.CancellationException\"|CancellationException",
        "\"first line\\n\\tat org.apache.livy.Server.run(Server.scala:1)\"|first line",
        "<html><title>Error 400 &lt;b&gt;</title><body>x</body></html>|Error 400",
        "{\"msg\":\"\\u001b[31mred\\u001b[0m reason\"}|red reason",
        "<html><title>Incomplete surrogate pair in Statement[&quot;output&quot;] &amp;"
            + " &#39;x&#x27;</title></html>|Incomplete surrogate pair in Statement[\"output\"] &"
            + " 'x'",
        "<html><title>it &amp;#x27;s &amp;lt;b&amp;gt;bold</title></html>|it 's bold",
        "<html><body>no title</body></html>|HTTP 500",
        "plain words|plain words",
        "{\"other\":1}|HTTP 500",
        "{broken|HTTP 500",
        "{\"msg\":\"<script>alert(1)</script> x\"}|alert(1) x",
        "{\"msg\":\"token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is bad\"}|token *** is bad",
        "{\"msg\":\"Authorization: Bearer abcdef123456 refused\"}|Authorization: *** refused",
        "{\"msg\":\"cannot open https://u:p@h/x?sig=abc&se=1 now\"}|cannot open https://***h/x?***"
            + " now",
        "{\"msg\":\"password=hunter2, try again\"}|password=***, try again"
      })
  void is_one_harmless_sentence(String body, String reason) {
    assertThat(reason(body)).isEqualTo(reason);
  }

  @Test
  void drops_every_exceptions_name_and_the_trace() {
    assertThat(reason(Recorded.body("statement-sql-kind-invalid-post")))
        .isEqualTo("Invalid kind: nosuch");
  }

  @Test
  void is_cut_to_its_length() {
    assertThat(reason("{\"msg\":\"" + "word ".repeat(1_000) + "\"}"))
        .hasSizeLessThanOrEqualTo(LivyReason.LENGTH)
        .endsWith("…");
  }

  @Test
  void holds_no_control_or_direction_characters() {
    assertThat(reason("{\"msg\":\"a\\u0000b\\u202ec\\u2028d\\te\"}")).isEqualTo("a b c d e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "<", "eyJ", "?a=", "//", "password=", "basic "})
  @Timeout(5)
  void takes_no_time_over_text_made_to_take_time(String piece) {
    assertThat(reason("{\"msg\":\"" + piece.repeat(20_000) + "\"}")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "36, PT36S",
    "999999999, PT1H",
    "'Sat, 21 Nov 2026 09:15:30 GMT', PT30S",
    "'Sat, 21 Nov 2026 09:14:30 GMT', PT0S",
    "'Mon, 21 Dec 2026 09:15:30 GMT', PT1H"
  })
  void reads_both_forms_of_Retry_After(String value, Duration wait) {
    assertThat(RetryAfter.parse(value, "Sat, 21 Nov 2026 09:15:00 GMT")).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "soon", "1.5", "99999999999999999999"})
  void passes_over_a_Retry_After_that_makes_no_sense(String value) {
    assertThat(RetryAfter.parse(value, null)).isNull();
  }

  @Test
  void counts_a_date_from_now_when_the_server_does_not_tell_its_time() {
    assertThat(RetryAfter.parse("Sat, 21 Nov 1996 09:15:30 GMT", null)).isNull();
    assertThat(RetryAfter.parse("Thu, 21 Nov 1996 09:15:30 GMT", null))
        .isEqualTo(Duration.of(0, ChronoUnit.SECONDS));
  }

  private static String reason(String body) {
    LivyAnswer answer = new LivyAnswer(500, "", body.getBytes(StandardCharsets.UTF_8), null);
    return LivyReason.of(answer, LivyClients.at(8998));
  }
}
