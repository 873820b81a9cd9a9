package io.lakegate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SandboxKindsTest {
  @Test
  void python_is_offered_only_where_pyspark_is_installed() {
    assertThat(new SandboxKinds("true").list()).isEqualTo("sql,spark,pyspark");
    assertThat(new SandboxKinds("false").list()).isEqualTo("sql,spark");
    assertThat(new SandboxKinds("/no/such/python").list()).isEqualTo("sql,spark");
  }
}
