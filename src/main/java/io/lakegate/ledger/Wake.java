package io.lakegate.ledger;

import java.util.function.Consumer;

/**
 * How a feature tells this node's tracker, after its commit, that there is something to do. It
 * returns at once.
 */
public interface Wake {
  /** Somebody changed this work: it is looked at now. */
  void wake(WorkKey key);

  /** As {@link #wake(WorkKey)}; what this node alone knows is told to the work first. */
  void wake(WorkKey key, Consumer<Work> news);

  /** Another node changed it: this one looks at it only if it looks after it anyway. */
  void wakeIfKept(WorkKey key);

  /** Runs remote work that is nobody's step, such as reading a log somebody asked for. */
  void run(Runnable work);
}
