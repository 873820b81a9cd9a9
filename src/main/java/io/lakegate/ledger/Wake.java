package io.lakegate.ledger;

import java.util.function.Consumer;

/**
 * Tells this node's tracker that there is something to do. A feature calls it after its commit; it
 * returns at once.
 */
public interface Wake {
  /** Somebody changed this work: it is looked at now. */
  void wake(WorkKey key);

  /** Wakes the work, like {@link #wake(WorkKey)}, after telling it what this node alone knows. */
  void wake(WorkKey key, Consumer<Work> news);

  /** Another node changed it: this one looks at it only if it looks after it anyway. */
  void wakeIfKept(WorkKey key);

  /** Runs remote work that is nobody's step, such as reading a log somebody asked for. */
  void run(Runnable work);
}
