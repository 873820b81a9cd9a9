package io.lakegate.client.livy;

import io.lakegate.client.http.Answer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After} in both its forms, seconds and HTTP date (RFC 9110 §10.2.3). */
final class RetryAfter {
  /** A server that asks for more is asked again after this all the same. */
  static final Duration MAX_WAIT = Duration.ofHours(1);

  private RetryAfter() {}

  /** Null when the header is missing or makes no sense. */
  static Duration of(Answer answer) {
    String value = answer.header("Retry-After");
    return value == null ? null : parse(value.strip(), answer.header("Date"));
  }

  /** A date counts from the server's own {@code Date}: the clocks of two machines differ. */
  static Duration parse(String value, String serverDate) {
    try {
      Duration wait =
          value.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(now(serverDate), instant(value));
      if (wait.isNegative()) {
        return Duration.ZERO;
      }
      return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Instant now(String serverDate) {
    return serverDate == null ? Clock.systemUTC().instant() : instant(serverDate);
  }

  private static Instant instant(String httpDate) {
    return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
