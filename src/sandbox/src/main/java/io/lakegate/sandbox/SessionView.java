package io.lakegate.sandbox;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/** A session as Livy writes it, nulls included. */
@JsonPropertyOrder({
  "id",
  "name",
  "appId",
  "owner",
  "proxyUser",
  "state",
  "kind",
  "appInfo",
  "log",
  "ttl",
  "idleTimeout",
  "driverMemory",
  "driverCores",
  "executorMemory",
  "executorCores",
  "conf",
  "archives",
  "files",
  "heartbeatTimeoutInSecond",
  "jars",
  "numExecutors",
  "pyFiles",
  "queue"
})
record SessionView(
    int id,
    String name,
    String appId,
    String owner,
    String proxyUser,
    SessionState state,
    Kind kind,
    AppInfo appInfo,
    List<String> log,
    String ttl,
    String idleTimeout,
    String driverMemory,
    int driverCores,
    String executorMemory,
    int executorCores,
    Map<String, String> conf,
    List<String> archives,
    List<String> files,
    int heartbeatTimeoutInSecond,
    List<String> jars,
    int numExecutors,
    List<String> pyFiles,
    String queue) {

  private static final int LINES = 10;

  /** Application, owner and the addresses are never there: so it was recorded in local mode. */
  static SessionView of(int id, SessionRequest request, SessionState state, List<String> log) {
    return new SessionView(
        id,
        request.name(),
        null,
        null,
        request.proxyUser(),
        state,
        request.kind(),
        AppInfo.NONE,
        log.subList(Math.max(0, log.size() - LINES), log.size()),
        request.ttl(),
        request.idleTimeout(),
        request.driverMemory(),
        request.driverCores(),
        request.executorMemory(),
        request.executorCores(),
        request.conf(),
        request.archives(),
        request.files(),
        request.heartbeatTimeoutInSecond(),
        request.jars(),
        request.numExecutors(),
        request.pyFiles(),
        request.queue());
  }
}
