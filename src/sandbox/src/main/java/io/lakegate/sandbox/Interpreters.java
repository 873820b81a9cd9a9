package io.lakegate.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;

/** Starts the interpreters of all sessions, and says which kinds this machine cannot run. */
class Interpreters {

  /** Livy's default of {@code livy.rsc.sql.num-rows}. */
  private static final int SQL_ROWS = 1000;

  private final SparkEngine engine;
  private final PySpark pySpark;
  private final SparkLog sparkLog;
  private final Map<Integer, SparkSession> sparkSessions = new ConcurrentHashMap<>();

  Interpreters(SparkEngine engine, PySpark pySpark, SparkLog sparkLog) {
    this.engine = engine;
    this.pySpark = pySpark;
    this.sparkLog = sparkLog;
  }

  SessionLog newLog() {
    return sparkLog.newSessionLog();
  }

  void requireAvailable(Kind kind) {
    if (kind == Kind.PYSPARK && !pySpark.isInstalled()) {
      throw Refusal.withMsg(
          400,
          "The sandbox found no PySpark: install it for the python3 on the PATH (pip install"
              + " pyspark), or use kind spark or sql.");
    }
    if (kind == Kind.SPARKR) {
      throw Refusal.withMsg(
          400,
          "The sandbox does not run R: use a session of kind spark, sql or pyspark, or a real Livy"
              + " server with SparkR installed.");
    }
  }

  Interpreter start(Kind kind, int sessionId, SessionRequest request, SessionLog log)
      throws Exception {
    return switch (kind) {
      case SQL ->
          new SqlInterpreter(
              work(sessionId),
              spark(sessionId, request, log),
              request.number("livy.rsc.sql.num-rows", SQL_ROWS));
      case SPARK ->
          new ScalaInterpreter(
              work(sessionId), spark(sessionId, request, log), engine.replClasses(), jars(request));
      case PYSPARK -> pySpark.start(request, log);
      default -> throw new IllegalArgumentException("Invalid kind: " + kind.word());
    };
  }

  private SparkWork work(int sessionId) throws Exception {
    return new SparkWork(engine.start().get().sparkContext(), sessionId);
  }

  /** Statements of all kinds of one session share its temporary views. */
  private SparkSession spark(int sessionId, SessionRequest request, SessionLog log)
      throws Exception {
    SparkSession known = sparkSessions.get(sessionId);
    if (known != null) {
      return known;
    }
    SparkSession spark = engine.start().get().newSession();
    request.conf().forEach((key, value) -> configure(spark, key, value, log));
    for (Path jar : jars(request)) {
      spark.sparkContext().addJar(jar.toString());
    }
    sparkSessions.put(sessionId, spark);
    return spark;
  }

  /** What only a Spark of one's own could take is left out: there is one Spark for all sessions. */
  private static void configure(SparkSession spark, String key, String value, SessionLog log) {
    if (!key.startsWith("spark.")) {
      return;
    }
    try {
      if (spark.conf().isModifiable(key)) {
        spark.conf().set(key, value);
      } else {
        log.add("WARN Sandbox: " + key + " is not applied, all sessions share one Spark.");
      }
    } catch (Exception e) {
      log.add("WARN Sandbox: " + key + " is not applied: " + e.getMessage());
    }
  }

  private static List<Path> jars(SessionRequest request) {
    return request.jars().stream().map(LocalFiles::path).toList();
  }

  /** Whether the session has begun to use the Spark that all share. */
  boolean usesSharedSpark(int sessionId) {
    return sparkSessions.containsKey(sessionId);
  }

  void forget(int sessionId) {
    sparkSessions.remove(sessionId);
  }
}
