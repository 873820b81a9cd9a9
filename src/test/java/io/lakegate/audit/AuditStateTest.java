package io.lakegate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditStateTest {
  @Test
  void a_row_written_before_a_name_was_known_as_a_secret_is_shown_without_it() {
    String stored =
        "{\"name\":\"p\",\"conf\":{\"fs.azure.account.key.a.dfs.core.windows.net\":\"abc==\","
            + "\"spark.a\":\"b\",\"fs.s3a.secret.key\":\"{{secrets/a/b}}\"}}";

    assertThat(AuditState.shown(stored))
        .isEqualTo(
            "{\"name\":\"p\",\"conf\":{\"fs.azure.account.key.a.dfs.core.windows.net\":\"••••••\","
                + "\"spark.a\":\"b\",\"fs.s3a.secret.key\":\"{{secrets/a/b}}\"}}");
  }

  @Test
  void what_somebody_forged_is_shown_as_it_is() {
    assertThat(AuditState.shown("no json")).isEqualTo("no json");
    assertThat(AuditState.shown(null)).isNull();
  }
}
