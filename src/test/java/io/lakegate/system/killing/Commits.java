package io.lakegate.system.killing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * Counts commits from the moment a file says {@code kill after 3} or {@code hold after 3}. Killing
 * lets one commit through at a time: nothing slips through while the signal is on its way. Each
 * such text ends with a line that tells it from the one before.
 */
public final class Commits {
  private final Path orders;
  private String present = "";
  private int counted;

  Commits(Path orders) {
    this.orders = orders;
  }

  /** There once a commit is held. */
  public static Path held(Path orders) {
    return orders.resolveSibling("held");
  }

  Object count(Callable<Object> commit) throws Exception {
    Object result;
    synchronized (this) {
      String order = Files.exists(orders) ? Files.readString(orders) : "";
      if (!order.equals(present)) {
        present = order;
        counted = 0;
      }
      counted++;
      String point = " after " + counted + "\n";
      result = commit.call();
      if (order.startsWith("kill" + point)) {
        die();
      }
      if (!order.startsWith("hold" + point)) {
        return result;
      }
    }
    Files.createFile(held(orders));
    new CountDownLatch(1).await();
    return result;
  }

  private static void die() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
    new CountDownLatch(1).await();
  }
}
