package io.lakegate.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Takes every call and answers none, so a session launched there stays as it was stored. */
final class SilentLivy implements AutoCloseable {
  private final ServerSocket socket;

  SilentLivy() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
