package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told on a stream of events, and when it ends. */
class SessionEventsServletTest {
  private static final TenantId ACME = new TenantId(new UUID(1, 1));
  private static final UUID WORKSPACE = new UUID(2, 2);
  private static final Map<UUID, Session> SESSIONS = new HashMap<>();
  private static final UUID ONE = launched();
  private static final UUID OTHER = launched();

  private static UUID launched() {
    Launch launch =
        new Launch(
            WORKSPACE,
            "Sandbox",
            new UUID(5, 5),
            "Spark",
            "{}",
            "spark",
            new UUID(4, 4),
            "vi",
            "nobody",
            null,
            null,
            Ledger.request(),
            List.of(),
            Duration.ofMinutes(20),
            Duration.ofHours(8));
    Session session = new Session(ACME, launch, new UUID(6, 6).toString(), Instant.EPOCH);
    SESSIONS.put(session.getId(), session);
    return session.getId();
  }

  private final Caller viewer =
      new Caller(
          ACME, "acme", new UUID(4, 4), "vi", new Rights(null, Map.of(WORKSPACE, Role.VIEWERS)));
  private final StringWriter told = new StringWriter();
  private final SessionEventsServlet servlet = new SessionEventsServlet();
  private BooleanSupplier recognise;
  private Optional<Caller> present = Optional.of(viewer);
  private boolean completed;
  private int status = 200;

  @BeforeEach
  void start() {
    servlet.current = new CurrentCaller();
    servlet.current.set(viewer, () -> present);
    servlet.changes =
        new SessionChanges() {
          @Override
          void run(Runnable work) {
            work.run();
          }

          @Override
          void runEach(Duration period, BooleanSupplier work) {
            recognise = work;
          }
        };
    servlet.sessions =
        new SessionService() {
          @Override
          public Session get(TenantId tenant, Caller caller, UUID id) {
            if (!caller.reach().includes(WORKSPACE) || !SESSIONS.containsKey(id)) {
              throw new LakegateException(ErrorCode.SESSION_NOT_FOUND);
            }
            return SESSIONS.get(id);
          }
        };
    servlet.statements =
        new StatementService() {
          @Override
          public List<StatementVersion> versions(
              TenantId tenant, Caller caller, UUID sessionId, int limit) {
            return List.of();
          }
        };
  }

  private void ask(String parameter, String value) throws IOException {
    servlet.doGet(request(parameter, value), response());
  }

  private HttpServletRequest request(String parameter, String value) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, given) ->
                switch (method.getName()) {
                  case "getParameter" -> given[0].equals(parameter) ? value : null;
                  case "startAsync" -> async();
                  default -> null;
                });
  }

  private HttpServletResponse response() {
    PrintWriter writer = new PrintWriter(told);
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, given) ->
                switch (method.getName()) {
                  case "getWriter" -> writer;
                  case "sendError" -> {
                    status = (int) given[0];
                    yield null;
                  }
                  default -> null;
                });
  }

  private AsyncContext async() {
    HttpServletResponse response = response();
    return (AsyncContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {AsyncContext.class},
            (proxy, method, given) ->
                switch (method.getName()) {
                  case "getResponse" -> response;
                  case "complete" -> {
                    completed = true;
                    yield null;
                  }
                  default -> null;
                });
  }

  /** How often it was told of that session. */
  private long times(UUID id) {
    return told.toString().lines().filter(line -> line.contains(id.toString())).count();
  }

  @Test
  void one_stream_tells_of_several_sessions() throws IOException {
    ask("ids", ONE + "," + OTHER);
    assertThat(times(ONE)).isEqualTo(1);
    assertThat(times(OTHER)).isEqualTo(1);

    servlet.changes.changed(ACME, OTHER);

    assertThat(times(ONE)).isEqualTo(1);
    assertThat(times(OTHER)).isEqualTo(2);
  }

  @Test
  void the_address_of_one_session_tells_of_that_one() throws IOException {
    ask("id", ONE.toString());
    servlet.changes.changed(ACME, OTHER);

    assertThat(times(ONE)).isEqualTo(1);
    assertThat(times(OTHER)).isZero();
  }

  @Test
  void says_of_one_among_several_that_it_cannot_be_seen() throws IOException {
    ask("ids", ONE + "," + new UUID(9, 9));

    assertThat(told.toString()).contains("\"gone\":true");
    assertThat(completed).isFalse();
  }

  @Test
  void refuses_none_too_many_nonsense_and_what_is_not_there() throws IOException {
    for (String wrong : List.of("", "x", (ONE + ",").repeat(2))) {
      ask("ids", wrong);
      assertThat(status).as(wrong).isEqualTo(400);
    }
    StringBuilder many = new StringBuilder(ONE.toString());
    for (int i = 0; i < 50; i++) {
      many.append(',').append(UUID.randomUUID());
    }
    ask("ids", many.toString());
    assertThat(status).isEqualTo(400);
    ask("ids", new UUID(9, 9).toString());
    assertThat(status).isEqualTo(404);
    assertThat(told.toString()).isEmpty();
  }

  @Test
  void goes_on_while_the_person_is_recognised() throws IOException {
    ask("ids", ONE.toString());

    assertThat(recognise.getAsBoolean()).isTrue();
    servlet.changes.changed(ACME, ONE);

    assertThat(times(ONE)).isEqualTo(2);
    assertThat(completed).isFalse();
  }

  @Test
  void ends_with_the_sign_in_the_role_or_the_organisation() throws IOException {
    ask("ids", ONE.toString());

    present = Optional.empty();

    assertThat(recognise.getAsBoolean()).isFalse();
    assertThat(completed).isTrue();
    servlet.changes.changed(ACME, ONE);
    assertThat(times(ONE)).isEqualTo(1);
  }

  @Test
  void ends_when_the_workspace_is_out_of_reach() throws IOException {
    ask("ids", ONE.toString());

    present =
        Optional.of(
            new Caller(
                ACME,
                "acme",
                viewer.personId(),
                "vi",
                new Rights(null, Map.of(new UUID(7, 7), Role.VIEWERS))));
    assertThat(recognise.getAsBoolean()).isTrue();

    assertThat(told.toString()).contains("\"gone\":true");
    assertThat(completed).isTrue();
  }
}
