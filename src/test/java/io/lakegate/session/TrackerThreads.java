package io.lakegate.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** For tests inside the server, which live in another package: work among the tracker's own. */
@ApplicationScoped
public class TrackerThreads {
  @Inject SessionTracker tracker;
  @Inject SessionChanges changes;

  public <T> T track(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    tracker.run(task);
    return task.get(30, TimeUnit.SECONDS);
  }

  public <T> T tell(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    changes.run(task);
    return task.get(30, TimeUnit.SECONDS);
  }

  /** Does {@code work} while {@code watcher} watches the session. */
  public void watch(UUID sessionId, Runnable watcher, Runnable work) {
    SessionChanges.Watching watching = changes.watch(sessionId, watcher);
    try {
      work.run();
    } finally {
      watching.close();
    }
  }
}
