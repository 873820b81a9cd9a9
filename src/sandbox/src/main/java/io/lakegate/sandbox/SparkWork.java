package io.lakegate.sandbox;

import org.apache.spark.SparkContext;

/** The jobs of one session in the shared Spark. */
record SparkWork(SparkContext context, int sessionId) {

  /** Makes what this thread starts next work of that statement. */
  void enter(int statementId) {
    SparkEngine.enter(context, sessionId, statementId);
  }

  boolean cancelJobs(int statementId) {
    if (context.isStopped()) {
      return false;
    }
    String group = SparkEngine.jobGroup(sessionId, statementId);
    if (!SparkEngine.isRunning(context, group)) {
      return false;
    }
    context.cancelJobGroup(group);
    return true;
  }

  double progress(int statementId) {
    return context.isStopped()
        ? 0.0
        : SparkEngine.progress(context, SparkEngine.jobGroup(sessionId, statementId));
  }
}
