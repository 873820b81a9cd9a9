package io.lakegate.session;

import io.lakegate.client.livy.LivySession;

/** What is kept of a backend's description of a session. */
record RemoteFacts(String state, String appId, String sparkUiUrl, String driverLogUrl) {
  static RemoteFacts of(LivySession remote) {
    boolean links = remote.appInfo() != null;
    return new RemoteFacts(
        remote.state(),
        remote.appId(),
        links ? webAddress(remote.appInfo().sparkUiUrl()) : null,
        links ? webAddress(remote.appInfo().driverLogUrl()) : null);
  }

  /** A stranger's text becomes a link only if it is one. */
  private static String webAddress(String text) {
    boolean web = text != null && (text.startsWith("http://") || text.startsWith("https://"));
    return web && text.length() <= 2000 ? text : null;
  }
}
