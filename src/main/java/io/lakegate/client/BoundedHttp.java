package io.lakegate.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.DefaultRoutePlanner;
import org.apache.http.protocol.HttpContext;

/**
 * Short requests to services that sign people in: to allowed hosts only, bounded in time and size,
 * following and repeating nothing. Livy's clients have their own way, which knows what was sent.
 */
public final class BoundedHttp implements AutoCloseable {
  /** A key set of a large provider has some 20 KiB, the groups of one person some 400. */
  private static final int LIMIT = 1 << 20;

  private static final int CONNECT_MILLIS = 5_000;

  /** For an answer, all of it. */
  private static final int MILLIS = 15_000;

  /** The address this thread asks for: a host alone does not say its port. */
  private static final ThreadLocal<URI> ASKED = new ThreadLocal<>();

  private final AllowedHosts hosts;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor clock;
  private final int millis;

  /** Header names in any case. */
  public record Answer(int status, Map<String, List<String>> headers, String body) {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  public BoundedHttp(AllowedHosts hosts, SSLContext trust) {
    this(hosts, trust, MILLIS);
  }

  BoundedHttp(AllowedHosts hosts, SSLContext trust, int millis) {
    this.hosts = hosts;
    this.millis = millis;
    client =
        HttpClientBuilder.create()
            .setSSLContext(trust)
            .setDnsResolver(host -> resolve())
            .setRoutePlanner(new ThroughProxy(hosts))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setConnectionRequestTimeout(CONNECT_MILLIS)
                    .setSocketTimeout(millis)
                    .build())
            .setMaxConnPerRoute(16)
            .setMaxConnTotal(64)
            .setConnectionTimeToLive(1, TimeUnit.MINUTES)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "http-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  private InetAddress[] resolve() throws UnknownHostException {
    URI uri = ASKED.get();
    int port = uri.getPort();
    if (port < 0) {
      port = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
    return hosts.resolve(uri.getHost(), port);
  }

  /**
   * {@code HOST_NOT_ALLOWED} before anything is sent.
   *
   * @param body null for none
   */
  public Answer exchange(String method, URI uri, Map<String, List<String>> headers, String body)
      throws IOException {
    hosts.requireListed(uri);
    RequestBuilder builder = RequestBuilder.create(method).setUri(uri);
    headers.forEach((name, values) -> values.forEach(value -> builder.addHeader(name, value)));
    if (body != null) {
      builder.setEntity(new StringEntity(body, StandardCharsets.UTF_8));
    }
    return exchange(builder.build());
  }

  private Answer exchange(HttpUriRequest request) throws IOException {
    ASKED.set(request.getURI());
    ScheduledFuture<?> cut = clock.schedule(request::abort, millis, TimeUnit.MILLISECONDS);
    try (CloseableHttpResponse answer = client.execute(request)) {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (Header header : answer.getAllHeaders()) {
        headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
      }
      return new Answer(answer.getStatusLine().getStatusCode(), headers, body(answer.getEntity()));
    } finally {
      cut.cancel(false);
      ASKED.remove();
    }
  }

  private static String body(HttpEntity entity) throws IOException {
    if (entity == null) {
      return "";
    }
    try (InputStream in = entity.getContent()) {
      byte[] body = in.readNBytes(LIMIT + 1);
      if (body.length > LIMIT) {
        throw new IOException("An answer of more than " + LIMIT + " bytes");
      }
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
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
}
