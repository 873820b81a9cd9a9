package io.lakegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenantSizeRepositoryTest extends RepositoryTest {
  private void person(TenantId tenant, String name) {
    database.run(
        entityManager ->
            entityManager
                .createNativeQuery(
                    "insert into person (id, tenant_id, version, user_name, role, password_hash,"
                        + " password_generated, created_at)"
                        + " values (?1, ?2, 0, ?3, 'EDITORS', 'hash', false, ?4)")
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, tenant.value())
                .setParameter(3, name)
                .setParameter(4, Timestamp.from(Instant.EPOCH))
                .executeUpdate());
  }

  @Test
  void counts_what_is_inside_a_tenant_and_nothing_of_another() {
    person(ACME, "ada");
    person(ACME, "alan");
    person(GLOBEX, "greta");
    TenantSizeRepository sizes = database.repository(TenantSizeRepository.class);

    assertThat(sizes.of(ACME)).isEqualTo(new TenantSize(2, 0, 0));
    assertThat(sizes.of(GLOBEX)).isEqualTo(new TenantSize(1, 0, 0));
  }
}
