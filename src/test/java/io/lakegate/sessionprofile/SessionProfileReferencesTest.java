package io.lakegate.sessionprofile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.database.RepositoryTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionProfileReferencesTest extends RepositoryTest {
  private static final UUID WORKSPACE = new UUID(1, 1);
  private static final UUID LAKEHOUSE = new UUID(2, 2);

  private SessionProfileRepository profiles;

  @BeforeEach
  void aWorkspaceWithALakehouse() {
    profiles = database.repository(SessionProfileRepository.class);
    database.run(
        entityManager -> {
          entityManager
              .createNativeQuery(
                  "insert into workspace (id, tenant_id, version, name, kind, credential_type,"
                      + " request_timeout) values (?1, ?2, 1, 'w', 'FABRIC', 'NONE', 30)")
              .setParameter(1, WORKSPACE)
              .setParameter(2, ACME.value())
              .executeUpdate();
          entityManager
              .createNativeQuery(
                  "insert into lakehouse (id, tenant_id, version, workspace_id, name, fabric_id)"
                      + " values (?1, ?2, 1, ?3, 'l', 'x')")
              .setParameter(1, LAKEHOUSE)
              .setParameter(2, ACME.value())
              .setParameter(3, WORKSPACE)
              .executeUpdate();
        });
  }

  private SessionProfile saved(String lakehouse) {
    SessionProfileForm form = new SessionProfileForm();
    form.setName("etl");
    form.setWorkspaceId(WORKSPACE.toString());
    form.setLakehouseId(lakehouse);
    form.setKind("spark");
    return profiles.save(ACME, new SessionProfile(ACME, form));
  }

  @Test
  void a_profile_without_lakehouse_and_environment_is_read_as_it_was_saved() {
    SessionProfile profile = saved(null);

    SessionProfile found = profiles.find(ACME, profile.getId()).orElseThrow();

    assertThat(found.getLakehouseId()).isNull();
    assertThat(found.getEnvironmentId()).isNull();
  }

  @Test
  void a_profile_with_a_lakehouse_is_read_with_it() {
    SessionProfile profile = saved(LAKEHOUSE.toString());

    assertThat(profiles.find(ACME, profile.getId()).orElseThrow().getLakehouseId())
        .isEqualTo(LAKEHOUSE);
  }
}
