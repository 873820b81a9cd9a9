package io.lakegate.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.form.Unreadable;
import io.lakegate.platform.problem.LakegateException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes something, or waits, is refused before it is carried out; what reads, after. */
class QueryFilterTest {
  private final QueryFilter filter = new QueryFilter();
  private final MultivaluedMap<String, String> decoded = new MultivaluedHashMap<>();
  private final MultivaluedMap<String, String> raw = new MultivaluedHashMap<>();
  private final Map<String, Object> properties = new HashMap<>();
  private String body = "";

  /** Operations as resources have them. */
  static final class Operations {
    public void read(@QueryParam("q") String q) {}

    public void remove() {}

    public void await(@QueryParam("q") String q, @Suspended AsyncResponse response) {}
  }

  private static <T> T stub(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            QueryFilterTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private void ask(String name, String value) {
    decoded.add(name, value);
    raw.add(name, value);
  }

  private ContainerRequestContext request(String method) {
    UriInfo uri =
        stub(
            UriInfo.class,
            (proxy, called, arguments) ->
                arguments == null || (boolean) arguments[0] ? decoded : raw);
    return stub(
        ContainerRequestContext.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "getMethod" -> method;
              case "getUriInfo" -> uri;
              case "getMediaType" -> body.isEmpty() ? null : MediaType.APPLICATION_JSON_TYPE;
              case "getEntityStream" ->
                  new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
              case "setProperty" -> properties.put((String) arguments[0], arguments[1]);
              case "getProperty" -> properties.get(arguments[0]);
              default -> null;
            });
  }

  private void filter(String method, String operation) throws Exception {
    Method resource =
        Arrays.stream(Operations.class.getDeclaredMethods())
            .filter(found -> found.getName().equals(operation))
            .findFirst()
            .orElseThrow();
    filter.unreadable = new Unreadable();
    filter.resource = stub(ResourceInfo.class, (proxy, called, arguments) -> resource);
    filter.filter(request(method));
  }

  private void assertRefusedAtOnce(String method, String operation, String field) {
    assertThatThrownBy(() -> filter(method, operation))
        .isInstanceOfSatisfying(
            LakegateException.class, e -> assertThat(e.fields()).containsOnlyKeys(field));
    assertThat(properties).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DELETE, remove", "GET, await"})
  void what_must_not_be_carried_out_in_vain_is_refused_before(String method, String operation) {
    ask("limmit", "5");

    assertRefusedAtOnce(method, operation, "limmit");
  }

  @Test
  void what_only_reads_is_carried_out_first_and_refusals_of_rights_stay() throws Exception {
    ask("limmit", "5");
    filter("GET", "read");
    assertThat(properties).hasSize(1);

    for (int status : new int[] {401, 403, 404, 500}) {
      filter.filter(
          request("GET"),
          stub(
              ContainerResponseContext.class,
              (proxy, called, arguments) -> {
                assertThat(called.getName()).isEqualTo("getStatus");
                return status;
              }));
    }
  }

  @Test
  void a_refusal_names_unknown_parameters_and_the_wrong_values_of_others_at_once()
      throws Exception {
    ask("limmit", "5");
    filter("GET", "read");
    String ofTheResource = Problem.of(LakegateException.invalid("q", "Use words.")).toJson();
    List<Object> answered = new ArrayList<>();

    filter.filter(
        request("GET"),
        stub(
            ContainerResponseContext.class,
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getStatus" -> 400;
                  case "getEntity" -> ofTheResource;
                  case "getHeaders" -> new MultivaluedHashMap<String, Object>();
                  case "setEntity" -> answered.add(arguments[0]);
                  default -> null;
                }));

    assertThat(answered).hasSize(1);
    assertThat(Problem.fieldsOf(answered.get(0))).containsOnlyKeys("limmit", "q");
  }

  @Test
  void a_parameter_is_given_once() throws Exception {
    ask("q", "a");
    filter("GET", "read");
    assertThat(properties).isEmpty();

    ask("q", "b");
    filter("GET", "read");
    assertThat(properties).hasSize(1);
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused_and_the_character_that_stands_for_them_is_not()
      throws Exception {
    decoded.add("q", "\uFFFD");
    raw.add("q", "%EF%BF%bd");
    filter("GET", "read");
    assertThat(properties).isEmpty();

    raw.putSingle("q", "%FF");
    filter("GET", "read");
    assertThat(properties).hasSize(1);
  }

  @Test
  void an_operation_without_a_form_takes_an_empty_object_and_no_field() throws Exception {
    body = "{}";
    filter("DELETE", "remove");

    body = "{\"id\": 1}";
    assertRefusedAtOnce("DELETE", "remove", "id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{"})
  void a_body_that_is_no_object_is_refused(String text) {
    body = text;

    assertThatThrownBy(() -> filter("DELETE", "remove")).isInstanceOf(LakegateException.class);
  }
}
