package io.lakegate.client.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import io.lakegate.client.http.Answer;
import io.lakegate.client.http.Exchange;
import io.lakegate.client.http.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;

/** Carries what the OpenID library says; the library's own way out knows no allowed hosts. */
final class OidcTransport implements HTTPRequestSender, ResourceRetriever {
  private final Exchange exchange;

  OidcTransport(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    Answer answer =
        exchange.send(
            Request.of(
                request.getMethod().name(),
                request.getURI(),
                request.getHeaderMap(),
                request.getBody()));
    HTTPResponse read = new HTTPResponse(answer.status());
    for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
      read.setHeader(header.getKey(), header.getValue().toArray(String[]::new));
    }
    read.setBody(answer.isSuccess() ? answer.text() : Echo.without(request, answer.text()));
    return read;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    Answer answer = exchange.send(Request.of("GET", URI.create(url.toString()), Map.of(), null));
    if (!answer.isSuccess()) {
      throw new IOException(url.getHost() + " answers " + answer.status());
    }
    return new Resource(answer.text(), "application/json");
  }
}
