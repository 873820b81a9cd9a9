package io.lakegate.client.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphClientTest {
  private static final String TOKEN = "access token of ada";

  private final FakeProvider provider = new FakeProvider();
  private final GraphClient graph = GraphClients.of(provider.graph());

  @AfterEach
  void end() {
    graph.close();
    provider.close();
  }

  @Test
  void names_all_groups_of_the_person() {
    provider.graphAnswering(200, "{\"@odata.context\":\"x\",\"value\":[\"g1\",\"g2\"]}");

    assertThat(graph.memberGroups(TOKEN)).containsExactly("g1", "g2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "403; {\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":\"no\"}}",
        "429; {}",
        "500; {}",
        "302; {\"value\":[]}",
        "200; <html>sign in</html>",
        "200; {\"value\":\"g1\"}",
        "200; {\"value\":[1]}",
        "200; {}"
      })
  void never_takes_a_failure_for_no_groups(int status, String body) {
    provider.graphAnswering(status, body);

    assertThatThrownBy(() -> graph.memberGroups(TOKEN))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.GRAPH_FAILED));
  }

  private String page(String next, String... values) {
    String more = next == null ? "" : "\"@odata.nextLink\":\"" + provider.graph() + next + "\",";
    return "{" + more + "\"value\":[" + String.join(",", values) + "]}";
  }

  private static String[] ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "\"g" + i + "\"").toArray(String[]::new);
  }

  private static String[] named(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\":\"g" + i + "\",\"displayName\":\"Group " + i + "\"}")
        .toArray(String[]::new);
  }

  @Test
  void names_250_groups_in_three_pages() {
    provider
        .graphAnswering(200, page("/v1.0/next?$skiptoken=a%2B1", ids(0, 100)))
        .graphPage("/v1.0/next?$skiptoken=a%2B1", page("/v1.0/next?$skiptoken=2", ids(100, 200)))
        .graphPage("/v1.0/next?$skiptoken=2", page(null, ids(200, 250)));

    assertThat(graph.memberGroups(TOKEN)).hasSize(250).contains("g0", "g100", "g249");
  }

  @Test
  void takes_no_part_of_the_groups_for_all_of_them() {
    provider.graphAnswering(200, page("/v1.0/me/getMemberGroups", ids(0, 2)));
    assertThatThrownBy(() -> graph.memberGroups(TOKEN)).hasMessageContaining("50 pages");

    provider.graphAnswering(
        200, "{\"@odata.nextLink\":\"https://evil.example/next\",\"value\":[\"g1\"]}");
    assertThatThrownBy(() -> graph.memberGroups(TOKEN)).hasMessageContaining("elsewhere");
  }

  @Test
  void says_how_250_groups_in_three_pages_are_called() {
    provider
        .graphAnswering(200, page("/v1.0/next?$skiptoken=1", named(0, 100)))
        .graphPage("/v1.0/next?$skiptoken=1", page("/v1.0/next?$skiptoken=2", named(100, 200)))
        .graphPage("/v1.0/next?$skiptoken=2", page(null, named(200, 250)));

    assertThat(graph.groupNames(TOKEN))
        .hasSize(250)
        .containsEntry("g0", "Group 0")
        .containsEntry("g249", "Group 249");
    assertThat(provider.graphRequests())
        .allMatch(request -> request.startsWith("GET ") && request.endsWith(" eventual"));
  }

  @Test
  void leaves_out_groups_whose_names_it_may_not_read() {
    provider.graphAnswering(
        200, page(null, "{\"id\":\"g1\",\"displayName\":null}", "{\"id\":\"g2\"}"));

    assertThat(graph.groupNames(TOKEN)).isEmpty();
  }

  @Test
  void finds_groups_by_the_beginning_of_a_word() {
    provider.graphAnswering(200, page("/v1.0/more", named(0, 30)));

    List<GraphGroup> found = graph.searchGroups(TOKEN, " data \"x\\ & more ", 25);

    assertThat(found).hasSize(25).contains(new GraphGroup("g24", "Group 24"));
    assertThat(provider.graphRequests())
        .containsExactly(
            "GET /v1.0/groups?$search=%22displayName%3Adata%20%20x%20%20%26%20more%22"
                + "&$select=id,displayName&$orderby=displayName&$count=true&$top=25 eventual");
  }

  @Test
  void never_takes_a_failed_search_for_nothing_found() {
    provider.graphAnswering(403, "{\"error\":{\"code\":\"Authorization_RequestDenied\"}}");

    assertThatThrownBy(() -> graph.searchGroups(TOKEN, "data", 25)).hasMessageContaining("403");
    assertThatThrownBy(() -> graph.groupNames(TOKEN)).hasMessageContaining("403");
  }
}
