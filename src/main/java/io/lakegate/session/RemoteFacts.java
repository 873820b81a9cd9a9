package io.lakegate.session;

import io.lakegate.backend.RemoteSession;

/** The part of a backend's description of a session that is stored. */
record RemoteFacts(String state, String appId, String sparkUiUrl, String driverLogUrl) {
  static RemoteFacts of(RemoteSession remote) {
    return new RemoteFacts(
        remote.stateWord(),
        remote.appId(),
        webAddress(remote.sparkUiUrl()),
        webAddress(remote.driverLogUrl()));
  }

  /** A stranger's text becomes a link only if it is one. */
  private static String webAddress(String text) {
    boolean web = text != null && (text.startsWith("http://") || text.startsWith("https://"));
    return web && text.length() <= 2000 ? text : null;
  }
}
