package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.lakegate.backend.Access;
import io.lakegate.backend.Authentication;
import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyClients;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.persontoken.PersonTokens;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two people run 200 statements at the same moment, in one workspace, over one client and one pool
 * of connections, some of them in each other's sessions, while their tokens are renewed again and
 * again. A stub notes whose token came with each request.
 */
class IdentityCrossingTest {
  private static final TenantId ACME = new TenantId(new UUID(0xacL, 1));
  private static final TestDatabase DATABASE = TestDatabase.H2;

  /** Statements of each of the two people; {@code -Dstatements=500} runs 1,000 in all. */
  private static final int STATEMENTS = Integer.getInteger("statements", 100);

  /** So much that tokens are renewed as often whatever the number of statements. */
  private static final Duration BETWEEN = Duration.ofSeconds(1_000).dividedBy(STATEMENTS);

  private static final int SHARED_EVERY = 10;

  private final FakeProvider provider = new FakeProvider().living(Duration.ofMinutes(2));
  private final OidcClient oidc = FakeProvider.client();
  private final LivyClient livy = LivyClients.local();
  private final Stub stub = new Stub();
  private final WireMockServer server =
      new WireMockServer(
          WireMockConfiguration.options()
              .dynamicPort()
              .disableRequestJournal()
              .containerThreads(20)
              .extensions(stub));
  private final MovingClock providerTime = new MovingClock(Instant.parse("2026-11-22T08:00:00Z"));
  private PersonTokenService tokens;
  private Ledger ada;
  private Ledger bob;

  /** What a Livy server does, with a note of whose token it was asked with. */
  private static final class Stub implements ResponseDefinitionTransformerV2 {
    private static final Pattern BEARER =
        Pattern.compile("Bearer (access-of-(\\w+)-for-livy-\\d+)");
    private static final Pattern PATH =
        Pattern.compile("/sessions(?:/([^/?]+))?(/statements)?(?:/(\\d+))?.*");

    record Remote(String id, String name, String owner, List<String> codes) {}

    final Map<String, Remote> sessions = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> crossings = new ConcurrentLinkedQueue<>();
    final Map<String, AtomicInteger> requestsByToken = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    @Override
    public String getName() {
      return "livy";
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Request request = event.getRequest();
      Matcher bearer = BEARER.matcher(String.valueOf(request.getHeader("Authorization")));
      Matcher path = PATH.matcher(request.getUrl());
      if (!bearer.matches() || !path.matches()) {
        crossings.add("nobody's token: " + request.getUrl());
        return answer(401, Json.createObjectBuilder());
      }
      requestsByToken
          .computeIfAbsent(bearer.group(1), one -> new AtomicInteger())
          .incrementAndGet();
      String who = bearer.group(2);
      boolean post =
          request.getMethod().isOneOf(com.github.tomakehurst.wiremock.http.RequestMethod.POST);
      if (path.group(1) == null) {
        String id = String.valueOf(next.getAndIncrement());
        Remote made = new Remote(id, body(request).getString("name"), who, new ArrayList<>());
        sessions.put(id, made);
        return answer(201, view(made));
      }
      Remote remote = sessions.get(path.group(1));
      if (!remote.owner().equals(who)) {
        crossings.add(who + " at " + request.getMethod() + " " + request.getUrl());
      }
      if (path.group(2) == null) {
        return answer(200, view(remote));
      }
      if (post) {
        String code = body(request).getString("code");
        if (!code.startsWith("as " + who + " ")) {
          crossings.add(who + " runs " + code);
        }
        remote.codes().add(code);
        return answer(201, statement(remote, remote.codes().size() - 1, who, "running"));
      }
      return answer(200, statement(remote, Integer.parseInt(path.group(3)), who, "available"));
    }

    private static JsonObjectBuilder view(Remote remote) {
      return Json.createObjectBuilder()
          .add("id", Integer.parseInt(remote.id()))
          .add("name", remote.name())
          .add("state", "idle");
    }

    private static JsonObjectBuilder statement(Remote remote, int id, String who, String state) {
      JsonObjectBuilder json =
          Json.createObjectBuilder()
              .add("id", id)
              .add("code", remote.codes().get(id))
              .add("state", state);
      return state.equals("running")
          ? json
          : json.add(
              "output",
              Json.createObjectBuilder()
                  .add("status", "ok")
                  .add("data", Json.createObjectBuilder().add("text/plain", "ran as " + who)));
    }

    private static JsonObject body(Request request) {
      return BoundedJson.object(request.getBodyAsString());
    }

    private static ResponseDefinition answer(int status, JsonObjectBuilder json) {
      return new ResponseDefinitionBuilder()
          .withStatus(status)
          .withHeader("Content-Type", "application/json")
          .withBody(json.build().toString())
          .build();
    }
  }

  @BeforeEach
  void start() {
    DATABASE.clear();
    DATABASE.run(
        entityManager ->
            entityManager
                .createNativeQuery(
                    "insert into tenant (id, version, slug, name, created_at)"
                        + " values (?1, 0, 'acme', 'acme', current_timestamp)")
                .setParameter(1, ACME.value())
                .executeUpdate());
    server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
    server.start();
    IdentityProviderService providers = Providers.service(DATABASE, providerTime);
    tokens = PersonTokens.service(DATABASE, providers, oidc, providerTime);
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setPersonTokens(true);
    providers.save(ACME, Providers.administrator(ACME), form);
    ada = person("ada", providers);
    bob = person("bob", providers);
  }

  @AfterEach
  void end() {
    server.stop();
    provider.close();
    LivyClients.close(livy);
  }

  private Ledger person(String name, IdentityProviderService providers) {
    Ledger ledger = new Ledger(DATABASE, ACME, name);
    tokens.signedIn(
        ACME,
        ledger.ada.personId(),
        providers.find(ACME).orElseThrow(),
        provider.refreshTokenOf(name));
    ledger.talkWith(livy);
    URI url = URI.create("http://127.0.0.1:" + server.port());
    ledger.opening =
        person ->
            new Access(
                url,
                Authentication.bearer(tokens.accessToken(ACME, person, "livy")),
                Duration.ofSeconds(20));
    return ledger;
  }

  /** All in one session; each tenth asked for by the other one. */
  private List<Statement> work(Ledger owner, Caller other) {
    UUID session = owner.launch();
    owner.steps(session, 5);
    List<Statement> ran = new ArrayList<>();
    for (int i = 0; i < STATEMENTS; i++) {
      Caller asking = i % SHARED_EVERY == 0 ? other : owner.ada;
      Statement statement = owner.submitBy(asking, session, "as " + owner.ada.userName() + " " + i);
      owner.sendNow(session, statement);
      while (!owner.statement(statement.getId()).getState().isEnded()) {
        owner.clock.passes(owner.step(session));
      }
      ran.add(owner.statement(statement.getId()));
      owner.clock.passes(BETWEEN.multipliedBy(3));
      synchronized (providerTime) {
        providerTime.passes(BETWEEN);
      }
    }
    return ran;
  }

  @Test
  void nobodys_code_runs_with_anybody_elses_token() throws Exception {
    CompletableFuture<List<Statement>> adas =
        CompletableFuture.supplyAsync(() -> work(ada, bob.ada));
    CompletableFuture<List<Statement>> bobs =
        CompletableFuture.supplyAsync(() -> work(bob, ada.ada));

    List<Statement> ran = new ArrayList<>(adas.get(5, TimeUnit.MINUTES));
    ran.addAll(bobs.get(5, TimeUnit.MINUTES));

    assertThat(stub.crossings).isEmpty();
    assertThat(ran)
        .hasSize(2 * STATEMENTS)
        .allMatch(statement -> statement.getState() == StatementState.AVAILABLE)
        .allSatisfy(
            statement -> {
              String owner = statement.getCode().split(" ", -1)[1];
              assertThat(statement.getRanAs()).isEqualTo(owner + " at the backend");
              assertThat(output(statement)).contains("ran as " + owner);
            });
    assertThat(ran)
        .filteredOn(statement -> statement.getSubmittedBy().equals(bob.ada.personId()))
        .filteredOn(statement -> statement.getCode().startsWith("as ada "))
        .hasSize(STATEMENTS / SHARED_EVERY);
    assertThat(stub.requestsByToken).hasSizeGreaterThan(20);
  }

  private String output(Statement statement) {
    return ada.statements.findOutput(ACME, Reach.all(), statement.getId()).orElseThrow();
  }
}
