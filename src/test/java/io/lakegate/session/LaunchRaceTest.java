package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One person launches twice at the same moment, and the quota has room for one. */
class LaunchRaceTest extends RepositoryTest {
  private static final int QUOTA = 1;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CyclicBarrier bothCounted = new CyclicBarrier(2);
  private Ledger ledger;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    ledger.sessions.leases = ledger.work.onCreate(this::awaitTheOther);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Keeps the first transaction open until the second has counted, or is seen to wait for it. */
  private void awaitTheOther() {
    try {
      bothCounted.await(300, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException | TimeoutException e) {
      // The second one waits for the row's lock: as it should.
    }
  }

  @Test
  void one_of_two_launches_is_refused() throws Exception {
    List<Future<ErrorCode>> launches = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      launches.add(threads.submit(this::launch));
    }
    List<ErrorCode> refusals = new ArrayList<>();
    for (Future<ErrorCode> launch : launches) {
      refusals.add(launch.get(30, TimeUnit.SECONDS));
    }

    assertThat(refusals).containsExactlyInAnyOrder(null, ErrorCode.SESSION_QUOTA_REACHED);
    assertThat(ledger.sessions.list(ACME, ledger.ada.reach(), SessionFilter.liveOf("ada"), null, 9))
        .hasSize(QUOTA);
  }

  private ErrorCode launch() {
    LakegateException refused =
        catchThrowableOfType(LakegateException.class, () -> ledger.launch(QUOTA, null));
    return refused == null ? null : refused.code();
  }
}
