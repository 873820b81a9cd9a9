package io.lakegate.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private static final String JSON = "{\"name\": \"Müller\"}";

  private static String decode(String type, byte[] body) {
    return JsonText.decode(body, MediaType.valueOf(type));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(LakegateException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void json_that_is_not_utf_8_is_refused() {
    byte[] latin1 = JSON.getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> decode("application/json", latin1))
        .isInstanceOfSatisfying(
            LakegateException.class, e -> assertThat(e.fields().get("body")).contains("not UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080",
        "c0af",
        "e080af",
        "eda080",
        "edb080",
        "f4908080",
        "f8888080",
        "ff",
        "e282"
      })
  void overlong_halved_and_impossible_utf_8_is_refused(String bytes) {
    byte[] body = HexFormat.of().parseHex("7b226e616d65223a22" + bytes + "227d");

    assertRefused(ErrorCode.INVALID, () -> decode("application/json", body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "utf-8", "\"UTF-8\""})
  void a_declared_charset_is_obeyed(String charset) {
    byte[] body = JSON.getBytes(Charset.forName(charset.replace("\"", "")));

    assertThat(decode("application/json;charset=" + charset, body)).isEqualTo(JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"klingon", "\"\"", "\" \"", "\"ü\""})
  void a_charset_nobody_knows_is_415(String charset) {
    assertRefused(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        () -> decode("application/json;charset=" + charset, new byte[0]));
  }

  @Test
  void a_byte_order_mark_is_accepted() {
    byte[] marked = ("\uFEFF" + JSON).getBytes(StandardCharsets.UTF_8);

    assertThat(decode("application/json", marked)).isEqualTo(JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{} {}",
        "{},",
        "{}x",
        "{\"a\":",
        "{\"a\"}",
        "{a:1}",
        "{'a':'a'}",
        "{\"a\":\"b\",}",
        "{\"a\":\"b\nc\"}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":NaN}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "// a\n{}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "\uFEFF{}",
        "{\"a\":{",
        "{\"a\":[",
        "nul",
        "\u0000"
      })
  void what_is_no_json_is_refused(String text) {
    assertRefused(ErrorCode.BAD_JSON, () -> JsonText.parse(text, new Problems()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"a\":["})
  void nesting_thousands_deep_is_refused(String opening) {
    assertRefused(
        ErrorCode.BAD_JSON, () -> JsonText.parse(opening.repeat(100_000), new Problems()));
  }

  @Test
  void a_number_is_only_its_text_however_large() {
    assertThat(JsonText.parse("{\"a\": 1e999999999}", new Problems()))
        .isEqualTo(Map.of("a", new JsonText.Numeral("1e999999999")));
  }
}
