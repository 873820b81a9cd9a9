package io.lakegate.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.form.Unreadable;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {
  private static final String ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

  private final FormReader reader = new FormReader();
  private final Unreadable unreadable = new Unreadable();

  /** Everything a field of a form may be. */
  public static class LampForm {
    private String name = "lamp";
    private UUID roomId;
    private Integer watts;
    private Boolean dimmable;
    private boolean lit = true;
    private List<String> colours;
    private Map<String, String> labels;
    private SocketForm socket;
    private String certificate;

    public void setName(String name) {
      this.name = name;
    }

    public void setRoomId(UUID roomId) {
      this.roomId = roomId;
    }

    public void setWatts(Integer watts) {
      this.watts = watts;
    }

    public void setDimmable(Boolean dimmable) {
      this.dimmable = dimmable;
    }

    public void setLit(boolean lit) {
      this.lit = lit;
    }

    public void setColours(List<String> colours) {
      this.colours = colours;
    }

    public void setLabels(Map<String, String> labels) {
      this.labels = labels;
    }

    public void setSocket(SocketForm socket) {
      this.socket = socket;
    }

    public void setCertificate(String certificate) {
      this.certificate = certificate;
    }
  }

  /** What stands inside another form. */
  public static class SocketForm {
    private String thread;

    public void setThread(String thread) {
      this.thread = thread;
    }
  }

  record LampView(UUID id, String name, SocketView socket, CertificateView certificate) {}

  record SocketView(String thread, String maker) {}

  record CertificateView(String subject) {}

  /** As a resource is written. */
  static class LampsResource {
    @GET
    public Page<LampView> list() {
      throw new UnsupportedOperationException();
    }

    @GET
    @Path("{id}")
    public LampView get() {
      throw new UnsupportedOperationException();
    }

    @POST
    public LampView create(LampForm form) {
      throw new UnsupportedOperationException(form.name);
    }

    @PUT
    @Path("{id}")
    public LampView update(LampForm form) {
      throw new UnsupportedOperationException(form.name);
    }

    @POST
    @Path("{id}/break")
    public LampView smash(LampForm form) {
      throw new UnsupportedOperationException(form.name);
    }
  }

  private LampForm read(String body) {
    return read("update", "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private LampForm read(String operation, String type, byte[] body) {
    reader.unreadable = unreadable;
    reader.resource = resource(operation);
    MediaType mediaType = MediaType.valueOf(type);
    Class<?> form = LampForm.class;
    @SuppressWarnings("unchecked")
    Class<Object> raw = (Class<Object>) form;
    try {
      return (LampForm)
          reader.readFrom(
              raw,
              form,
              new Annotation[0],
              mediaType,
              new MultivaluedHashMap<>(),
              new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResourceInfo resource(String operation) {
    Method method =
        Arrays.stream(LampsResource.class.getMethods())
            .filter(one -> one.getName().equals(operation))
            .findFirst()
            .orElseThrow();
    return new ResourceInfo() {
      @Override
      public Method getResourceMethod() {
        return method;
      }

      @Override
      public Class<?> getResourceClass() {
        return LampsResource.class;
      }
    };
  }

  private LakegateException refusal() {
    try {
      TestForms.forms(unreadable).requireReadable();
    } catch (LakegateException e) {
      return e;
    }
    throw new AssertionError("Nothing was refused.");
  }

  private Map<String, String> problems(String body) {
    read(body);
    LakegateException refusal = refusal();
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
    return refusal.fields();
  }

  private void assertRead() {
    TestForms.forms(unreadable).requireReadable();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void refuses_as_a_whole_what_is_not_in_its_charset_or_no_object() {
    assertThat(refusalOf("application/json", "{\"name\": \"M\u00fcller\"}").fields())
        .containsOnlyKeys("body");
    assertThat(refusalOf("application/json;charset=klingon", "{}").code())
        .isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    assertThat(refusalOf("application/json", "[]").code()).isEqualTo(ErrorCode.BAD_JSON);
    assertThat(refusalOf("application/json", "\"text\"").code()).isEqualTo(ErrorCode.BAD_JSON);
  }

  private static LakegateException refusalOf(String type, String body) {
    FormReaderTest test = new FormReaderTest();
    test.read("update", type, latin1(body));
    return test.refusal();
  }

  @Test
  void fills_every_kind_of_field() {
    LampForm lamp =
        read(
            """
            {"name": "Müller 💡", "roomId": "%s", "watts": 6e1, "dimmable": true, "lit": false,
             "colours": ["red", null], "labels": {"a.b": "c"}, "socket": {"thread": "E27"}}
            """
                .formatted(ID));

    assertRead();
    assertThat(lamp.name).isEqualTo("Müller 💡");
    assertThat(lamp.roomId).hasToString(ID);
    assertThat(lamp.watts).isEqualTo(60);
    assertThat(lamp.dimmable).isTrue();
    assertThat(lamp.lit).isFalse();
    assertThat(lamp.colours).containsExactly("red", null);
    assertThat(lamp.labels).containsExactly(Map.entry("a.b", "c"));
    assertThat(lamp.socket.thread).isEqualTo("E27");
  }

  @Test
  void leaves_what_is_not_there_and_a_truth_value_that_is_null_as_it_was() {
    LampForm lamp = read("{\"lit\": null, \"dimmable\": null}");

    assertRead();
    assertThat(lamp.name).isEqualTo("lamp");
    assertThat(lamp.lit).isTrue();
    assertThat(lamp.dimmable).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", " null "})
  void is_nothing_where_nothing_was_sent(String body) {
    assertThat(read(body)).isNull();
    assertRead();
  }

  // Values of another kind

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": 5}",
        "{\"name\": true}",
        "{\"name\": []}",
        "{\"name\": {}}",
        "{\"name\": 1e9}"
      })
  void what_is_no_text_is_refused_where_text_is_expected(String body) {
    assertThat(problems(body)).containsExactly(Map.entry("name", "Send text, in quotes."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"5\"",
        "true",
        "[5]",
        "1.5",
        "1e400",
        "1e999999999",
        "1e99999999999999999999",
        "2147483648",
        "-99999999999999999999999999999999999999999999999999"
      })
  void what_is_no_whole_number_is_refused_where_one_is_expected(String value) {
    assertThat(problems("{\"watts\": " + value + "}")).containsOnlyKeys("watts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "0", "1", "[]", "\"\""})
  void what_is_not_true_or_false_is_refused_where_that_is_expected(String value) {
    assertThat(problems("{\"lit\": " + value + ", \"dimmable\": " + value + "}"))
        .containsOnlyKeys("lit", "dimmable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1-1-1-1-1\"", "\"\"", "7", "\" " + ID + "\"", "\"{" + ID + "}\""})
  void what_is_no_id_is_refused_where_one_is_expected(String value) {
    assertThat(problems("{\"roomId\": " + value + "}")).containsOnlyKeys("roomId");
  }

  @Test
  void elements_of_lists_and_entries_of_maps_are_named() {
    assertThat(
            problems(
                "{\"colours\": [\"red\", 5, [\"blue\"]], \"labels\": {\"a\": 1, \"b\": \"c\"}}"))
        .containsOnlyKeys("colours[1]", "colours[2]", "labels.a");
  }

  @Test
  void a_list_is_no_object_and_an_object_no_list() {
    assertThat(problems("{\"colours\": {}, \"labels\": [], \"socket\": [], \"watts\": {}}"))
        .containsOnlyKeys("colours", "labels", "socket", "watts");
  }

  @Test
  void a_name_that_is_there_twice_is_refused_however_deep() {
    assertThat(
            problems(
                "{\"name\": \"a\", \"na\\u006de\": \"b\", \"labels\": {\"x\": \"1\", \"x\": \"1\"},"
                    + " \"socket\": {\"thread\": \"a\", \"thread\": \"b\"}}"))
        .containsOnlyKeys("name", "labels.x", "socket.thread");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud83d", "\\udca1", "\\udca1\\ud83d"})
  void what_no_text_can_hold_is_refused_wherever_it_stands(String text) {
    assertThat(problems("{\"name\": \"" + text + "\"}").get("name")).contains("U+0000");
    assertThat(problems("{\"colours\": [\"" + text + "\"]}")).containsKey("colours[0]");
    assertThat(problems("{\"labels\": {\"" + text + "\": \"a\"}}")).containsKey("body");
  }

  @Test
  void a_whole_surrogate_pair_is_text() {
    assertThat(read("{\"name\": \"\\ud83d\\udca1\"}").name).isEqualTo("💡");
    assertRead();
  }

  // Names

  @Test
  void an_unknown_name_is_refused_with_the_nearest_known_one() {
    assertThat(problems("{\"colors\": [], \"Name\": \"a\", \"xyz\": 1}"))
        .containsEntry("colors", "There is no field 'colors' here. Did you mean 'colours'?")
        .containsEntry("Name", "There is no field 'Name' here. Did you mean 'name'?")
        .hasEntrySatisfying(
            "xyz", said -> assertThat(said).contains("Known are", "colours, dimmable"));
  }

  @Test
  void an_unknown_name_inside_is_refused_with_its_path() {
    assertThat(problems("{\"socket\": {\"tread\": \"E27\"}}"))
        .containsExactly(
            Map.entry("socket.tread", "There is no field 'tread' here. Did you mean 'thread'?"));
  }

  @Test
  void what_the_resource_shows_may_be_sent_back_and_is_ignored() {
    LampForm lamp =
        read(
            """
            {"id": "%s", "name": "n", "certificate": {"subject": "CN=a"},
             "socket": {"thread": "E27", "maker": "ACME"}}
            """
                .formatted(ID));

    assertRead();
    assertThat(lamp.socket.thread).isEqualTo("E27");
    assertThat(lamp.certificate).isNull();
  }

  @Test
  void a_copy_of_what_is_shown_may_be_created() {
    read("create", "application/json", latin1("{\"id\": \"" + ID + "\", \"name\": \"n\"}"));

    assertRead();
  }

  @Test
  void a_command_takes_only_its_own_fields() {
    read("smash", "application/json", latin1("{\"id\": \"" + ID + "\"}"));

    assertThat(refusal().fields()).containsOnlyKeys("id");
  }

  @Test
  void thousands_of_mistakes_make_a_short_answer() {
    StringBuilder body = new StringBuilder("{\"" + "long".repeat(10_000) + "\": 1");
    for (int i = 0; i < 20_000; i++) {
      body.append(",\"field").append(i).append("\":1");
    }

    assertThat(problems(body.append('}').toString()))
        .hasSizeLessThan(50)
        .allSatisfy((field, said) -> assertThat(field + said).hasSizeLessThan(500));
  }

  @Test
  void a_form_is_refused_for_what_could_not_be_read_beside_what_is_wrong_in_it() {
    LampForm lamp = read("{\"nam\": \"a\"}");

    assertThatThrownBy(() -> TestForms.forms(unreadable).require(lamp))
        .isInstanceOfSatisfying(
            LakegateException.class, e -> assertThat(e.fields()).containsOnlyKeys("nam"));
  }
}
