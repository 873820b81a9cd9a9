package io.lakegate.session;

import java.util.UUID;

/** This process among those that share the database; another one after each start. */
final class Node {
  static final String ID = UUID.randomUUID().toString();

  private Node() {}
}
