package io.lakegate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.form.Difference;
import io.lakegate.platform.form.VersionedForm;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditConflictTest {
  private final EditConflict<NamedForm> conflict = new EditConflict<>("thing", List.of("name"));

  /** A form with a name. */
  public static final class NamedForm implements VersionedForm {
    private final String name;
    private Integer version;

    NamedForm(String name, Integer version) {
      this.name = name;
      this.version = version;
    }

    public String getName() {
      return name;
    }

    @Override
    public Integer getVersion() {
      return version;
    }

    @Override
    public void setVersion(Integer version) {
      this.version = version;
    }
  }

  @Test
  void is_none_while_nobody_else_has_saved() {
    assertThat(conflict.isFound(new NamedForm("mine", 1), new NamedForm("before", 1))).isFalse();
    assertThat(conflict.isShown()).isFalse();
  }

  @Test
  void is_none_for_a_form_that_names_no_version() {
    assertThat(conflict.isFound(new NamedForm("mine", null), new NamedForm("theirs", 2))).isFalse();
  }

  @Test
  void is_none_where_both_want_the_same() {
    NamedForm mine = new NamedForm("same", 1);

    assertThat(conflict.isFound(mine, new NamedForm("same", 2))).isFalse();
    assertThat(mine.getVersion()).isEqualTo(2);
  }

  @Test
  void shows_where_they_differ_and_saving_again_decides() {
    NamedForm mine = new NamedForm("mine", 1);
    NamedForm theirs = new NamedForm("theirs", 2);

    assertThat(conflict.isFound(mine, theirs)).isTrue();
    assertThat(conflict.getDifferences())
        .containsExactly(new Difference("thing.name", "mine", "theirs"));
    assertThat(conflict.isFound(mine, theirs)).isFalse();
  }

  @Test
  void is_found_again_after_a_third_change() {
    NamedForm mine = new NamedForm("mine", 1);
    conflict.isFound(mine, new NamedForm("theirs", 2));

    assertThat(conflict.isFound(mine, new NamedForm("anothers", 3))).isTrue();
  }
}
