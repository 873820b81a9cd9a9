package io.lakegate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The role × operation table of the product's design, written out. */
class OperationTest {
  private static final String TABLE =
      """
      operation            Viewers Editors Administrators Operators
      READ_CATALOGUE       yes     yes     yes            -
      CHANGE_CATALOGUE     -       -       yes            -
      READ_SESSIONS        yes     yes     yes            -
      READ_HISTORY         yes     yes     yes            -
      LAUNCH_SESSION       -       yes     yes            -
      RUN_STATEMENT        -       yes     yes            -
      STOP_OWN_SESSION     -       yes     yes            -
      STOP_ANY_SESSION     -       -       yes            -
      OWN_TOKENS           yes     yes     yes            -
      ALL_TOKENS           -       -       yes            -
      MANAGE_SIGN_IN       -       -       yes            -
      MANAGE_GROUP_ROLES   -       -       yes            -
      READ_AUDIT           -       -       yes            yes
      CHANGE_RETENTION     -       -       yes            -
      REDACT               -       -       yes            -
      MANAGE_TENANTS       -       -       -              yes
      MANAGE_SIGNING_KEYS  -       -       -              yes
      """;

  private static final List<Role> COLUMNS =
      List.of(Role.VIEWERS, Role.EDITORS, Role.ADMINISTRATORS, Role.OPERATORS);

  private static Caller caller(Role role) {
    return new Caller(new TenantId(new UUID(1, 1)), "acme", new UUID(2, 2), "ada", role);
  }

  @Test
  void is_allowed_as_the_table_says() {
    String present =
        Arrays.stream(Operation.values())
            .map(OperationTest::row)
            .collect(
                Collectors.joining("\n", TABLE.lines().findFirst().orElseThrow() + "\n", "\n"));

    assertThat(present).isEqualTo(TABLE);
  }

  private static String row(Operation operation) {
    List<String> cells =
        COLUMNS.stream().map(role -> caller(role).may(operation) ? "yes" : "-").toList();
    return "%-20s %-7s %-7s %-14s %s"
        .formatted(operation, cells.get(0), cells.get(1), cells.get(2), cells.get(3));
  }

  @Test
  void is_refused_as_forbidden_and_otherwise_passes() {
    assertThatThrownBy(() -> caller(Role.VIEWERS).require(Operation.LAUNCH_SESSION))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
    assertThatCode(() -> caller(Role.EDITORS).require(Operation.LAUNCH_SESSION))
        .doesNotThrowAnyException();
  }

  @Test
  void an_audit_reader_reads_the_audit_trail_and_no_more() {
    Caller reader = reader(Rights.of(Role.VIEWERS).readingAudit());

    assertThat(
            Arrays.stream(Operation.values())
                .filter(operation -> reader.may(operation) != caller(Role.VIEWERS).may(operation)))
        .containsExactly(Operation.READ_AUDIT);
  }

  @Test
  void a_token_of_a_lesser_role_does_not_read_it() {
    Rights editor = Rights.of(Role.EDITORS).readingAudit();

    assertThat(reader(editor.and(Role.VIEWERS)).may(Operation.READ_AUDIT)).isFalse();
    assertThat(reader(editor.and(Role.EDITORS)).may(Operation.READ_AUDIT)).isTrue();
  }

  private static Caller reader(Rights rights) {
    return new Caller(new TenantId(new UUID(1, 1)), "acme", new UUID(2, 2), "ada", rights);
  }
}
