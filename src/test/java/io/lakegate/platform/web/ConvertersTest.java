package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.faces.convert.ConverterException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConvertersTest {

  @Nested
  class Lines {
    private final LinesConverter lines = new LinesConverter();

    @Test
    void read_what_they_write() {
      List<String> uris = List.of("hdfs:///a", "hdfs:///b c");

      assertThat(lines.getAsObject(null, null, lines.getAsString(null, null, uris)))
          .isEqualTo(uris);
    }

    @Test
    void drop_blank_lines_and_spaces_around() {
      assertThat(lines.getAsObject(null, null, " a \r\n\r\n b\n")).containsExactly("a", "b");
    }

    @Test
    void take_nothing_for_an_empty_list() {
      assertThat(lines.getAsObject(null, null, null)).isEmpty();
      assertThat(lines.getAsString(null, null, null)).isEmpty();
    }
  }

  @Nested
  class Properties {
    private final PropertiesConverter properties = new PropertiesConverter();

    @Test
    void read_what_they_write() {
      Map<String, String> conf = Map.of("spark.a", "x = y", "spark.b", "");

      assertThat(properties.getAsObject(null, null, properties.getAsString(null, null, conf)))
          .isEqualTo(conf);
    }

    @Test
    void take_an_equals_sign_or_spaces_between_key_and_value() {
      assertThat(properties.getAsObject(null, null, "a=1\nb 2\n c = 3 \nd\t4"))
          .containsExactly(
              Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "3"), Map.entry("d", "4"));
    }

    @Test
    void drop_comments_and_blank_lines() {
      assertThat(properties.getAsObject(null, null, "# spark.a = 1\n\nspark.b = 2"))
          .containsExactly(Map.entry("spark.b", "2"));
    }

    @Test
    void refuse_a_line_that_is_not_understood_with_its_number() {
      assertThatThrownBy(() -> properties.getAsObject(null, null, "a = 1\n= 1"))
          .isInstanceOf(ConverterException.class)
          .extracting(e -> ((ConverterException) e).getFacesMessage().getSummary())
          .asString()
          .startsWith("Line 2: ");
    }
  }

  @Nested
  class Parts {
    private final PartsConverter parts = new PartsConverter();

    @Test
    void read_what_they_write() {
      List<String> code = List.of("import os\n\nif True:\n  pass", "x = 1 %% 2");

      assertThat(parts.getAsObject(null, null, parts.getAsString(null, null, code)))
          .isEqualTo(code);
    }

    @Test
    void keep_the_indentation_of_the_first_line() {
      assertThat(parts.getAsObject(null, null, "\n  a\n  b\n%%\nc\r\n"))
          .containsExactly("  a\n  b", "c");
    }

    @Test
    void drop_empty_parts() {
      assertThat(parts.getAsObject(null, null, "%%\n\n%%\na\n %% \n")).containsExactly("a");
    }
  }
}
