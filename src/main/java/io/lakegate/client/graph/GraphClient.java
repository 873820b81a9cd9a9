package io.lakegate.client.graph;

import io.lakegate.client.AllowedHosts;
import io.lakegate.client.http.Answer;
import io.lakegate.client.http.Exchange;
import io.lakegate.client.http.Request;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.settings.Setting;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks Microsoft Graph v1.0 about groups, of the person a token was given to or of all. {@code
 * GRAPH_FAILED} says that it did not answer, which never means that somebody is in no group.
 */
@ApplicationScoped
public class GraphClient {
  /** Maximum pages that are read; each has 100 to 999 groups. */
  private static final int MAX_PAGES = 50;

  @Inject AllowedHosts hosts;
  private Exchange exchange;
  private URI base;

  @PostConstruct
  void open() {
    open(URI.create(Setting.GRAPH_URL.get()), new Exchange(hosts));
  }

  /** Outside CDI. */
  void open(URI graph, Exchange way) {
    base = graph;
    exchange = way;
  }

  @PreDestroy
  void close() {
    exchange.close();
  }

  /**
   * The object ids of all security groups the person is in, nested ones too. {@code
   * getMemberGroups} answers in one piece today; a next page is read all the same, and an answer
   * that does not end counts as none.
   */
  public List<String> memberGroups(String accessToken) {
    List<String> groups = new ArrayList<>();
    JsonObject page =
        ask(
            "POST",
            base + "/v1.0/me/getMemberGroups",
            accessToken,
            "{\"securityEnabledOnly\":true}");
    for (int pages = 1; ; pages++) {
      groups.addAll(texts(page));
      String next = next(page);
      if (next == null) {
        return List.copyOf(groups);
      }
      if (pages == MAX_PAGES) {
        throw new LakegateException(ErrorCode.GRAPH_FAILED, "more than " + pages + " pages");
      }
      page = ask("GET", next, accessToken, null);
    }
  }

  /**
   * The names of all groups the person is in, nested ones too, by object id: {@code
   * transitiveMemberOf}, whose pages have at most 999. What stands behind {@link #MAX_PAGES} pages
   * is left out, and so are groups whose names the token may not read.
   */
  public Map<String, String> groupNames(String accessToken) {
    Map<String, String> names = new LinkedHashMap<>();
    String next =
        base
            + "/v1.0/me/transitiveMemberOf/microsoft.graph.group"
            + "?$select=id,displayName&$count=true&$top=999";
    for (int pages = 0; next != null && pages < MAX_PAGES; pages++) {
      JsonObject page = ask("GET", next, accessToken, null);
      groups(page).forEach(group -> names.put(group.id(), group.name()));
      next = next(page);
    }
    return names;
  }

  /**
   * Groups whose name contains words that begin as the text's do, at most {@code limit}, which is
   * all Graph is asked for.
   */
  public List<GraphGroup> searchGroups(String accessToken, String text, int limit) {
    String words = text.replaceAll("[\"\\\\]", " ").strip();
    String query = URLEncoder.encode("\"displayName:" + words + "\"", StandardCharsets.UTF_8);
    JsonObject page =
        ask(
            "GET",
            base
                + "/v1.0/groups?$search="
                + query.replace("+", "%20")
                + "&$select=id,displayName&$orderby=displayName&$count=true&$top="
                + limit,
            accessToken,
            null);
    return groups(page).stream().limit(limit).toList();
  }

  private JsonObject ask(String method, String address, String accessToken, String body) {
    try {
      Map<String, List<String>> headers = new TreeMap<>();
      headers.put("Authorization", List.of("Bearer " + accessToken));
      headers.put("Accept", List.of("application/json"));
      if (body == null) {
        // Advanced queries (a cast, $search, $orderby) are refused without it.
        headers.put("ConsistencyLevel", List.of("eventual"));
      } else {
        headers.put("Content-Type", List.of("application/json"));
      }
      Answer answer = exchange.send(Request.of(method, URI.create(address), headers, body));
      if (!answer.isSuccess()) {
        throw new LakegateException(ErrorCode.GRAPH_FAILED, answer.status());
      }
      return BoundedJson.object(answer.text());
    } catch (IOException | JsonException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static List<String> texts(JsonObject page) {
    try {
      return List.copyOf(page.getJsonArray("value").getValuesAs(JsonString::getString));
    } catch (ClassCastException | NullPointerException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads the groups of a page. A group without a name is left out; a token that may not read names
   * gets groups without them.
   */
  private static List<GraphGroup> groups(JsonObject page) {
    try {
      return page.getJsonArray("value").getValuesAs(JsonObject.class).stream()
          .filter(group -> group.get("displayName") instanceof JsonString)
          .map(group -> new GraphGroup(group.getString("id"), group.getString("displayName")))
          .toList();
    } catch (ClassCastException | NullPointerException e) {
      throw unreadable(e);
    }
  }

  /** Verbatim, and only below Graph itself: the token goes nowhere else. Null on the last page. */
  private String next(JsonObject page) {
    JsonValue next = page.get("@odata.nextLink");
    if (next == null || next == JsonValue.NULL) {
      return null;
    }
    if (next instanceof JsonString link && link.getString().startsWith(base + "/")) {
      return link.getString();
    }
    throw new LakegateException(ErrorCode.GRAPH_FAILED, "a next page that is elsewhere");
  }

  private static LakegateException unreadable(Exception e) {
    return new LakegateException(e, ErrorCode.GRAPH_FAILED, "nothing that can be read");
  }
}
