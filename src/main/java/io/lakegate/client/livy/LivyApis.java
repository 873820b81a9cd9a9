package io.lakegate.client.livy;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.http.client.config.RequestConfig;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.apache.connector.ApacheClientProperties;
import org.glassfish.jersey.apache.connector.ApacheConnectionClosingStrategy;
import org.glassfish.jersey.apache.connector.ApacheConnectorProvider;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.RequestEntityProcessing;

/**
 * The generated clients, one for each base address and time-out: building one takes 120 ms, so they
 * are kept, and closed when they have not been used for longest. All share one {@link
 * LivyTransport}.
 */
final class LivyApis implements AutoCloseable {
  /** Longer than any healthy handshake; a dead host is known to be dead by then. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final LivyTransport transport;
  private final int kept;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param kept clients that stay built
   */
  LivyApis(LivyTransport transport, int kept) {
    this.transport = transport;
    this.kept = kept;
  }

  private record Key(URI url, Duration requestTimeout) {}

  private static final class Entry {
    LivyApi api;
    int users;
    boolean retired;
  }

  /** Runs one call with the client for that endpoint. */
  <T> T with(LivyEndpoint endpoint, Function<LivyApi, T> call) {
    Entry entry = take(new Key(endpoint.url(), endpoint.requestTimeout()));
    try {
      return call.apply(api(entry, endpoint));
    } finally {
      giveBack(entry);
    }
  }

  private Entry take(Key key) {
    List<Entry> idle = new ArrayList<>();
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(key, absent -> new Entry());
      entry.users++;
      Iterator<Entry> eldest = entries.values().iterator();
      while (entries.size() > kept && eldest.hasNext()) {
        Entry old = eldest.next();
        eldest.remove();
        old.retired = true;
        if (old.users == 0) {
          idle.add(old);
        }
      }
    }
    idle.forEach(LivyApis::close);
    return entry;
  }

  private void giveBack(Entry entry) {
    boolean last;
    synchronized (entries) {
      entry.users--;
      last = entry.retired && entry.users == 0;
    }
    if (last) {
      close(entry);
    }
  }

  /** Built outside the common lock: others need not wait for it. */
  private LivyApi api(Entry entry, LivyEndpoint endpoint) {
    synchronized (entry) {
      if (entry.api == null) {
        entry.api = buildWithOwnLoader(endpoint);
      }
      return entry.api;
    }
  }

  /**
   * On a thread with another loader Payara finds no RestClientBuilder (seen on one with the
   * system's).
   */
  private LivyApi buildWithOwnLoader(LivyEndpoint endpoint) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(LivyApis.class.getClassLoader());
    try {
      return build(endpoint);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private LivyApi build(LivyEndpoint endpoint) {
    long readMillis = endpoint.requestTimeout().toMillis();
    int connectMillis = (int) Math.min(readMillis, CONNECT_TIMEOUT.toMillis());
    RequestConfig waitForFreeConnection =
        RequestConfig.custom().setConnectionRequestTimeout(connectMillis).build();
    ApacheConnectionClosingStrategy leaveTheRest =
        (config, request, response, stream) -> response.close();
    return RestClientBuilder.newBuilder()
        .baseUri(endpoint.url())
        .connectTimeout(connectMillis, TimeUnit.MILLISECONDS)
        .readTimeout(readMillis, TimeUnit.MILLISECONDS)
        .register(new ApacheConnectorProvider())
        .register(transport)
        .register(new Authorization())
        .property(ApacheClientProperties.CONNECTION_MANAGER, transport.pool())
        .property(ApacheClientProperties.CONNECTION_MANAGER_SHARED, true)
        .property(ApacheClientProperties.REQUEST_CONFIG, waitForFreeConnection)
        // Closing an answer gives its connection up; it must not read an endless body to its end.
        .property(ApacheClientProperties.CONNECTION_CLOSING_STRATEGY, leaveTheRest)
        // Content-Length instead of chunks, and one packet for a short request.
        .property(ClientProperties.REQUEST_ENTITY_PROCESSING, RequestEntityProcessing.BUFFERED)
        // Bodies are bytes: whatever the server knows about JSON stays out of it.
        .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
        // A status is no exception here.
        .property("microprofile.rest.client.disable.default.mapper", true)
        .build(LivyApi.class);
  }

  private static void close(Entry entry) {
    synchronized (entry) {
      try {
        if (entry.api instanceof Closeable api) {
          api.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    List<Entry> all;
    synchronized (entries) {
      all = List.copyOf(entries.values());
      entries.clear();
    }
    all.forEach(LivyApis::close);
  }

  /** Adds the credential of the very call, so that no client ever holds one. */
  private static final class Authorization implements ClientRequestFilter {
    @Override
    public void filter(ClientRequestContext request) {
      LivyCredential credential = LivyCall.current().endpoint().credential();
      if (credential instanceof LivyCredential.Basic basic) {
        String pair = basic.user() + ":" + basic.password();
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Basic " + encoded);
      } else if (credential instanceof LivyCredential.Bearer bearer) {
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + bearer.token());
      }
    }
  }
}
