package io.lakegate.client.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.http.HttpClientConnection;
import org.apache.http.config.MessageConstraints;
import org.apache.http.impl.conn.DefaultHttpResponseParserFactory;
import org.apache.http.impl.conn.DefaultManagedHttpClientConnection;
import org.apache.http.protocol.HttpContext;

/** A pooled connection that can tell in microseconds whether its server has closed it. */
final class Connection extends DefaultManagedHttpClientConnection {
  private static final int BUFFER_BYTES = 8 << 10;

  /** The head of an answer is bounded too; gateways send cookies and policies of a few KiB. */
  private static final MessageConstraints HEAD =
      MessageConstraints.custom().setMaxLineLength(64 << 10).setMaxHeaderCount(200).build();

  private static final String CHANNEL = "channel";
  private static final String USED = "used";

  Connection() {
    super(
        "exchange",
        BUFFER_BYTES,
        BUFFER_BYTES,
        null,
        null,
        HEAD,
        null,
        null,
        null,
        new DefaultHttpResponseParserFactory());
  }

  /**
   * The connection has just been made.
   *
   * @param below the channel that carries the socket, also where TLS is between
   */
  void bind(SocketChannel below, Socket socket) throws IOException {
    setAttribute(CHANNEL, below);
    bind(socket);
  }

  /**
   * Returns the channel that carries the connection. Closing it ends whatever waits for it, without
   * a last word of TLS that could wait itself.
   *
   * @param pooled as the pool lends it, which is not this class but passes attributes on
   */
  static SocketChannel channel(HttpClientConnection pooled) {
    return (SocketChannel) ((HttpContext) pooled).getAttribute(CHANNEL);
  }

  /** Whether a request went over it before; from now on one has. */
  static boolean use(HttpClientConnection pooled) {
    HttpContext attributes = (HttpContext) pooled;
    boolean before = attributes.getAttribute(USED) != null;
    attributes.setAttribute(USED, true);
    return before;
  }

  /**
   * Whether the server has closed it or said something without being asked. The library's own check
   * waits a millisecond for bytes, which is more than a whole call to a server nearby takes.
   */
  @Override
  public boolean isStale() {
    if (!isOpen()) {
      return true;
    }
    SocketChannel channel = channel(this);
    try {
      channel.configureBlocking(false);
      try {
        return channel.read(ByteBuffer.allocate(1)) != 0;
      } finally {
        channel.configureBlocking(true);
      }
    } catch (IOException e) {
      return true;
    }
  }

  /** Closed is all it should be: an exception would keep its place in the pool for ever. */
  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      return;
    }
  }
}
