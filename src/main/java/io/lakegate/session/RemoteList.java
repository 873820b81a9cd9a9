package io.lakegate.session;

import io.lakegate.client.livy.LivyClient;
import io.lakegate.client.livy.LivyEndpoint;
import io.lakegate.client.livy.LivySession;
import io.lakegate.client.livy.LivySessions;
import java.util.ArrayList;
import java.util.List;

/** All sessions of a backend, read page by page; at most 5,000. */
final class RemoteList {
  static final int PAGE = 100;
  private static final int MAX_PAGES = 50;

  private RemoteList() {}

  static List<LivySession> read(LivyClient livy, LivyEndpoint endpoint) {
    List<LivySession> all = new ArrayList<>();
    for (int page = 0; page < MAX_PAGES; page++) {
      LivySessions found = livy.listSessions(endpoint, page * PAGE, PAGE);
      all.addAll(found.sessions());
      if (found.sessions().size() < PAGE || all.size() >= found.total()) {
        break;
      }
    }
    return all;
  }
}
