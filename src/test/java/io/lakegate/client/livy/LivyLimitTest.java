package io.lakegate.client.livy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.lakegate.platform.deadline.CallLimit;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No call outlives what it is made under, however long its own time-out is. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LivyLimitTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @RegisterExtension final LivyStub livy = new LivyStub();

  /** Loading the classes takes long on a busy machine. */
  @BeforeEach
  void warmUp() {
    answer(Recorded.answer("version-get"));
    livy.client().version(livy.endpoint());
    livy.server().resetAll();
  }

  private void answer(ResponseDefinitionBuilder response) {
    livy.server().stubFor(any(anyUrl()).willReturn(response));
  }

  private static ResponseDefinitionBuilder accepted() {
    return aResponse()
        .withStatus(201)
        .withHeader("Content-Type", "application/json")
        .withBody("{\"id\": 0, \"code\": \"1+1\", \"state\": \"waiting\", \"output\": null}");
  }

  private LivyStatement submit(Supplier<Duration> limit) {
    return CallLimit.within(
        limit,
        () ->
            livy.client()
                .submitStatement(
                    livy.endpoint(LONG), "0", new LivyStatementRequest("1+1", "spark")));
  }

  private LakegateException refused(Supplier<Duration> limit) {
    return catchThrowableOfType(LakegateException.class, () -> submit(limit));
  }

  /** From now on. */
  private static Supplier<Duration> lasting(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return () -> Duration.ofNanos(end - System.nanoTime());
  }

  @Test
  void a_call_is_cut_when_its_limit_is_over_and_may_have_arrived() {
    answer(aResponse().withFixedDelay(40_000));

    LakegateException problem = refused(lasting(Duration.ofSeconds(1)));

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_NO_ANSWER);
    assertThat(LivyClient.isAmbiguous(problem)).isTrue();
  }

  @Test
  void a_limit_that_is_put_off_while_the_call_lasts_lets_it_end() {
    answer(accepted().withFixedDelay(1_500));
    Supplier<Duration> first = lasting(Duration.ofSeconds(1));

    LivyStatement statement =
        submit(() -> first.get().toMillis() > 100 ? first.get().minusMillis(100) : LONG);

    assertThat(statement.id()).isNotNull();
  }

  @Test
  void a_call_whose_limit_is_over_before_it_begins_writes_nothing() {
    answer(accepted());

    LakegateException problem = refused(() -> Duration.ZERO);

    assertThat(LivyClient.provesNotSent(problem)).isTrue();
    assertThat(livy.server().getAllServeEvents()).isEmpty();
  }

  @Test
  void a_process_paused_before_the_first_byte_writes_nothing_when_it_goes_on() {
    answer(accepted());
    AtomicInteger asked = new AtomicInteger();

    LakegateException problem =
        refused(() -> asked.incrementAndGet() == 1 ? LONG : Duration.ofSeconds(-1));

    assertThat(asked.get()).isGreaterThan(1);
    assertThat(LivyClient.provesNotSent(problem)).isTrue();
    assertThat(livy.server().getAllServeEvents()).isEmpty();
  }
}
