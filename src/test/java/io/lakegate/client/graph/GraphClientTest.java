package io.lakegate.client.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
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
}
