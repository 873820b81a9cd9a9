package io.lakegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.security.SigningKeyView;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyServiceTest {
  private static final TenantId OPERATORS = new TenantId(new UUID(9, 9));
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private final RecordedAudit audit = new RecordedAudit();
  private final List<SigningKeyView> made = new ArrayList<>();
  private SigningKeyService service;

  @BeforeEach
  void start() {
    service = new SigningKeyService();
    service.audit = audit;
    service.keys = new Keys();
  }

  private static Caller caller(Role role) {
    return new Caller(OPERATORS, "operator", new UUID(2, 2), "olga", role);
  }

  @Test
  void makes_the_next_key_for_an_operator() {
    SigningKeyView next = service.rotate(OPERATORS, caller(Role.OPERATORS));

    assertThat(made).containsExactly(next);
    assertThat(service.list(OPERATORS, caller(Role.OPERATORS))).containsExactly(next);
    assertThat(service.get(OPERATORS, caller(Role.OPERATORS), next.id())).isEqualTo(next);
  }

  @Test
  void does_not_find_a_key_that_is_not_there() {
    assertThatThrownBy(() -> service.get(OPERATORS, caller(Role.OPERATORS), "none"))
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SIGNING_KEY_NOT_FOUND));
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "OPERATORS")
  void refuses_everybody_else_before_looking(Role role) {
    refused(() -> service.rotate(OPERATORS, caller(role)));
    refused(() -> service.list(OPERATORS, caller(role)));
    refused(() -> service.get(OPERATORS, caller(role), "none"));

    assertThat(made).isEmpty();
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LakegateException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
  }

  private final class Keys extends SigningKeys {
    @Override
    public List<SigningKeyView> list() {
      return List.copyOf(made);
    }

    @Override
    public SigningKeyView rotate() {
      made.add(new SigningKeyView(UUID.randomUUID().toString(), NOW, NOW, null));
      return made.get(made.size() - 1);
    }
  }
}
