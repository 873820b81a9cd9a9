package io.lakegate.platform.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  /** A form with one of each kind of value. */
  public static class Form {
    private final String name;
    private final List<String> jars;
    private final Map<String, String> conf;
    private final Form inner;

    Form(String name, List<String> jars, Map<String, String> conf, Form inner) {
      this.name = name;
      this.jars = jars;
      this.conf = conf;
      this.inner = inner;
    }

    public String getName() {
      return name;
    }

    public List<String> getJars() {
      return jars;
    }

    public Map<String, String> getConf() {
      return conf;
    }

    public Form getInner() {
      return inner;
    }
  }

  private static final List<String> FIELDS = List.of("name", "jars", "conf", "inner.name");

  private static Form named(String name) {
    return new Form(name, null, null, null);
  }

  @Test
  void is_nothing_between_equal_forms() {
    Form one = new Form("a", List.of("j"), Map.of("k", "v"), named("b"));
    Form other = new Form("a", List.of("j"), Map.of("k", "v"), named("b"));

    assertThat(Difference.between("thing", one, other, FIELDS)).isEmpty();
  }

  @Test
  void shows_both_values_of_each_field_that_differs() {
    Form one = new Form("a", List.of("j", "k"), Map.of("k", "v"), named("b"));
    Form other = new Form("a", List.of("j"), Map.of("k", "w"), null);

    assertThat(Difference.between("thing", one, other, FIELDS))
        .containsExactly(
            new Difference("thing.jars", "j\nk", "j"),
            new Difference("thing.conf", "k = v", "k = w"),
            new Difference("thing.inner.name", "b", ""));
  }

  @Test
  void takes_nothing_and_empty_for_the_same() {
    assertThat(
            Difference.between(
                "thing", named(null), new Form("", List.of(), Map.of(), null), FIELDS))
        .isEmpty();
  }
}
