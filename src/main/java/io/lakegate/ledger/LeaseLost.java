package io.lakegate.ledger;

/**
 * This node may no longer look after a piece of work: another one may do so already. Whoever
 * catches it writes nothing down but what only this node can know.
 */
public final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LeaseLost(WorkKey key) {
    super("The lease of " + key + " is over");
  }
}
