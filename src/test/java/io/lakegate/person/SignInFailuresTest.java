package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.web.ToldFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInFailuresTest {
  private static final TenantId ACME = new TenantId(UUID.randomUUID());
  private static final SignInOrigin HERE = new SignInOrigin("192.0.2.1", "Firefox on Linux");
  private static final SignInOrigin THERE = new SignInOrigin("192.0.2.2", "Firefox on Linux");

  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final RecordedAudit audit = new RecordedAudit();
  private final SignInFailures failures = new SignInFailures();

  @BeforeEach
  void start() {
    failures.audit = audit;
    failures.clock = clock;
  }

  private String fails(SignInOrigin origin, ErrorCode code) {
    return failures.record(ACME, origin, code, "its description answers 404");
  }

  @Test
  void the_event_is_found_by_the_reference_and_says_what_was_wrong() {
    String reference = fails(HERE, ErrorCode.PROVIDER_BAD_ANSWER);

    RecordedAudit.Recorded event = audit.last();
    assertThat(reference).matches("[0-9A-F]{8}");
    assertThat(event.action()).isEqualTo(AuditAction.SIGN_IN);
    assertThat(event.entry().subjectId()).isEqualTo(reference);
    assertThat(event.entry().subjectName()).contains(reference);
    assertThat(event.entry().refusal()).isEqualTo(ErrorCode.PROVIDER_BAD_ANSWER);
    assertThat(event.after()).contains("its description answers 404");
  }

  @Test
  void who_fails_again_and_again_makes_one_event_a_minute() {
    String first = fails(HERE, ErrorCode.PROVIDER_REFUSED);
    clock.passes(Duration.ofSeconds(59));
    assertThat(fails(HERE, ErrorCode.PROVIDER_REFUSED)).isEqualTo(first);

    assertThat(fails(HERE, ErrorCode.PROVIDER_BAD_ANSWER)).isNotEqualTo(first);
    assertThat(fails(THERE, ErrorCode.PROVIDER_REFUSED)).isNotEqualTo(first);
    clock.passes(Duration.ofSeconds(1));
    assertThat(fails(HERE, ErrorCode.PROVIDER_REFUSED)).isNotEqualTo(first);
  }

  @Test
  void a_page_is_told_the_code_and_the_reference() {
    String word = new ToldFailure("PROVIDER_REFUSED", "0123ABCD").word();

    assertThat(ToldFailure.parse(word)).isEqualTo(new ToldFailure("PROVIDER_REFUSED", "0123ABCD"));
    assertThat(ToldFailure.parse("saved")).isEqualTo(new ToldFailure("saved", ""));
    assertThat(ToldFailure.parse(null)).isEqualTo(new ToldFailure("", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X.", "X.<b>", "X.0123abcd", "X.0123ABCD.0123ABCD", "X.' or '1'='1"})
  void a_reference_a_stranger_wrote_is_none(String word) {
    assertThat(ToldFailure.parse(word).reference()).isEmpty();
  }
}
