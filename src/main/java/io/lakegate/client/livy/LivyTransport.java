package io.lakegate.client.livy;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.OutboundProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.routing.RouteInfo;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.DefaultRoutePlanner;
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

  private final AllowedHosts hosts;
  private final PoolingHttpClientConnectionManager pool;
  private final ScheduledThreadPoolExecutor clock;

  /**
   * @param trust whose certificates are believed
   * @param perServer most connections to one server
   * @param total most connections to all servers together
   */
  LivyTransport(AllowedHosts hosts, SSLContext trust, int perServer, int total) {
    this.hosts = hosts;
    pool =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", new GuardedSockets(new PlainConnectionSocketFactory()))
                .register("https", new GuardedTls(new SSLConnectionSocketFactory(trust)))
                .build(),
            null,
            null,
            first -> resolve(hosts),
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

  /** Cuts the call when its time is over, which may be put off while it lasts. */
  void watch(LivyCall call) {
    long nanos = call.remainingNanos();
    if (nanos > 0) {
      call.watchedBy(clock.schedule(() -> watch(call), nanos, TimeUnit.NANOSECONDS));
    } else {
      call.expire();
    }
  }

  @Override
  public HttpClientBuilder configure(HttpClientBuilder builder) {
    return builder
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        // The end of a compressed answer is not the end of its chunks: over TLS such a connection
        // was
        // never used again (seen), and a handshake costs more than the bytes of a poll.
        .disableContentCompression()
        .setRequestExecutor(new OnceOnly())
        .setRoutePlanner(new ThroughProxy(hosts))
        .setKeepAliveStrategy((response, context) -> TimeUnit.SECONDS.toMillis(IDLE_SECONDS));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    pool.shutdown();
  }

  /** Whatever is connected to first, the call's own host decides whether and where. */
  private static InetAddress[] resolve(AllowedHosts hosts) throws UnknownHostException {
    URI url = LivyCall.current().endpoint().url();
    int port = url.getPort();
    if (port < 0) {
      port = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
    return hosts.resolve(url.getHost(), port);
  }

  private static final class ThroughProxy extends DefaultRoutePlanner {
    private final AllowedHosts hosts;

    ThroughProxy(AllowedHosts hosts) {
      super(null);
      this.hosts = hosts;
    }

    @Override
    protected HttpHost determineProxy(HttpHost target, HttpRequest request, HttpContext context) {
      OutboundProxy proxy = hosts.proxyTo(target.getHostName());
      return proxy == null ? null : new HttpHost(proxy.host(), proxy.port());
    }
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
      if (request.getRequestLine().getMethod().equals("CONNECT")) {
        return tunnel(request, connection, context, call);
      }
      boolean used = connection.getMetrics().getRequestCount() > requestsToProxy(context);
      if (used && !call.isSafe() && connection.isStale()) {
        throw new StaleConnection();
      }
      call.sending(connection, used);
      return super.execute(request, connection, context);
    }

    /** Nothing of the call itself is written: a proxy that refuses has proved that. */
    private HttpResponse tunnel(
        HttpRequest request, HttpClientConnection connection, HttpContext context, LivyCall call)
        throws IOException, HttpException {
      call.connecting(connection::shutdown);
      HttpResponse answer = super.execute(request, connection, context);
      int status = answer.getStatusLine().getStatusCode();
      if (status >= 300) {
        throw new IOException("The proxy answers CONNECT with " + status);
      }
      return answer;
    }

    private static long requestsToProxy(HttpContext context) {
      RouteInfo route = HttpClientContext.adapt(context).getHttpRoute();
      return route != null
              && route.getProxyHost() != null
              && route.getTargetHost().getSchemeName().equals("https")
          ? 1
          : 0;
    }
  }

  /** Lets the deadline reach a connection that is still being made. */
  private static class GuardedSockets implements ConnectionSocketFactory {
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

  /** The same for TLS, which inside a proxy's tunnel begins on a socket that is there already. */
  private static final class GuardedTls extends GuardedSockets
      implements LayeredConnectionSocketFactory {
    private final SSLConnectionSocketFactory tls;

    GuardedTls(SSLConnectionSocketFactory tls) {
      super(tls);
      this.tls = tls;
    }

    @Override
    public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
        throws IOException {
      LivyCall.current().connecting(socket);
      return tls.createLayeredSocket(socket, target, port, context);
    }
  }
}
