package io.lakegate.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final TenantId ACME = new TenantId(new UUID(0xacL, 1));
  private static final UUID ADA = new UUID(0xadL, 1);

  private final Quotas quotas = new Quotas();
  private final List<String> order = new ArrayList<>();

  @BeforeEach
  void start() {
    quotas.people = (tenant, person) -> order.add("lock " + tenant + " " + person);
  }

  private long count(long live) {
    order.add("count");
    return live;
  }

  @Test
  void one_more_is_let_in_below_the_limit() {
    quotas.require(ACME, ADA, 3, () -> count(2));

    assertThat(order).hasSize(2);
  }

  @Test
  void nothing_is_let_in_at_the_limit() {
    LakegateException refused =
        catchThrowableOfType(
            LakegateException.class, () -> quotas.require(ACME, ADA, 3, () -> count(3)));

    assertThat(refused.code()).isEqualTo(ErrorCode.SESSION_QUOTA_REACHED);
    assertThat(refused.getMessage()).contains("3");
  }

  @Test
  void a_person_is_counted_only_after_they_are_locked() {
    quotas.require(ACME, ADA, 3, () -> count(0));

    assertThat(order).containsExactly("lock " + ACME + " " + ADA, "count");
  }
}
