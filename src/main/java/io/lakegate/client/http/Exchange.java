package io.lakegate.client.http;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.OutboundProxy;
import io.lakegate.client.TrustedCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.DefaultRoutePlanner;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * Sends one request and reads one answer, over a pool of connections of its own. It connects only
 * to addresses that {@link AllowedHosts} has judged, through the proxy if one is configured, and
 * trusts {@link TrustedCertificates}. It follows no redirect, answers no challenge and keeps no
 * cookie (a {@code hadoop.auth} cookie is one tenant's sign-in). Each exchange is bounded in time
 * and in size.
 *
 * <p>A request is sent once. Only a GET is sent a second time, and only when the pooled connection
 * it went out on turned out to be dead. Anything but a GET is sent on a connection that was open a
 * moment before: written to one that the server has closed, it would be ambiguous.
 */
public final class Exchange implements AutoCloseable {
  /** Longer than any healthy handshake; a dead host is known to be dead by then. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Below the 30 s after which Jetty, and so Livy, drops an idle connection. */
  private static final Duration MAX_IDLE = Duration.ofSeconds(20);

  /** Even a busy connection is made anew after this: hosts move, and so may what is allowed. */
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  /** A GET asks a connection whether it still lives only after this: it may be sent again. */
  private static final int VALIDATE_AFTER_MILLIS = 1_000;

  /**
   * No more than this is read of a failure's body, since its beginning is enough to find the
   * reason.
   */
  public static final int MAX_FAILURE_BYTES = 64 << 10;

  private final AllowedHosts hosts;
  private final PoolingHttpClientConnectionManager pool;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines;

  /**
   * @param trust whose certificates are believed
   * @param perServer maximum number of connections to one server
   * @param total maximum number of connections to all servers together
   */
  public Exchange(AllowedHosts hosts, SSLContext trust, int perServer, int total) {
    this.hosts = hosts;
    pool =
        new PoolingHttpClientConnectionManager(
            new Connections(hosts, trust),
            (route, config) -> new Connection(),
            MAX_AGE.toSeconds(),
            TimeUnit.SECONDS);
    pool.setDefaultMaxPerRoute(perServer);
    pool.setMaxTotal(total);
    pool.setValidateAfterInactivity(VALIDATE_AFTER_MILLIS);
    client =
        HttpClientBuilder.create()
            .setConnectionManager(pool)
            .setRequestExecutor(new SentOnce())
            .setRoutePlanner(new ThroughProxy(hosts))
            .setKeepAliveStrategy((response, context) -> MAX_IDLE.toMillis())
            .setUserAgent("Lakegate")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            // The end of a compressed answer is not the end of its chunks: over TLS such a
            // connection was never used again (seen), and a handshake costs more than the bytes.
            .disableContentCompression()
            .build();
    // Its thread touches nothing but sockets, so it needs nothing of the server's.
    deadlines =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "http-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** Few connections, for services that are asked now and then. */
  public Exchange(AllowedHosts hosts) {
    this(hosts, TrustedCertificates.context(), 16, 64);
  }

  /**
   * Sends a request and reads its answer. A host that is not allowed is refused with {@code
   * HOST_NOT_ALLOWED} before anything is sent.
   */
  public Answer send(Request request) throws ExchangeException {
    hosts.requireListed(request.uri());
    long deadline = System.nanoTime() + request.timeout().toNanos();
    for (boolean repeated = false; ; repeated = true) {
      Call call = new Call(request, deadline);
      watch(call);
      try {
        return exchange(call);
      } catch (ExchangeException e) {
        throw e;
      } catch (IOException e) {
        if (repeated || !diedInThePool(call, e)) {
          throw ExchangeException.of(e, call);
        }
      } finally {
        call.end();
      }
    }
  }

  /** Cuts the call when its time is over, which may be put off while it lasts. */
  private void watch(Call call) {
    long nanos = call.remainingNanos();
    if (nanos > 0) {
      call.watchedBy(deadlines.schedule(() -> watch(call), nanos, TimeUnit.NANOSECONDS));
    } else {
      call.expire();
    }
  }

  private Answer exchange(Call call) throws IOException {
    HttpClientContext context = HttpClientContext.create();
    call.putInto(context);
    try (CloseableHttpResponse response = client.execute(message(call.request()), context)) {
      return read(call, response);
    }
  }

  private static HttpUriRequest message(Request request) {
    RequestBuilder message =
        RequestBuilder.create(request.method()).setUri(request.uri()).setConfig(config(request));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> message.addHeader(name, value)));
    if (request.body() != null) {
      message.setEntity(new ByteArrayEntity(request.body()));
    }
    return message.build();
  }

  /**
   * The deadline alone ends a read, so sockets have no time-out of their own. The pool's own check
   * of a connection, which is not deprecated, leaves out one that was used a moment ago.
   */
  @SuppressWarnings("deprecation")
  private static RequestConfig config(Request request) {
    int connectMillis = (int) Math.min(request.timeout().toMillis(), CONNECT_TIMEOUT.toMillis());
    return RequestConfig.custom()
        .setConnectTimeout(connectMillis)
        .setConnectionRequestTimeout(connectMillis)
        .setSocketTimeout(0)
        .setStaleConnectionCheckEnabled(!request.isSafe())
        .build();
  }

  private static Answer read(Call call, CloseableHttpResponse response) throws IOException {
    int status = response.getStatusLine().getStatusCode();
    int maxBytes = call.request().maxBytes();
    try {
      return new Answer(status, headers(response), body(call, status, response.getEntity()));
    } catch (OutOfMemoryError e) {
      // Within its bound, and still more than there is room for just now.
      throw ExchangeException.tooLarge(status, maxBytes);
    } catch (IOException e) {
      // The head has come, so the server has worked on it: not to be asked again.
      throw e instanceof ExchangeException ? e : ExchangeException.of(e, call);
    }
  }

  private static byte[] body(Call call, int status, HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    int maxBytes = Answer.isSuccess(status) ? call.request().maxBytes() : MAX_FAILURE_BYTES;
    try (InputStream stream = entity.getContent()) {
      byte[] body = stream.readNBytes(maxBytes);
      if (Answer.isSuccess(status) && body.length == maxBytes && stream.read() >= 0) {
        throw ExchangeException.tooLarge(status, maxBytes);
      }
      return body;
    }
  }

  private static Map<String, List<String>> headers(HttpResponse response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getAllHeaders()) {
      headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
    }
    return headers;
  }

  /** Whether a GET met a connection that the server had closed, and got no answer at all. */
  private static boolean diedInThePool(Call call, IOException e) {
    return call.request().isSafe()
        && call.isReused()
        && !call.isExpired()
        && !(e instanceof InterruptedIOException)
        && !(e instanceof ClientProtocolException);
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Marks the moment after which a request may have reached the server. */
  private static final class SentOnce extends HttpRequestExecutor {
    @Override
    public HttpResponse execute(
        HttpRequest request, HttpClientConnection connection, HttpContext context)
        throws IOException, HttpException {
      Call call = Call.of(context);
      if (request.getRequestLine().getMethod().equals("CONNECT")) {
        return tunnel(request, connection, context, call);
      }
      call.sending(Connection.channel(connection), Connection.use(connection));
      return super.execute(request, connection, context);
    }

    /** Nothing of the request itself is written: a proxy that refuses has proved that. */
    private HttpResponse tunnel(
        HttpRequest request, HttpClientConnection connection, HttpContext context, Call call)
        throws IOException, HttpException {
      call.hold(Connection.channel(connection));
      HttpResponse answer = super.execute(request, connection, context);
      int status = answer.getStatusLine().getStatusCode();
      if (status >= 300) {
        throw new IOException("The proxy answers CONNECT with " + status);
      }
      return answer;
    }
  }
}
