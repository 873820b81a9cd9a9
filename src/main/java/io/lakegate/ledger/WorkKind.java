package io.lakegate.ledger;

/** One kind of work that the tracker looks after. Its states and steps are a feature's own. */
public interface WorkKind {
  /** Its word in the lease table; never changed once rows have it. */
  String kind();

  /** A piece of work that this node begins to look after. Reads nothing yet. */
  Work work(WorkKey key);
}
