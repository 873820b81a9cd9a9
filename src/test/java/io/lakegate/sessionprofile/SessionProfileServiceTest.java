package io.lakegate.sessionprofile;

import static io.lakegate.sessionprofile.FakeCatalogue.ACME;
import static io.lakegate.sessionprofile.FakeCatalogue.ADA;
import static io.lakegate.sessionprofile.FakeCatalogue.GLOBEX;
import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.json.JsonObject;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SessionProfileServiceTest {
  private final FakeCatalogue catalogue = new FakeCatalogue();

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  private static ErrorCode code(ThrowingCallable call) {
    return refusal(call).code();
  }

  private static JsonObject json(String text) {
    return BoundedJson.object(text.replace('\'', '"'));
  }

  @Nested
  class References {
    private Map<String, String> refused(SessionProfileBuilder builder) {
      return refusal(() -> catalogue.created(builder)).fields();
    }

    @Test
    void are_of_the_tenant() {
      assertThat(refused(aSessionProfile().on(catalogue.theirs.getId())))
          .containsOnlyKeys("workspaceId");
    }

    @Test
    void to_a_lakehouse_are_needed_on_fabric() {
      assertThat(refused(aSessionProfile().on(catalogue.fabric.getId())))
          .containsOnlyKeys("lakehouseId");
    }

    @Test
    void are_of_the_profiles_own_workspace() {
      SessionProfileBuilder profile =
          aSessionProfile()
              .on(catalogue.fabric.getId())
              .in(catalogue.elsewhere.getId())
              .with(catalogue.elsewherePy.getId());

      assertThat(refused(profile)).containsOnlyKeys("lakehouseId", "environmentId");
    }

    @Test
    void to_what_fabric_has_are_not_for_livy() {
      assertThat(
              refused(
                  catalogue.onLivy().in(catalogue.bronze.getId()).with(catalogue.py311.getId())))
          .containsOnlyKeys("lakehouseId", "environmentId");
    }

    @Test
    void to_what_does_not_exist_are_refused() {
      assertThat(refused(catalogue.onFabric().with(new UUID(1, 1))))
          .containsOnlyKeys("environmentId");
    }

    @Test
    void to_what_another_request_deleted_in_between_are_refused() {
      catalogue.service.repository = saving("23503");

      assertThat(refused(catalogue.onLivy())).containsOnlyKeys("workspaceId");
    }
  }

  private static FakeCatalogue.InMemory saving(String sqlState) {
    return new FakeCatalogue.InMemory() {
      @Override
      SessionProfile save(TenantId tenant, SessionProfile profile) {
        throw new PersistenceException(new SQLException("refused", sqlState));
      }
    };
  }

  @Test
  void has_a_lifetime_even_when_nobody_says_which() {
    SessionProfile profile = catalogue.created(catalogue.onLivy());

    assertThat(profile.getIdleTimeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(profile.getMaxLifetime()).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void is_kept_by_a_session_as_json_with_all_its_fields() {
    SessionProfile profile = catalogue.created(catalogue.onLivy().but(FakeCatalogue::everything));

    JsonObject snapshot = json(catalogue.service.snapshot(ACME, profile));

    assertThat(snapshot.getString("name")).isEqualTo("etl");
    assertThat(snapshot.getString("id")).isEqualTo(profile.getId().toString());
    assertThat(snapshot.getString("idleTimeout")).isEqualTo("PT10M");
    assertThat(snapshot.getJsonArray("startupStatements")).hasSize(1);
    assertThat(snapshot.getJsonObject("conf")).hasSize(1);
  }

  @Test
  void refuses_a_name_that_is_taken() {
    catalogue.created(catalogue.onLivy());

    LakegateException refusal = refusal(() -> catalogue.created(catalogue.onFabric()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_PROFILE_NAME_TAKEN);
    assertThat(refusal.fields()).containsOnlyKeys("name");
  }

  @Test
  void calls_it_the_same_when_another_request_took_the_name_in_between() {
    catalogue.service.repository = saving("23505");

    assertThat(code(() -> catalogue.created(catalogue.onLivy())))
        .isEqualTo(ErrorCode.SESSION_PROFILE_NAME_TAKEN);
  }

  @Test
  void is_changed_with_its_version_only() {
    SessionProfile profile = catalogue.created(catalogue.onLivy());
    SessionProfileForm form = SessionProfileForm.of(profile);
    form.setName("renamed");
    SessionProfileForm stale = SessionProfileForm.of(profile);
    stale.setVersion(99);

    catalogue.service.update(ACME, ADA, profile.getId(), form);

    assertThat(catalogue.rows.rows.get(0).getName()).isEqualTo("renamed");
    assertThat(code(() -> catalogue.service.update(ACME, ADA, profile.getId(), stale)))
        .isEqualTo(ErrorCode.STALE);
  }

  @Test
  void fills_the_form_with_all_it_has() {
    SessionProfile profile =
        catalogue.created(
            catalogue.onFabric().with(catalogue.py311.getId()).but(FakeCatalogue::everything));

    SessionProfile copy = new SessionProfile(ACME, SessionProfileForm.of(profile));

    assertThat(SessionProfileView.of(copy, null))
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(SessionProfileView.of(profile, null));
  }

  @Test
  void is_not_deleted_while_a_live_session_uses_it() {
    SessionProfile profile = catalogue.created(catalogue.onLivy());
    catalogue.users.add("session 'etl-1' of ada");

    LakegateException refusal = refusal(() -> catalogue.service.delete(ACME, ADA, profile.getId()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_PROFILE_IN_USE);
    assertThat(refusal).hasMessageContaining("session 'etl-1' of ada");
    assertThat(catalogue.rows.rows).hasSize(1);
  }

  @Test
  void is_deleted_when_nothing_uses_it() {
    SessionProfile profile = catalogue.created(catalogue.onLivy());

    catalogue.service.delete(ACME, ADA, profile.getId());

    assertThat(catalogue.rows.rows).isEmpty();
  }

  @Test
  void is_read_by_every_role_and_changed_by_administrators() {
    SessionProfile profile = catalogue.created(catalogue.onLivy());
    UUID id = profile.getId();
    Caller editor = Callers.editor(ACME);

    assertThat(catalogue.service.get(ACME, Callers.viewer(ACME), id)).isEqualTo(profile);
    assertThat(catalogue.service.list(ACME, Callers.viewer(ACME), ListQuery.all())).hasSize(1);
    assertThat(code(() -> catalogue.service.create(ACME, editor, null)))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> catalogue.service.update(ACME, editor, id, null)))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> catalogue.service.delete(ACME, editor, id)))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void is_not_found_by_another_tenant_whatever_the_role() {
    UUID id = catalogue.created(catalogue.onLivy()).getId();
    Caller stranger = Callers.viewer(GLOBEX);

    assertThat(code(() -> catalogue.service.get(GLOBEX, stranger, id)))
        .isEqualTo(ErrorCode.SESSION_PROFILE_NOT_FOUND);
    assertThat(code(() -> catalogue.service.update(GLOBEX, stranger, id, null)))
        .isEqualTo(ErrorCode.SESSION_PROFILE_NOT_FOUND);
    assertThat(code(() -> catalogue.service.delete(GLOBEX, stranger, id)))
        .isEqualTo(ErrorCode.SESSION_PROFILE_NOT_FOUND);
    assertThat(code(() -> catalogue.service.preview(GLOBEX, stranger, id)))
        .isEqualTo(ErrorCode.SESSION_PROFILE_NOT_FOUND);
  }

  @Test
  void is_seeded_once_and_then_left_as_it_is() {
    catalogue.service.seed(ACME, catalogue.onLivy().form());

    catalogue.service.seed(ACME, catalogue.onLivy().ofKind("sql").form());

    assertThat(catalogue.rows.rows)
        .singleElement()
        .extracting(SessionProfile::getKind)
        .isEqualTo("pyspark");
  }
}
