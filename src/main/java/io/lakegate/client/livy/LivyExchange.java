package io.lakegate.client.livy;

import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.http.NoHttpResponseException;
import org.apache.http.ProtocolException;

/**
 * Request out, bounded answer in. Knows what is certain after a failure: what was not written can
 * be sent, what may have been written is sent again only if it is a GET, and that only once, when a
 * connection turned out to have died in the pool.
 */
final class LivyExchange implements AutoCloseable {
  /** Of an error's body enough for its first line. */
  private static final int ERROR_LIMIT = 64 << 10;

  /** A client for each workspace and then some. */
  private static final int CLIENTS = 128;

  private final AllowedHosts hosts;
  private final LivyTransport transport;
  private final LivyApis apis;

  LivyExchange(AllowedHosts hosts, SSLContext trust, int perServer, int total) {
    this.hosts = hosts;
    this.transport = new LivyTransport(hosts, trust, perServer, total);
    this.apis = new LivyApis(transport, CLIENTS);
  }

  /**
   * @param safe a GET
   * @param limit bytes a success may have
   */
  LivyAnswer ask(
      LivyEndpoint endpoint, boolean safe, int limit, Function<LivyApi, Response> request) {
    hosts.requireListed(endpoint.url());
    return apis.with(
        endpoint,
        api -> {
          // From here, so that building a client costs nobody the time to be answered.
          long deadline = System.nanoTime() + endpoint.requestTimeout().toNanos();
          boolean repeated = false;
          while (true) {
            try (LivyCall call = new LivyCall(endpoint, safe, deadline)) {
              transport.watch(call);
              try {
                return read(request.apply(api), limit);
              } catch (RuntimeException e) {
                boolean again = unwritten(call, e) || (!repeated && diedInThePool(call, e));
                if (!again) {
                  throw problem(call, e);
                }
                repeated |= call.isSent();
              }
            }
          }
        });
  }

  private static LivyAnswer read(Response response, int limit) {
    try (response;
        InputStream stream = response.readEntity(InputStream.class)) {
      int status = response.getStatus();
      int most = status >= 200 && status < 300 ? limit : ERROR_LIMIT;
      String mediaType = mediaType(response);
      Duration retryAfter = RetryAfter.of(response);
      try {
        byte[] body = stream.readNBytes(most);
        boolean more = body.length == most && stream.read() >= 0;
        return new LivyAnswer(status, mediaType, body, more, most, retryAfter);
      } catch (OutOfMemoryError e) {
        // Within its bound, and still more than there is room for just now.
        return new LivyAnswer(status, mediaType, new byte[0], true, most, retryAfter);
      }
    } catch (IOException e) {
      throw new AnswerBroken(e);
    }
  }

  private static String mediaType(Response response) {
    String value = response.getHeaderString(HttpHeaders.CONTENT_TYPE);
    return value == null ? "" : value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The head of the answer came, the rest did not: the server has worked on it. */
  private static final class AnswerBroken extends RuntimeException {
    AnswerBroken(IOException cause) {
      super(cause);
    }
  }

  private static boolean unwritten(LivyCall call, RuntimeException e) {
    return !call.isSent()
        && !call.isExpired()
        && cause(e, LivyTransport.StaleConnection.class) != null;
  }

  private static boolean diedInThePool(LivyCall call, RuntimeException e) {
    return call.isSafe()
        && call.isReused()
        && !call.isExpired()
        && !(e instanceof AnswerBroken)
        && (cause(e, NoHttpResponseException.class) != null
            || cause(e, SocketException.class) != null);
  }

  private static RuntimeException problem(LivyCall call, RuntimeException e) {
    LakegateException refusal = cause(e, LakegateException.class);
    if (refusal != null) {
      return refusal;
    }
    String where = LivyErrors.where(call.endpoint());
    if (call.isSent()) {
      ErrorCode code =
          cause(e, ProtocolException.class) != null && !call.isExpired()
              ? ErrorCode.LIVY_BAD_RESPONSE
              : ErrorCode.LIVY_NO_ANSWER;
      return LivyFailure.silent(e, true, code, where);
    }
    if (cause(e, IOException.class) != null || cause(e, InterruptedException.class) != null) {
      return LivyFailure.silent(e, false, ErrorCode.LIVY_UNREACHABLE, where);
    }
    return e;
  }

  private static <T extends Throwable> T cause(Throwable e, Class<T> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  @Override
  public void close() {
    apis.close();
    transport.close();
  }
}
