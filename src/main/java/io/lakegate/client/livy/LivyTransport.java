package io.lakegate.client.livy;

import io.lakegate.client.AllowedHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.glassfish.jersey.apache.connector.ApacheHttpClientBuilderConfigurator;

/**
 * The one pool of connections below all Livy clients, and what keeps it honest: it connects only to
 * addresses {@link AllowedHosts} has seen, repeats nothing, follows nothing, keeps no cookie (a
 * {@code hadoop.auth} cookie is one tenant's sign-in), and cuts every call at its deadline.
 */
final class LivyTransport implements ApacheHttpClientBuilderConfigurator, AutoCloseable {
  /** Below the 30 s after which Jetty, and so Livy, drops an idle connection. */
  private static final int IDLE_SECONDS = 20;

  /** Even a busy connection is made anew now and then: hosts move, and so may what is allowed. */
  private static final int LIFE_MINUTES = 5;

  /** Asking a connection whether it still lives takes up to 1 ms, so a GET asks only after this. */
  private static final int VALIDATE_AFTER_MILLIS = 1_000;

  private final PoolingHttpClientConnectionManager pool;
  private final ScheduledThreadPoolExecutor clock;

  /**
   * @param perServer most connections to one server
   * @param total most connections to all servers together
   */
  LivyTransport(AllowedHosts hosts, int perServer, int total) {
    pool =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", new GuardedSockets(new PlainConnectionSocketFactory()))
                .register(
                    "https", new GuardedSockets(SSLConnectionSocketFactory.getSocketFactory()))
                .build(),
            null,
            null,
            host -> resolve(hosts, host),
            LIFE_MINUTES,
            TimeUnit.MINUTES);
    pool.setDefaultMaxPerRoute(perServer);
    pool.setMaxTotal(total);
    pool.setValidateAfterInactivity(VALIDATE_AFTER_MILLIS);
    // Its threads touch nothing but sockets, so they need nothing of the server's.
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "livy-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  PoolingHttpClientConnectionManager pool() {
    return pool;
  }

  /** Cuts the call after so many nanoseconds. */
  ScheduledFuture<?> cutAfter(LivyCall call, long nanos) {
    return clock.schedule(call::expire, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public HttpClientBuilder configure(HttpClientBuilder builder) {
    return builder
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .setRequestExecutor(new OnceOnly())
        .setKeepAliveStrategy((response, context) -> TimeUnit.SECONDS.toMillis(IDLE_SECONDS));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    pool.shutdown();
  }

  private static InetAddress[] resolve(AllowedHosts hosts, String host)
      throws UnknownHostException {
    URI url = LivyCall.current().endpoint().url();
    int port = url.getPort();
    if (port < 0) {
      port = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
    return hosts.resolve(host, port);
  }

  /** Thrown before the first byte of a request is written: it can go out on another connection. */
  static final class StaleConnection extends IOException {
    StaleConnection() {
      super("The server had closed the idle connection");
    }
  }

  /**
   * Marks the moment after which a request may have reached the server. What must not be sent twice
   * is also sent only on a connection known to live: a POST written to one that the server has
   * closed meanwhile would be ambiguous.
   */
  private static final class OnceOnly extends HttpRequestExecutor {
    @Override
    public HttpResponse execute(
        HttpRequest request, HttpClientConnection connection, HttpContext context)
        throws IOException, HttpException {
      LivyCall call = LivyCall.current();
      boolean used = connection.getMetrics().getRequestCount() > 0;
      if (used && !call.isSafe() && connection.isStale()) {
        throw new StaleConnection();
      }
      call.sending(connection, used);
      return super.execute(request, connection, context);
    }
  }

  /** Lets the deadline reach a connection that is still being made. */
  private static final class GuardedSockets implements ConnectionSocketFactory {
    private final ConnectionSocketFactory sockets;

    GuardedSockets(ConnectionSocketFactory sockets) {
      this.sockets = sockets;
    }

    @Override
    public Socket createSocket(HttpContext context) throws IOException {
      Socket socket = sockets.createSocket(context);
      LivyCall.current().connecting(socket);
      return socket;
    }

    @Override
    public Socket connectSocket(
        int connectTimeout,
        Socket socket,
        HttpHost host,
        InetSocketAddress remoteAddress,
        InetSocketAddress localAddress,
        HttpContext context)
        throws IOException {
      return sockets.connectSocket(
          connectTimeout, socket, host, remoteAddress, localAddress, context);
    }
  }
}
