package io.lakegate.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.TaskContext;

/**
 * Spreads Spark's log over the logs of the sessions: a line belongs to the session on whose thread,
 * or in whose task, it was written. Lines of Spark's own threads go to the one session that is
 * busy; when several are, nobody can say whose they are, and they are left out.
 */
class SparkLog extends AbstractAppender {

  private static final ThreadLocal<SessionLog> OF_THREAD = new ThreadLocal<>();

  private final PatternLayout livysLayout =
      PatternLayout.newBuilder()
          .withPattern("%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m")
          .withCharset(StandardCharsets.UTF_8)
          .build();

  /**
   * How Spark started: a session's log begins with it, as with the start of a driver of its own.
   */
  private volatile SessionLog startUp = new SessionLog();

  private final Supplier<List<SessionLog>> busy;
  private final Function<Integer, Optional<SessionLog>> bySession;

  SparkLog(Supplier<List<SessionLog>> busy, Function<Integer, Optional<SessionLog>> bySession) {
    super("sessions", null, null, true, Property.EMPTY_ARRAY);
    this.busy = busy;
    this.bySession = bySession;
  }

  /** To be told before each start of Spark. log4j2.properties names what goes to stderr. */
  void beginStartUp() {
    startUp = new SessionLog();
    if (isStarted()) {
      return;
    }
    start();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().addAppender(this, Level.INFO, null);
    context.updateLoggers();
  }

  SessionLog newSessionLog() {
    SessionLog log = new SessionLog();
    startUp.lines().forEach(log::add);
    return log;
  }

  /** From now on this thread works for that session. */
  static void attach(SessionLog log) {
    OF_THREAD.set(log);
  }

  @Override
  public void append(LogEvent event) {
    String line = livysLayout.toSerializable(event);
    if (event.getThreadName().equals("spark-start")) {
      startUp.add(line);
    }
    owner().ifPresent(log -> log.add(line));
  }

  private Optional<SessionLog> owner() {
    SessionLog ofThread = OF_THREAD.get();
    if (ofThread != null) {
      return Optional.of(ofThread);
    }
    TaskContext task = TaskContext.get();
    String session = task == null ? null : task.getLocalProperty(SparkEngine.SESSION_PROPERTY);
    if (session != null) {
      return bySession.apply(Integer.valueOf(session));
    }
    List<SessionLog> candidates = busy.get();
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }
}
