package io.lakegate.client.livy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request and its credential go where they were meant to go, or nowhere. */
class LivyHostsTest {
  @RegisterExtension final LivyStub livy = new LivyStub();
  @RegisterExtension final LivyStub stranger = new LivyStub();

  @Test
  void sends_a_bearer_token() {
    livy.stub(any(anyUrl()).willReturn(Recorded.answer("version-get")));

    livy.client().version(with(LivyCredential.bearer("t0ken")));

    livy.server()
        .verify(
            getRequestedFor(urlPathEqualTo("/version"))
                .withHeader("Authorization", equalTo("Bearer t0ken")));
  }

  @Test
  void sends_a_user_name_and_password() {
    livy.stub(any(anyUrl()).willReturn(Recorded.answer("version-get")));

    livy.client().version(with(LivyCredential.basic("ada", "påss:word")));

    livy.server()
        .verify(
            getRequestedFor(urlPathEqualTo("/version"))
                .withHeader("Authorization", equalTo("Basic YWRhOnDDpXNzOndvcmQ=")));
  }

  @Test
  void sends_each_call_with_its_own_credential_only() {
    livy.stub(any(anyUrl()).willReturn(Recorded.answer("version-get")));

    livy.client().version(with(LivyCredential.bearer("of-acme")));
    livy.client().version(with(LivyCredential.none()));

    livy.server()
        .verify(1, getRequestedFor(urlPathEqualTo("/version")).withoutHeader("Authorization"));
  }

  @Test
  void keeps_no_cookie_of_one_caller_for_the_next() {
    livy.stub(
        any(anyUrl())
            .willReturn(
                Recorded.answer("version-get")
                    .withHeader("Set-Cookie", "hadoop.auth=acme; Path=/")));

    livy.client().version(with(LivyCredential.bearer("of-acme")));
    livy.client().version(with(LivyCredential.none()));

    livy.server().verify(2, getRequestedFor(urlPathEqualTo("/version")).withoutHeader("Cookie"));
  }

  @Test
  void does_not_answer_a_challenge() {
    livy.stub(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"x\"")));

    assertThatThrownBy(() -> livy.client().version(with(LivyCredential.basic("ada", "pass"))))
        .isInstanceOf(LakegateException.class);

    livy.server().verify(1, getRequestedFor(urlPathEqualTo("/version")));
  }

  @Test
  void follows_no_redirect() {
    livy.stub(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(302)
                    .withHeader("Location", stranger.endpoint().url() + "/version")));
    stranger.stub(any(anyUrl()).willReturn(Recorded.answer("version-get")));

    LakegateException problem =
        catchThrowableOfType(
            LakegateException.class,
            () -> livy.client().version(with(LivyCredential.bearer("t0ken"))));

    assertThat(problem.code()).isEqualTo(ErrorCode.LIVY_BAD_RESPONSE);
    assertThat(stranger.server().getAllServeEvents()).isEmpty();
  }

  @Test
  void sends_nothing_to_a_host_that_is_not_listed() {
    LivyEndpoint unlisted =
        new LivyEndpoint(
            URI.create("http://127.0.0.2:" + livy.server().port()),
            LivyCredential.bearer("t0ken"),
            Duration.ofSeconds(20));

    LakegateException problem =
        catchThrowableOfType(LakegateException.class, () -> livy.client().version(unlisted));

    assertThat(problem.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
    assertThat(LivyClient.provesNotSent(problem)).isTrue();
    assertThat(livy.server().getAllServeEvents()).isEmpty();
  }

  @Test
  void sends_nothing_when_an_allowed_name_leads_home() {
    livy.stub(any(anyUrl()).willReturn(Recorded.answer("version-get")));
    LivyClient client =
        LivyClients.reaching(
            AllowedHosts.of(
                "*.fabric.example", host -> new InetAddress[] {InetAddress.getLoopbackAddress()}),
            4);

    LakegateException problem =
        catchThrowableOfType(LakegateException.class, () -> client.version(fabric()));

    assertThat(problem.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
    assertThat(livy.server().getAllServeEvents()).isEmpty();
    LivyClients.close(client);
  }

  @Test
  void looks_a_name_up_no_second_time_between_judging_and_connecting() {
    AtomicInteger lookUps = new AtomicInteger();
    AllowedHosts rebinding =
        AllowedHosts.of(
            "*.fabric.example",
            host ->
                lookUps.getAndIncrement() == 0
                    ? InetAddress.getAllByName("203.0.113.7")
                    : new InetAddress[] {InetAddress.getLoopbackAddress()});
    LivyClient client = LivyClients.reaching(rebinding, 4);
    livy.stub(any(anyUrl()).willReturn(Recorded.answer("version-get")));

    rebinding.require(fabric().url());
    LakegateException problem =
        catchThrowableOfType(LakegateException.class, () -> client.version(fabric()));

    assertThat(problem.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
    assertThat(livy.server().getAllServeEvents()).isEmpty();
    LivyClients.close(client);
  }

  @Test
  void connects_to_the_very_address_it_has_judged() {
    AtomicInteger lookUps = new AtomicInteger();
    AllowedHosts once =
        AllowedHosts.of(
            "*.fabric.example,127.0.0.0/8",
            host -> {
              lookUps.incrementAndGet();
              return new InetAddress[] {InetAddress.getLoopbackAddress()};
            });
    LivyClient client = LivyClients.reaching(once, 4);
    livy.stub(any(anyUrl()).willReturn(Recorded.answer("version-get")));

    assertThat(client.version(fabric()).branch()).isEqualTo("master");

    assertThat(lookUps).hasValue(1);
    LivyClients.close(client);
  }

  @Test
  void shows_no_secret_when_printed() {
    assertThat(with(LivyCredential.bearer("s3cret")).toString()).doesNotContain("s3cret");
    assertThat(with(LivyCredential.basic("ada", "s3cret")).toString()).doesNotContain("s3cret");
  }

  @Test
  void refuses_a_credential_that_would_add_headers() {
    assertThatThrownBy(() -> LivyCredential.bearer("x\r\nX-Evil: 1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LivyCredential.basic("a:b", "c"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private LivyEndpoint fabric() {
    return new LivyEndpoint(
        URI.create("http://api.fabric.example:" + livy.server().port()),
        LivyCredential.bearer("t0ken"),
        Duration.ofSeconds(20));
  }

  private LivyEndpoint with(LivyCredential credential) {
    return new LivyEndpoint(livy.endpoint().url(), credential, Duration.ofSeconds(20));
  }
}
