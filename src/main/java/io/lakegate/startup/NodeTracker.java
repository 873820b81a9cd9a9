package io.lakegate.startup;

import io.lakegate.audit.AuditChain;
import io.lakegate.person.RestTokenService;
import io.lakegate.person.SignInService;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.platform.database.LakegateDataSource;
import io.lakegate.platform.idempotency.IdempotencyKeyRepository;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.settings.Home;
import io.lakegate.platform.settings.Setting;
import io.lakegate.retention.RetentionService;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Does what a node does periodically, sessions apart: makes sure that it can serve, learns the
 * signing keys other nodes made, seals the audit trail, deletes what has expired. {@link
 * PortalReadiness} tells what it found.
 */
@ApplicationScoped
public class NodeTracker {
  private static final Logger LOG = Logger.getLogger(NodeTracker.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Three rounds of asking the database. */
  private static final Duration ANSWER_COUNTS = Duration.ofSeconds(20);

  @Resource(lookup = "java:app/jdbc/lakegate")
  DataSource dataSource;

  @Resource ManagedThreadFactory threads;
  @Inject SigningKeys keys;
  @Inject SignInService signIns;
  @Inject RestTokenService tokens;
  @Inject PersonTokenService personTokens;
  @Inject IdempotencyKeyRepository idempotencyKeys;
  @Inject AuditChain auditChain;
  @Inject RetentionService retentions;
  @Inject Clock clock;

  Room room = LakegateDataSource::hasRoom;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private ScheduledThreadPoolExecutor timer;
  private Future<?> verifying;
  private List<Future<?>> forEver = List.of();
  private volatile boolean tokenVerified;
  private volatile Instant databaseAnswered = Instant.EPOCH;

  /** Something that may fail and is done again at its next time. */
  private interface Work {
    void run() throws Exception;
  }

  /** Tells whether the disk of the database has room. */
  interface Room {
    boolean isLeft() throws IOException;
  }

  @PostConstruct
  void start() {
    timer = new ScheduledThreadPoolExecutor(2, threads);
  }

  /** Called last at start: being ready means that all before it is done. */
  public void begin() {
    verifying = every(Duration.ofMillis(250), Duration.ofMillis(100), this::verifyOwnToken);
    forEver =
        List.of(
            every(PATIENCE, Duration.ZERO, this::askDatabase),
            every(Duration.ofMinutes(1), Duration.ofMinutes(1), keys::refresh),
            every(Duration.ofSeconds(30), Duration.ofSeconds(30), auditChain::sweep),
            every(Duration.ofHours(1), Duration.ofMinutes(10), this::sweep),
            // H2 writes a compacted database into a new file.
            every(Duration.ofHours(1), Duration.ofMinutes(5), Home::close),
            every(Duration.ofHours(1), Duration.ofMinutes(15), retentions::sweep));
  }

  @PreDestroy
  void stop() {
    forEver.forEach(work -> work.cancel(false));
    timer.shutdownNow();
  }

  private Future<?> every(Duration period, Duration first, Work work) {
    return timer.scheduleWithFixedDelay(
        () -> {
          try {
            work.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (Exception e) {
            // The database may be away for a while, and comes back.
            LOG.log(Level.WARNING, "Trying again in " + period, e);
          }
        },
        first.toMillis(),
        period.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** A real request to this very node, until one is accepted; the server opens its doors late. */
  private void verifyOwnToken() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(ownAddress().resolve("/api/v1/self-check"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + keys.signForSelfCheck())
            .build();
    try {
      if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 204) {
        tokenVerified = true;
        verifying.cancel(false);
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "Not open yet", e);
    }
  }

  private static URI ownAddress() {
    String address = Setting.ADDRESS.find().filter(at -> !at.equals("0.0.0.0")).orElse("127.0.0.1");
    return URI.create("http://" + address + ":" + Setting.PORT.get());
  }

  void askDatabase() throws SQLException, IOException {
    if (!room.isLeft()) {
      databaseAnswered = Instant.EPOCH;
      throw new IllegalStateException("The disk of the H2 database is full: make room on it.");
    }
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout((int) PATIENCE.toSeconds());
      // Changes nothing but has to be written: a full disk still lets everything be read.
      statement.executeUpdate("update installation set id = id");
      databaseAnswered = clock.instant();
    }
  }

  private void sweep() {
    signIns.sweep();
    tokens.sweep();
    personTokens.sweep();
    idempotencyKeys.sweep(clock.instant());
  }

  boolean hasVerifiedOwnToken() {
    return tokenVerified;
  }

  boolean hasDatabase() {
    return databaseAnswered.plus(ANSWER_COUNTS).isAfter(clock.instant());
  }
}
