package io.lakegate.backend.livy;

import io.lakegate.backend.SessionRequest;
import io.lakegate.client.livy.LivySessionRequest;

/** Translates a request for a session into Livy's own. */
final class LivyRequests {
  private LivyRequests() {}

  /**
   * Neither {@code ttl} nor {@code idleTimeout} is sent: their meaning changes from Livy 0.8 to 0.9
   * and back with the server's configuration, and 0.8 refuses the second.
   */
  static LivySessionRequest of(SessionRequest request) {
    return LivySessionRequest.builder()
        .kind(request.kind())
        .proxyUser(request.proxyUser())
        .jars(request.jars())
        .pyFiles(request.pyFiles())
        .files(request.files())
        .driver(request.driverMemory(), request.driverCores())
        .executors(request.executorMemory(), request.executorCores(), request.numExecutors())
        .archives(request.archives())
        .queue(request.queue())
        .name(request.name())
        .conf(request.conf())
        .build();
  }
}
