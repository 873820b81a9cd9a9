package io.lakegate.client.http;

import io.lakegate.platform.problem.LakegateException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.glassfish.jersey.CommonProperties;

/**
 * A MicroProfile REST client over an {@link Exchange}. Building one takes a tenth of a second and
 * it is kept for good, so it has no address: address, credential and bounds come with every call,
 * and calls on many threads do not see each other's.
 *
 * @param <A> the interface that describes the API
 */
public final class RestApi<A> implements AutoCloseable {
  /** Stands before a path until the call's own base does; no request goes there (RFC 6761). */
  private static final URI NO_ADDRESS = URI.create("http://address.invalid");

  /** The call of this thread, which the client's methods have no place for. */
  private static final ThreadLocal<ApiCall> CURRENT = new ThreadLocal<>();

  private final A api;

  /** Builds the client; the caller's context class loader must be the application's. */
  public RestApi(Exchange exchange, Class<A> description) {
    api =
        RestClientBuilder.newBuilder()
            .baseUri(NO_ADDRESS)
            .register(new ExchangeConnector(exchange, CURRENT::get))
            // Bodies are bytes: whatever the server knows about JSON stays out of it.
            .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
            // A status is no exception here.
            .property("microprofile.rest.client.disable.default.mapper", true)
            .build(description);
  }

  /**
   * Makes one call on the calling thread. The answer is given as the exchange read it: reading it
   * from the client's response, which holds nothing else, would copy the body and take longer.
   *
   * @param request calls one method of the API, once
   */
  public Answer call(Target target, Function<A, Response> request) throws ExchangeException {
    ApiCall call = new ApiCall(target);
    CURRENT.set(call);
    try {
      Response unused = request.apply(api);
      return call.answer();
    } catch (ProcessingException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ExchangeException failure) {
          throw failure;
        }
        if (cause instanceof LakegateException refusal) {
          throw refusal;
        }
      }
      throw e;
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public void close() {
    try {
      ((Closeable) api).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
