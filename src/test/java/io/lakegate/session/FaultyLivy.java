package io.lakegate.session;

import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivyLog;
import io.lakegate.client.livy.LivySession;
import io.lakegate.client.livy.LivySessionRequest;
import io.lakegate.client.livy.LivySessions;
import io.lakegate.client.livy.LivyStatement;
import io.lakegate.client.livy.LivyStatementRequest;
import io.lakegate.client.livy.LivyVersion;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stands between Lakegate and a Livy in memory: a call may fail in any way, for a while or for
 * good, whether what it asked for was done or not. What was done is counted by the Livy behind it.
 */
final class FaultyLivy extends LivyClient {
  /** The remote calls that are made. */
  enum Call {
    VERSION,
    CREATE,
    SESSION,
    LIST,
    SUBMIT,
    STATEMENT,
    CANCEL,
    CONNECT,
    DELETE
  }

  private final FakeLivy livy;
  private final Map<Call, Fault> faults = new EnumMap<>(Call.class);

  FaultyLivy(FakeLivy livy) {
    this.livy = livy;
  }

  private static final class Fault {
    Supplier<? extends Throwable> problem;
    boolean done;
    int times;
  }

  /** From now on, until {@link #heal}. */
  void fail(Call call, Supplier<? extends Throwable> problem) {
    fail(call, problem, false, Integer.MAX_VALUE);
  }

  /**
   * For the next calls.
   *
   * @param done whether Livy does all the same what it is asked for
   */
  void fail(Call call, Supplier<? extends Throwable> problem, boolean done, int times) {
    Fault fault = new Fault();
    fault.problem = problem;
    fault.done = done;
    fault.times = times;
    faults.put(call, fault);
  }

  void heal() {
    faults.clear();
  }

  private <T> T through(Call call, Supplier<T> work) {
    Fault fault = faults.get(call);
    if (fault == null || fault.times == 0) {
      return work.get();
    }
    fault.times--;
    T answer = fault.done ? work.get() : null;
    raise(fault.problem.get());
    return answer;
  }

  private static void raise(Throwable problem) {
    if (problem instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) problem;
  }

  @Override
  public LivyVersion version(LivyEndpoint endpoint) {
    return through(Call.VERSION, () -> livy.version(endpoint));
  }

  @Override
  public LivySession createSession(LivyEndpoint endpoint, LivySessionRequest request) {
    return through(Call.CREATE, () -> livy.createSession(endpoint, request));
  }

  @Override
  public Optional<LivySession> findSession(LivyEndpoint endpoint, String idOrName) {
    return through(Call.SESSION, () -> livy.findSession(endpoint, idOrName));
  }

  @Override
  public LivySessions listSessions(LivyEndpoint endpoint, int from, int size) {
    return through(Call.LIST, () -> livy.listSessions(endpoint, from, size));
  }

  @Override
  public LivyLog log(LivyEndpoint endpoint, String id, Integer from, Integer size) {
    return livy.log(endpoint, id, from, size);
  }

  @Override
  public LivyStatement submitStatement(
      LivyEndpoint endpoint, String sessionId, LivyStatementRequest request) {
    return through(Call.SUBMIT, () -> livy.submitStatement(endpoint, sessionId, request));
  }

  @Override
  public Optional<LivyStatement> findStatement(LivyEndpoint endpoint, String sessionId, String id) {
    return through(Call.STATEMENT, () -> livy.findStatement(endpoint, sessionId, id));
  }

  @Override
  public void cancelStatement(LivyEndpoint endpoint, String sessionId, String id) {
    through(
        Call.CANCEL,
        () -> {
          livy.cancelStatement(endpoint, sessionId, id);
          return true;
        });
  }

  @Override
  public void connect(LivyEndpoint endpoint, String id) {
    through(
        Call.CONNECT,
        () -> {
          livy.connect(endpoint, id);
          return true;
        });
  }

  @Override
  public boolean deleteSession(LivyEndpoint endpoint, String id) {
    return through(Call.DELETE, () -> livy.deleteSession(endpoint, id));
  }
}
