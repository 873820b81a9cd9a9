package io.lakegate.backend.livy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.notMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.lakegate.client.livy.Recorded;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract against what a real Livy server answered. */
class RecordedLivyTest extends AbstractLivyContract {
  private static final String THERE = "there";

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
    before(post("/sessions"), "session-post-spark", THERE);
    after(post("/sessions"), "session-post-duplicate-name", THERE);
    before(get("/sessions/rec-spark"), "session-get-404-name", Scenario.STARTED);
    after(get("/sessions/rec-spark"), "session-get-idle-spark", THERE);
    before(get("/sessions/0"), "session-get-404", Scenario.STARTED);
    after(get("/sessions/0"), "session-get-idle-spark", THERE);
    before(delete("/sessions/0"), "session-delete-again", Scenario.STARTED);
    after(delete("/sessions/0"), "session-delete-busy", Scenario.STARTED);
    always(get("/version"), "version-get");
    always(get("/sessions/99"), "session-get-404");
    always(get(urlPathEqualTo("/sessions")), "sessions-list");
    always(post("/sessions/0/connect"), "session-connect");
    always(get(urlPathEqualTo("/sessions/0/log")), "session-log-size3");
    submit("1+1", "statement-spark-1plus1-post");
    submit("val df", "statement-spark-df-show-post");
    submit("val s", "statement-spark-compile-error-post");
    always(get("/sessions/0/statements/0"), "statement-spark-1plus1-result");
    always(get("/sessions/0/statements/1"), "statement-spark-df-show-result");
    always(get("/sessions/0/statements/9"), "statement-spark-compile-error-result");
    always(get("/sessions/0/statements/9999"), "statement-get-404");
    always(post("/sessions/0/statements/0/cancel"), "cancel-available");
    always(post("/sessions/99/statements"), "statement-post-404");
    server.stubFor(
        any(anyUrl())
            .withHeader("Authorization", notMatching("Bearer known"))
            .atPriority(1)
            .willReturn(aResponse().withStatus(401)));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private void always(MappingBuilder call, String answer) {
    server.stubFor(call.willReturn(Recorded.answer(answer)));
  }

  /** While there is no session. */
  private void before(MappingBuilder call, String answer, String then) {
    in(Scenario.STARTED, call, answer, then);
  }

  /** While there is one. */
  private void after(MappingBuilder call, String answer, String then) {
    in(THERE, call, answer, then);
  }

  private void in(String state, MappingBuilder call, String answer, String then) {
    server.stubFor(
        call.inScenario("session")
            .whenScenarioStateIs(state)
            .willSetStateTo(then)
            .willReturn(Recorded.answer(answer)));
  }

  private void submit(String code, String answer) {
    always(post("/sessions/0/statements").withRequestBody(containing(code)), answer);
  }

  @Override
  protected URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  protected String token() {
    return "known";
  }

  @Override
  protected String name() {
    return "rec-spark";
  }

  @Override
  protected void awaitReady(String sessionId) {
    // It is recorded as ready.
  }

  @Override
  protected void awaitEnd(String sessionId, String statementId) {
    // It is recorded as ended.
  }
}
