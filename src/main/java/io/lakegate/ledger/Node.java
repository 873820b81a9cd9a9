package io.lakegate.ledger;

import java.util.UUID;

/** This process among those that share the database. Each start gives it another id. */
public final class Node {
  public static final String ID = UUID.randomUUID().toString();

  private Node() {}
}
