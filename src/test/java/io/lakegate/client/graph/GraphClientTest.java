package io.lakegate.client.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.lakegate.client.WordForWord;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphClientTest {
  private static final String TOKEN = "access token of ada";
  private static final String SEARCH =
      "$search=%22displayName%3Adata%20%20x%20%20%26%20more%22"
          + "&$select=id,displayName&$orderby=displayName&$count=true&$top=25";

  private final GraphStub microsoft = new GraphStub(TOKEN);
  private final GraphClient graph = GraphClients.of(microsoft.uri());

  @AfterEach
  void end() {
    graph.close();
    microsoft.close();
  }

  private static void failed(ThrowingCallable call, String why) {
    assertThatThrownBy(call)
        .hasMessageContaining(why)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.GRAPH_FAILED));
  }

  @Test
  void names_all_groups_of_the_person() {
    microsoft.memberOf(GraphStub.groups(0, 2));

    assertThat(graph.memberGroups(TOKEN)).containsExactly(GraphStub.group(0), GraphStub.group(1));
  }

  @ParameterizedTest
  @CsvSource({
    "401, graph/invalid-authentication-token",
    "403, graph/authorization-request-denied",
    "429, graph/too-many-requests"
  })
  void never_takes_a_refusal_for_no_groups(int status, String name) {
    microsoft.answering(WordForWord.answer(status, name));

    failed(() -> graph.memberGroups(TOKEN), Integer.toString(status));
    failed(() -> graph.groupNames(TOKEN), Integer.toString(status));
    failed(() -> graph.searchGroups(TOKEN, "data", 25), Integer.toString(status));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "500; {}",
        "302; {\"value\":[]}",
        "200; <html>sign in</html>",
        "200; {\"value\":\"g1\"}",
        "200; {\"value\":[1]}",
        "200; {}"
      })
  void never_takes_what_cannot_be_read_for_no_groups(int status, String body) {
    microsoft.answering(WordForWord.json(status, body));

    failed(() -> graph.memberGroups(TOKEN), "Microsoft Graph");
  }

  @Test
  void names_250_groups_in_three_pages() {
    microsoft.memberOf(GraphStub.groups(0, 250));

    assertThat(graph.memberGroups(TOKEN)).isEqualTo(GraphStub.groups(0, 250));
    assertThat(microsoft.requests())
        .containsExactly(
            "POST /v1.0/me/getMemberGroups",
            "GET /v1.0/me/getMemberGroups?$skiptoken=RFNwdAIAAQ%2B1",
            "GET /v1.0/me/getMemberGroups?$skiptoken=RFNwdAIAAQ%2B2");
  }

  @Test
  void takes_no_part_of_the_groups_for_all_of_them() {
    microsoft.answering(page(microsoft.uri() + GraphStub.MEMBER_GROUPS));
    failed(() -> graph.memberGroups(TOKEN), "50 pages");

    microsoft.answering(page("https://evil.example/next"));
    failed(() -> graph.memberGroups(TOKEN), "elsewhere");
  }

  private ResponseDefinitionBuilder page(String next) {
    List<JsonValue> values = List.of(Json.createValue("g1"));
    return WordForWord.json(200, microsoft.page("Collection(Edm.String)", next, values));
  }

  @Test
  void says_how_250_groups_in_three_pages_are_called() {
    microsoft.memberOfCalled(called(0, 250));

    assertThat(graph.groupNames(TOKEN))
        .hasSize(250)
        .containsEntry(GraphStub.group(0), "Group 0")
        .containsEntry(GraphStub.group(249), "Group 249");
  }

  private static List<GraphGroup> called(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new GraphGroup(GraphStub.group(i), "Group " + i))
        .toList();
  }

  @Test
  void leaves_out_groups_whose_names_it_may_not_read() {
    microsoft.memberOfCalled(List.of(new GraphGroup("g1", null), new GraphGroup("g2", "Two")));

    assertThat(graph.groupNames(TOKEN)).containsOnlyKeys("g2");
  }

  @Test
  void finds_groups_by_the_beginning_of_a_word() {
    microsoft.finding(SEARCH, called(0, 30));

    assertThat(graph.searchGroups(TOKEN, " data \"x\\ & more ", 25)).isEqualTo(called(0, 25));
    assertThat(microsoft.requests()).containsExactly("GET /v1.0/groups?" + SEARCH);
  }
}
