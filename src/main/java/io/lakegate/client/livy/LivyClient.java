package io.lakegate.client.livy;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.TrustedCertificates;
import io.lakegate.client.http.Exchange;
import io.lakegate.client.http.ExchangeException;
import io.lakegate.client.http.RestApi;
import io.lakegate.client.http.Target;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Speaks to Apache Livy (0.7 to 0.10; observed: 0.10.0-SNAPSHOT fc4202ea) and what behaves like it.
 * One for the whole portal, safe for many threads. A call takes at most its endpoint's {@code
 * requestTimeout}, reads at most 64 MiB of a statement and 4 MiB of anything else, goes only where
 * {@link AllowedHosts} lets it, follows no redirect, and is never repeated once it may have been
 * written, except a GET whose pooled connection had died.
 *
 * <p>Failures are {@link LakegateException}s; {@link #isAmbiguous} tells whether the server may
 * have done what was asked all the same:
 *
 * <table>
 * <caption>What a code means</caption>
 * <tr><td>HOST_NOT_ALLOWED</td><td>not sent</td></tr>
 * <tr><td>LIVY_UNREACHABLE</td><td>provably nothing was written (refused, unknown host, TLS
 * handshake, no free connection): safe to send again</td></tr>
 * <tr><td>LIVY_NO_ANSWER</td><td>written, and no complete answer (time-out, reset, cut short; also
 * a gateway's 408): <b>ambiguous</b></td></tr>
 * <tr><td>LIVY_FAILED</td><td>5xx: <b>ambiguous</b>, but for Livy's own "Session is in state …",
 * which it says before anything goes to the driver</td></tr>
 * <tr><td>LIVY_BAD_RESPONSE</td><td>2xx or 3xx that is not Livy's (sign-in page, redirect), or not
 * HTTP: <b>ambiguous</b></td></tr>
 * <tr><td>LIVY_ANSWER_TOO_LARGE</td><td>over the bound: <b>ambiguous</b></td></tr>
 * <tr><td>LIVY_BUSY</td><td>429, 430: not done if Fabric says so itself, else as 503
 * <b>ambiguous</b>: gateways say them too. See {@link #retryAfter}</td></tr>
 * <tr><td>LIVY_REFUSED</td><td>other 4xx, and an unknown kind of code: not done if Livy says it in
 * its own words ({@link LivyWords}), else <b>ambiguous</b></td></tr>
 * <tr><td>LIVY_UNAUTHORIZED</td><td>401: not done; 403: as other 4xx</td></tr>
 * </table>
 *
 * <p>For a GET ambiguity means nothing. A DELETE may be asked again by whoever checked that the id
 * still bears our name.
 */
@ApplicationScoped
public class LivyClient {
  /**
   * Livy cannot answer with more than 50 MiB of output (its RPC's limit); JSON escapes add to it.
   */
  static final int STATEMENT_LIMIT = 64 << 20;

  static final int LIMIT = 4 << 20;

  /** Enough for a tracker and the people it serves, few enough for Livy's own threads. */
  static final int CONNECTIONS_PER_SERVER = 32;

  static final int CONNECTIONS = 256;

  private static final String SESSIONS = "sessions";
  private static final String BATCHES = "batches";

  /** Not an empty body: without a length some gateways answer 411. Livy does not read it. */
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  @Inject AllowedHosts allowedHosts;
  private Exchange exchange;
  private RestApi<LivyApi> api;

  @PostConstruct
  void open() {
    open(
        new Exchange(
            allowedHosts, TrustedCertificates.context(), CONNECTIONS_PER_SERVER, CONNECTIONS));
  }

  /** Outside CDI. */
  void open(Exchange own) {
    exchange = own;
    api = new RestApi<>(own, LivyApi.class);
  }

  @PreDestroy
  void close() {
    api.close();
    exchange.close();
  }

  /** Fabric has none and answers {@code LIVY_REFUSED}. */
  public LivyVersion version(LivyEndpoint endpoint) {
    return get(endpoint, LIMIT, LivyApi::version, LivyJson::version);
  }

  /** The session is starting at best: Livy answers 201 also when the driver cannot start. */
  public LivySession createSession(LivyEndpoint endpoint, LivySessionRequest request) {
    return post(
        endpoint,
        LIMIT,
        request.toJson(),
        (livy, body) -> livy.create(SESSIONS, body),
        LivyJson::session);
  }

  /**
   * Asks for one session.
   *
   * @param idOrName Apache Livy finds a session by its name too
   * @return empty if Livy itself says it is not there; any other 404 is a {@code LIVY_BAD_RESPONSE}
   *     or {@code LIVY_REFUSED}: a gateway's 404 does not prove that a session is gone
   */
  public Optional<LivySession> findSession(LivyEndpoint endpoint, String idOrName) {
    String id = segment(idOrName);
    return find(endpoint, LIMIT, livy -> livy.find(SESSIONS, id), LivyJson::session);
  }

  public LivySessions listSessions(LivyEndpoint endpoint, int from, int size) {
    return get(endpoint, LIMIT, livy -> livy.list(SESSIONS, from, size), LivyJson::sessions);
  }

  /**
   * Reads a part of the session's log.
   *
   * @param from null = the last {@code size} lines
   * @param size null = Livy's default, 100 lines; -1 = all
   */
  public LivyLog log(LivyEndpoint endpoint, String id, Integer from, Integer size) {
    String session = segment(id);
    return get(endpoint, LIMIT, livy -> livy.log(SESSIONS, session, from, size), LivyJson::log);
  }

  /**
   * Ends a session; Livy answers only when it has stopped.
   *
   * @return false if Livy says it was not there
   */
  public boolean deleteSession(LivyEndpoint endpoint, String id) {
    return delete(endpoint, SESSIONS, segment(id));
  }

  /** Counts as activity, which a GET does not: puts off Livy's idle time-out. */
  public void connect(LivyEndpoint endpoint, String id) {
    String session = segment(id);
    acknowledged(endpoint, livy -> livy.connect(session, NOTHING));
  }

  /** A session that is starting or dead answers 500, so {@code LIVY_FAILED}, and has not run it. */
  public LivyStatement submitStatement(
      LivyEndpoint endpoint, String sessionId, LivyStatementRequest request) {
    String session = segment(sessionId);
    return post(
        endpoint,
        STATEMENT_LIMIT,
        request.toJson(),
        (livy, body) -> livy.submitStatement(session, body),
        LivyJson::statement);
  }

  /**
   * Empty also for a statement that Livy no longer holds: it keeps 100. Above 50 MiB of output Livy
   * never answers.
   */
  public Optional<LivyStatement> findStatement(LivyEndpoint endpoint, String sessionId, String id) {
    String session = segment(sessionId);
    String statement = segment(id);
    return find(
        endpoint,
        STATEMENT_LIMIT,
        livy -> livy.findStatement(session, statement),
        LivyJson::statement);
  }

  /** One statement with more than 50 MiB of output makes Livy never answer this, for any page. */
  public LivyStatements listStatements(
      LivyEndpoint endpoint, String sessionId, int from, int size, boolean newestFirst) {
    String session = segment(sessionId);
    String order = newestFirst ? "desc" : null;
    return get(
        endpoint,
        STATEMENT_LIMIT,
        livy -> livy.listStatements(session, from, size, order),
        LivyJson::statements);
  }

  /** Livy says yes to any number, also of a statement that never was. */
  public void cancelStatement(LivyEndpoint endpoint, String sessionId, String id) {
    String session = segment(sessionId);
    String statement = segment(id);
    acknowledged(endpoint, livy -> livy.cancelStatement(session, statement, NOTHING));
  }

  /**
   * Asks Livy how the code may continue at the cursor.
   *
   * @param kind needed in a {@code shared} session, else 500
   * @param cursor offset in {@code code}; null = its end
   * @return candidates; Livy knows some for spark only
   */
  public List<String> complete(
      LivyEndpoint endpoint, String sessionId, String code, String kind, Integer cursor) {
    String session = segment(sessionId);
    JsonObject request =
        new LivyFields()
            .text("code", code, true)
            .text("kind", kind)
            .number("cursor", cursor)
            .toJson();
    return post(
        endpoint,
        LIMIT,
        request,
        (livy, body) -> livy.complete(session, body),
        LivyJson::candidates);
  }

  /** A batch that Livy refuses (400) stays in its list as {@code starting} until it is deleted. */
  public LivyBatch createBatch(LivyEndpoint endpoint, LivyBatchRequest request) {
    return post(
        endpoint,
        LIMIT,
        request.toJson(),
        (livy, body) -> livy.create(BATCHES, body),
        LivyJson::batch);
  }

  /** Finds a batch by its id only; batches are not found by name. */
  public Optional<LivyBatch> findBatch(LivyEndpoint endpoint, String id) {
    String batch = segment(id);
    return find(endpoint, LIMIT, livy -> livy.find(BATCHES, batch), LivyJson::batch);
  }

  public LivyBatches listBatches(LivyEndpoint endpoint, int from, int size) {
    return get(endpoint, LIMIT, livy -> livy.list(BATCHES, from, size), LivyJson::batches);
  }

  /** Reads a part of the batch's log, as {@link #log} does for a session. */
  public LivyLog batchLog(LivyEndpoint endpoint, String id, Integer from, Integer size) {
    String batch = segment(id);
    return get(endpoint, LIMIT, livy -> livy.log(BATCHES, batch, from, size), LivyJson::log);
  }

  /** Deletes a batch, as {@link #deleteSession} deletes a session. */
  public boolean deleteBatch(LivyEndpoint endpoint, String id) {
    return delete(endpoint, BATCHES, segment(id));
  }

  /** Whether nothing was written, so that the very same request may be sent. */
  public static boolean provesNotSent(LakegateException problem) {
    return problem.code() == ErrorCode.LIVY_UNREACHABLE
        || problem.code() == ErrorCode.HOST_NOT_ALLOWED;
  }

  /** Whether the server may have done what was asked, although it did not say so. */
  public static boolean isAmbiguous(LakegateException problem) {
    return LivyFailure.of(problem)
        .map(LivyFailure::isAmbiguous)
        .orElse(problem.code() == ErrorCode.LIVY_BAD_RESPONSE);
  }

  /**
   * The time for which a busy server asks not to be called again, at most an hour; empty if it
   * names none.
   */
  public static Optional<Duration> retryAfter(LakegateException problem) {
    return LivyFailure.of(problem).map(LivyFailure::retryAfter);
  }

  /** The server's HTTP status, if it answered. */
  public static OptionalInt status(LakegateException problem) {
    int status = LivyFailure.of(problem).map(LivyFailure::status).orElse(LivyFailure.NO_STATUS);
    return status == LivyFailure.NO_STATUS ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** The server's reason, or the limit that its answer went over; empty if there is neither. */
  public static String detail(LakegateException problem) {
    return LivyFailure.of(problem).map(LivyFailure::detail).orElse("");
  }

  private LivyAnswer ask(LivyEndpoint endpoint, int limit, Function<LivyApi, Response> request) {
    Target target =
        new Target(
            endpoint.url(),
            endpoint.credential().authorization(),
            endpoint.requestTimeout(),
            limit);
    try {
      return LivyAnswer.of(api.call(target, request));
    } catch (ExchangeException e) {
      throw LivyErrors.of(e, endpoint, limit);
    }
  }

  private <T> T get(
      LivyEndpoint endpoint,
      int limit,
      Function<LivyApi, Response> request,
      LivyJson.Reader<T> reader) {
    return success(endpoint, ask(endpoint, limit, request), limit, reader);
  }

  private <T> Optional<T> find(
      LivyEndpoint endpoint,
      int limit,
      Function<LivyApi, Response> request,
      LivyJson.Reader<T> reader) {
    LivyAnswer answer = ask(endpoint, limit, request);
    if (answer.status() == 404) {
      requireLivysOwn(endpoint, answer);
      return Optional.empty();
    }
    return Optional.of(success(endpoint, answer, limit, reader));
  }

  /** A request with a body. */
  @FunctionalInterface
  private interface Send {
    Response apply(LivyApi api, byte[] body);
  }

  private <T> T post(
      LivyEndpoint endpoint, int limit, JsonObject json, Send request, LivyJson.Reader<T> reader) {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    return success(
        endpoint, ask(endpoint, limit, livy -> request.apply(livy, body)), limit, reader);
  }

  private boolean delete(LivyEndpoint endpoint, String kind, String id) {
    LivyAnswer answer = ask(endpoint, LIMIT, livy -> livy.delete(kind, id));
    if (answer.status() == 404) {
      requireLivysOwn(endpoint, answer);
      return false;
    }
    requireAcknowledgement(endpoint, answer);
    return true;
  }

  private void acknowledged(LivyEndpoint endpoint, Function<LivyApi, Response> request) {
    requireAcknowledgement(endpoint, ask(endpoint, LIMIT, request));
  }

  /** Apache Livy confirms with JSON, Fabric may with nothing; a page is a sign-in page. */
  private static void requireAcknowledgement(LivyEndpoint endpoint, LivyAnswer answer) {
    if (!answer.isSuccess()) {
      throw LivyErrors.of(answer, endpoint);
    }
    if (answer.body().length > 0 && LivyJson.parse(answer.body()).isEmpty()) {
      throw LivyErrors.notLivy(answer, endpoint);
    }
  }

  /**
   * Livy says "not found" as {@code {"msg":…}} or, older or of a statement, as a bare JSON string.
   * Fabric's 404 with an {@code errorCode} may mean a paused capacity.
   */
  private static void requireLivysOwn(LivyEndpoint endpoint, LivyAnswer answer) {
    if (LivyJson.parse(answer.body()).isEmpty()) {
      throw LivyErrors.notLivy(answer, endpoint);
    }
    if (!LivyWords.isNotFound(answer)) {
      throw LivyErrors.of(answer, endpoint);
    }
  }

  private static <T> T success(
      LivyEndpoint endpoint, LivyAnswer answer, int limit, LivyJson.Reader<T> reader) {
    if (!answer.isSuccess()) {
      throw LivyErrors.of(answer, endpoint);
    }
    try {
      if (LivyJson.parse(answer.body()).orElse(null) instanceof JsonObject body) {
        return reader.read(body);
      }
      throw LivyErrors.notLivy(answer, endpoint);
    } catch (LivyJson.UnexpectedBody e) {
      throw LivyErrors.notLivy(answer, endpoint);
    } catch (LakegateException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever a stranger's answer does to a parser, it is an answer that is not Livy's.
      LakegateException problem = LivyErrors.notLivy(answer, endpoint);
      problem.addSuppressed(e);
      throw problem;
    } catch (OutOfMemoryError e) {
      throw LivyErrors.tooLarge(answer.status(), endpoint, limit);
    }
  }

  /** Ids and names become one segment of a path, whatever they are made of. */
  private static String segment(String idOrName) {
    boolean unfit =
        idOrName.isEmpty()
            || idOrName.equals(".")
            || idOrName.equals("..")
            || idOrName.chars().anyMatch(c -> "/\\;?#%{}".indexOf(c) >= 0 || c < ' ');
    if (unfit) {
      throw new IllegalArgumentException("Not the id or name of anything in Livy");
    }
    return idOrName;
  }
}
