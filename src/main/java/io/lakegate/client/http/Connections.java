package io.lakegate.client.http;

import io.lakegate.client.AllowedHosts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.HttpClientConnectionOperator;
import org.apache.http.conn.ManagedHttpClientConnection;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;

/**
 * Makes connections, and only to addresses that {@link AllowedHosts} has just judged. The deadline
 * of a call reaches a connection while it is being made.
 */
final class Connections implements HttpClientConnectionOperator {
  private final AllowedHosts hosts;
  private final SSLConnectionSocketFactory tls;

  Connections(AllowedHosts hosts, SSLContext trust) {
    this.hosts = hosts;
    this.tls = new SSLConnectionSocketFactory(trust);
  }

  /**
   * Connects to the server, or to the proxy before it.
   *
   * @param host the server or the proxy
   */
  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      InetSocketAddress localAddress,
      int timeoutMillis,
      SocketConfig config,
      HttpContext context)
      throws IOException {
    Call call = Call.of(context);
    int port = port(host);
    SocketChannel channel = connect(call, hosts.resolve(call.request().uri()), port, timeoutMillis);
    Socket socket = channel.socket();
    try {
      socket.setTcpNoDelay(true);
      if (host.getSchemeName().equals("https")) {
        socket.setSoTimeout(timeoutMillis);
        socket = tls.createLayeredSocket(socket, host.getHostName(), port, context);
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    ((Connection) connection).bind(channel, socket);
  }

  /** Tries one address after the other. */
  private static SocketChannel connect(
      Call call, InetAddress[] addresses, int port, int timeoutMillis) throws IOException {
    IOException failure = null;
    for (InetAddress address : addresses) {
      SocketChannel channel = SocketChannel.open();
      call.hold(channel);
      try {
        channel.socket().connect(new InetSocketAddress(address, port), timeoutMillis);
        return channel;
      } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
        channel.close();
        failure = e;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
    throw failure == null ? new IOException("The name leads to no address") : failure;
  }

  /** Begins TLS with the server inside the tunnel through a proxy. */
  @Override
  public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context)
      throws IOException {
    connection.bind(
        tls.createLayeredSocket(connection.getSocket(), host.getHostName(), port(host), context));
  }

  private static int port(HttpHost host) {
    if (host.getPort() > 0) {
      return host.getPort();
    }
    return host.getSchemeName().equals("https") ? 443 : 80;
  }
}
