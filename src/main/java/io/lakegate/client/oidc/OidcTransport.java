package io.lakegate.client.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import io.lakegate.client.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;

/** Carries what the OpenID library says; the library's own way out knows no allowed hosts. */
final class OidcTransport implements HTTPRequestSender, ResourceRetriever {
  private final BoundedHttp http;

  OidcTransport(BoundedHttp http) {
    this.http = http;
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    BoundedHttp.Answer answer =
        http.exchange(
            request.getMethod().name(),
            request.getURI(),
            request.getHeaderMap(),
            request.getBody());
    HTTPResponse read = new HTTPResponse(answer.status());
    for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
      read.setHeader(header.getKey(), header.getValue().toArray(String[]::new));
    }
    read.setBody(answer.isSuccess() ? answer.body() : Echo.without(request, answer.body()));
    return read;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    BoundedHttp.Answer answer = http.exchange("GET", URI.create(url.toString()), Map.of(), null);
    if (!answer.isSuccess()) {
      throw new IOException(url.getHost() + " answers " + answer.status());
    }
    return new Resource(answer.body(), "application/json");
  }
}
