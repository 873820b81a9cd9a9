package io.lakegate.client.http;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.glassfish.jersey.client.spi.ConnectorProvider;

/**
 * Carries what a Jersey client sends over an {@link Exchange}. Jersey's own default connector sends
 * a POST again when the connection drops ({@code sun.net.http.retryPost}) and has no limit of
 * connections. This interface of Jersey is the same in 3.1 and 4.0.
 */
final class ExchangeConnector implements Connector, ConnectorProvider {
  private final Exchange exchange;
  private final Supplier<ApiCall> current;

  /**
   * @param current the call that the asking thread makes; null for none
   */
  ExchangeConnector(Exchange exchange, Supplier<ApiCall> current) {
    this.exchange = exchange;
    this.current = current;
  }

  @Override
  public Connector getConnector(Client client, Configuration configuration) {
    return this;
  }

  @Override
  public ClientResponse apply(ClientRequest request) {
    ApiCall call = current.get();
    if (call == null) {
      throw new IllegalStateException("A REST client is only called through RestApi.call");
    }
    Target to = call.target();
    try {
      URI uri = to.at(request.getUri());
      // A header of the API's own must not stand beside the credential of the call.
      request.getHeaders().remove("Authorization");
      if (to.authorization() != null) {
        request.getHeaders().putSingle("Authorization", to.authorization());
      }
      byte[] body = body(request);
      Answer answer =
          exchange.send(
              new Request(
                  request.getMethod(),
                  uri,
                  request.getStringHeaders(),
                  body,
                  to.timeout(),
                  to.maxBytes()));
      call.answered(answer);
      ClientResponse response = new ClientResponse(new Status(answer.status()), request);
      answer.headers().forEach(response::headers);
      response.setEntityStream(new ByteArrayInputStream(answer.body()));
      return response;
    } catch (IOException e) {
      throw new ProcessingException(e);
    }
  }

  /** Null for none. Writing a body may still change headers. */
  private static byte[] body(ClientRequest request) throws IOException {
    if (!request.hasEntity()) {
      return null;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    request.setStreamProvider(length -> body);
    request.writeEntity();
    return body.toByteArray();
  }

  @Override
  public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
    throw new UnsupportedOperationException("A call is made on the thread that asks for it");
  }

  @Override
  public String getName() {
    return "Lakegate";
  }

  /** The exchange is its owner's to close. */
  @Override
  public void close() {}

  private record Status(int code) implements Response.StatusType {
    @Override
    public int getStatusCode() {
      return code;
    }

    @Override
    public Response.Status.Family getFamily() {
      return Response.Status.Family.familyOf(code);
    }

    @Override
    public String getReasonPhrase() {
      return "";
    }
  }
}
