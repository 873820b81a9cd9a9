package io.lakegate.client.graph;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.lakegate.client.WordForWord;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Microsoft Graph v1.0 for one token, in Graph's own words. It refuses another token, and an
 * advanced query that does not ask for what is only eventually consistent.
 */
public final class GraphStub implements AutoCloseable {
  public static final String MEMBER_GROUPS = "/v1.0/me/getMemberGroups";

  private static final String NAMES =
      "/v1.0/me/transitiveMemberOf/microsoft.graph.group"
          + "?$select=id,displayName&$count=true&$top=999";

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
  private final String token;

  public GraphStub(String token) {
    this.token = token;
    server.start();
    stub(
        any(anyUrl()).atPriority(10),
        WordForWord.answer(401, "graph/invalid-authentication-token"));
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** An object id as directories give them. */
  public static String group(int number) {
    return String.format("%08x-0000-4000-8000-000000000000", number);
  }

  public static List<String> groups(int from, int to) {
    return IntStream.range(from, to).mapToObj(GraphStub::group).toList();
  }

  /** The person is in these, named 100 to a page. */
  public GraphStub memberOf(List<String> groups) {
    List<JsonValue> ids = groups.stream().map(id -> (JsonValue) Json.createValue(id)).toList();
    pages(
        authorized(post(urlEqualTo(MEMBER_GROUPS)))
            .withRequestBody(equalToJson("{\"securityEnabledOnly\":true}")),
        "/v1.0/me/getMemberGroups?$skiptoken=RFNwdAIAAQ%2B",
        "Collection(Edm.String)",
        ids);
    return this;
  }

  /** The person is in these, called so, 100 to a page; null for a name that may not be read. */
  public GraphStub memberOfCalled(List<GraphGroup> groups) {
    List<JsonValue> rows =
        groups.stream()
            .map(
                group ->
                    (JsonValue) row(group).add("@odata.type", "#microsoft.graph.group").build())
            .toList();
    stub(
        authorized(get(urlEqualTo(NAMES))).atPriority(6),
        WordForWord.answer(400, "graph/unsupported-query"));
    pages(
        eventual(authorized(get(urlEqualTo(NAMES)))),
        "/v1.0/me/transitiveMemberOf/microsoft.graph.group?$skiptoken=m~AQAn",
        "directoryObjects",
        rows);
    return this;
  }

  private static JsonObjectBuilder row(GraphGroup group) {
    JsonObjectBuilder row = Json.createObjectBuilder().add("id", group.id());
    return group.name() == null ? row.addNull("displayName") : row.add("displayName", group.name());
  }

  /** {@code first} is answered with the first 100, which lead to the next. */
  private void pages(MappingBuilder first, String next, String context, List<JsonValue> all) {
    int pages = Math.max(1, (all.size() + 99) / 100);
    for (int page = 0; page < pages; page++) {
      List<JsonValue> values = all.subList(page * 100, Math.min(all.size(), page * 100 + 100));
      stub(
          page == 0 ? first : authorized(get(urlEqualTo(next + page))),
          WordForWord.json(
              200, page(context, page + 1 < pages ? uri() + next + (page + 1) : null, values)));
    }
  }

  /** As Graph writes a page, of which there is another at {@code next}; null = none. */
  public String page(String context, String next, List<JsonValue> values) {
    JsonArrayBuilder rows = Json.createArrayBuilder();
    values.forEach(rows::add);
    JsonObjectBuilder page =
        Json.createObjectBuilder().add("@odata.context", uri() + "/v1.0/$metadata#" + context);
    if (next != null) {
      page.add("@odata.nextLink", next);
    }
    return page.add("value", rows).build().toString();
  }

  /** A search that says so finds these, and there would be more. */
  public GraphStub finding(String query, List<GraphGroup> groups) {
    String address = "/v1.0/groups?" + query;
    String page =
        page(
            "groups(id,displayName)",
            uri() + "/v1.0/groups?$skiptoken=m~AQAn1",
            groups.stream().map(group -> (JsonValue) row(group).build()).toList());
    stub(
        authorized(get(urlEqualTo(address))).atPriority(6),
        WordForWord.answer(400, "graph/unsupported-query"));
    stub(eventual(authorized(get(urlEqualTo(address)))), WordForWord.json(200, page));
    return this;
  }

  /** From now on everything is answered so. */
  public GraphStub answering(ResponseDefinitionBuilder answer) {
    stub(authorized(any(anyUrl())).atPriority(1), answer);
    return this;
  }

  /** From now on one address is answered so. */
  public GraphStub answering(String pathAndQuery, ResponseDefinitionBuilder answer) {
    stub(authorized(any(urlEqualTo(pathAndQuery))).atPriority(1), answer);
    return this;
  }

  private MappingBuilder authorized(MappingBuilder request) {
    return request.withHeader("Authorization", equalTo("Bearer " + token));
  }

  private static MappingBuilder eventual(MappingBuilder request) {
    return request.withHeader("ConsistencyLevel", equalTo("eventual"));
  }

  private void stub(MappingBuilder request, ResponseDefinitionBuilder answer) {
    server.stubFor(request.willReturn(answer));
  }

  /** What it was asked, oldest first, as method and address. */
  public List<String> requests() {
    List<String> requests = new ArrayList<>();
    server
        .getAllServeEvents()
        .forEach(
            event ->
                requests.add(event.getRequest().getMethod() + " " + event.getRequest().getUrl()));
    Collections.reverse(requests);
    return requests;
  }

  @Override
  public void close() {
    server.stop();
  }
}
