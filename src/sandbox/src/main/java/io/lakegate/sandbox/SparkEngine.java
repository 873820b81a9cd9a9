package io.lakegate.sandbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.JobExecutionStatus;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.Utils;

/**
 * The one Spark of all sessions: started once in the background, and again for the next session
 * when some statement has stopped it.
 *
 * <p>Work is told apart by job group: one group for each statement, named by {@link #jobGroup}.
 */
class SparkEngine {

  /** On the thread of a statement and in every task it starts: the id of the session. */
  static final String SESSION_PROPERTY = "sandbox.session";

  private final Path directory;
  private final SparkLog log;
  private final Runnable stopped;
  private CompletableFuture<SparkSession> session;

  /**
   * @param directory everything Spark writes by itself
   * @param log told before Spark says its first word
   * @param stopped what to do when a statement has stopped Spark
   */
  SparkEngine(Path directory, SparkLog log, Runnable stopped) {
    this.directory = directory;
    this.log = log;
    this.stopped = stopped;
  }

  static String jobGroup(int sessionId, int statementId) {
    return sessionId + "-" + statementId;
  }

  /** Starts Spark if it is not up or on its way. */
  synchronized CompletableFuture<SparkSession> start() {
    if (session == null || session.isCompletedExceptionally()) {
      CompletableFuture<SparkSession> starting = new CompletableFuture<>();
      session = starting;
      Thread thread = new Thread(() -> complete(starting), "spark-start");
      thread.setDaemon(true);
      thread.start();
    }
    return session;
  }

  private void complete(CompletableFuture<SparkSession> starting) {
    try {
      starting.complete(startSpark());
    } catch (Exception | LinkageError e) {
      starting.completeExceptionally(e);
    }
  }

  private SparkSession startSpark() throws InterruptedException {
    log.beginStartUp();
    // Spark would name this machine by the address of its network card.
    Utils.setCustomHostname("localhost");
    SparkConf conf =
        new SparkConf()
            .setAppName("lakegate-sandbox")
            .setMaster("local[" + Math.max(2, Runtime.getRuntime().availableProcessors()) + "]")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.ui.enabled", "false")
            .set("spark.local.dir", directory.resolve("local").toString())
            .set("spark.sql.warehouse.dir", directory.resolve("warehouse").toUri().toString())
            .set("spark.sql.catalogImplementation", "in-memory")
            // Executors find the classes of Scala statements here.
            .set("spark.repl.class.outputDir", replClasses().toString())
            // One long statement must not hold up the other sessions.
            .set("spark.scheduler.mode", "FAIR")
            // 200 tasks for a shuffle of demo data cost seconds here.
            .set("spark.sql.shuffle.partitions", "4");
    SparkContext context = newContext(conf);
    context.addSparkListener(
        new SparkListener() {
          @Override
          public void onApplicationEnd(SparkListenerApplicationEnd end) {
            ended();
          }
        });
    return org.apache.spark.sql.classic.SparkSession.builder().sparkContext(context).getOrCreate();
  }

  /**
   * A Spark that a statement stops says so before it has ended, and there is only one at a time.
   */
  private static SparkContext newContext(SparkConf conf) throws InterruptedException {
    Instant giveUpAt = Instant.now().plusSeconds(60);
    while (true) {
      try {
        return new SparkContext(conf);
      } catch (Exception e) {
        if (Instant.now().isAfter(giveUpAt) || !isAnotherRunning(e)) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** Scala declares no checked exceptions; this one is a SparkException. */
  private static boolean isAnotherRunning(Exception e) {
    return String.valueOf(e.getMessage()).contains("Only one SparkContext");
  }

  private void ended() {
    synchronized (this) {
      session = null;
    }
    SparkSession.clearDefaultSession();
    stopped.run();
  }

  Path replClasses() {
    Path classes = directory.resolve("repl-classes");
    // Scala's compiler and Spark's file server both want it to exist.
    classes.toFile().mkdirs();
    return classes;
  }

  /** Marks what this thread starts from now on as work of one statement. */
  static void enter(SparkContext context, int sessionId, int statementId) {
    context.setLocalProperty(SESSION_PROPERTY, Integer.toString(sessionId));
    context.setLocalProperty("spark.scheduler.pool", "session-" + sessionId);
    String group = jobGroup(sessionId, statementId);
    context.setJobGroup(group, "Job group for statement " + statementId, true);
  }

  /**
   * The share of finished tasks over all jobs of a group so far, as Livy computes it: it runs
   * backwards when a further job adds tasks.
   */
  static double progress(SparkContext context, String group) {
    SparkStatusTracker tracker = context.statusTracker();
    int tasks = 0;
    int completed = 0;
    for (int jobId : tracker.getJobIdsForGroup(group)) {
      for (SparkStageInfo stage : stages(tracker, jobId)) {
        tasks += stage.numTasks();
        completed += stage.numCompletedTasks();
      }
    }
    return tasks == 0 ? 0.0 : (double) completed / tasks;
  }

  static boolean isRunning(SparkContext context, String group) {
    SparkStatusTracker tracker = context.statusTracker();
    return Arrays.stream(tracker.getJobIdsForGroup(group))
        .mapToObj(tracker::getJobInfo)
        .anyMatch(job -> job.isDefined() && job.get().status() == JobExecutionStatus.RUNNING);
  }

  private static List<SparkStageInfo> stages(SparkStatusTracker tracker, int jobId) {
    scala.Option<SparkJobInfo> job = tracker.getJobInfo(jobId);
    if (job.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(job.get().stageIds())
        .mapToObj(tracker::getStageInfo)
        .filter(scala.Option::isDefined)
        .map(scala.Option::get)
        .toList();
  }

  /** Ends Spark with the sandbox; a start that is under way ends first, or it would leave files. */
  void stop() {
    CompletableFuture<SparkSession> last;
    synchronized (this) {
      last = session;
    }
    if (last == null) {
      return;
    }
    try {
      last.get(10, TimeUnit.SECONDS).sparkContext().stop();
    } catch (ExecutionException | TimeoutException e) {
      // Then there is no Spark to be stopped.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
