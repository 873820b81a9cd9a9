package io.lakegate.sessionprofile;

import static io.lakegate.sessionprofile.FakeCatalogue.ACME;
import static io.lakegate.sessionprofile.FakeCatalogue.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Callers;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LaunchSettingsTest {
  private final FakeCatalogue catalogue = new FakeCatalogue();

  private static LakegateException refusal(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call);
  }

  private static JsonObject json(String text) {
    return BoundedJson.object(text.replace('\'', '"'));
  }

  private JsonObject sent(SessionProfile profile, SessionOverrides overrides) {
    LaunchSettings settings = catalogue.service.settings(ACME, profile, overrides);
    return catalogue.service.backends.of(catalogue.workspace(profile)).preview(settings.request());
  }

  @Nested
  class Requests {
    @Test
    void to_livy_say_only_what_the_profile_says() {
      SessionProfile profile = catalogue.created(catalogue.onLivy().ofKind("sql"));

      assertThat(sent(profile, null)).isEqualTo(json("{'kind':'sql'}"));
    }

    @Test
    void to_livy_have_every_field_in_livys_words_but_no_lifetimes() {
      SessionProfile profile = catalogue.created(catalogue.onLivy().but(FakeCatalogue::everything));

      assertThat(sent(profile, null))
          .isEqualTo(
              json(
                  """
                  {'kind':'pyspark','jars':['hdfs:///a.jar'],'pyFiles':['hdfs:///a.py'],
                   'files':['hdfs:///a.txt'],'archives':['hdfs:///a.zip'],
                   'driverMemory':'28g','driverCores':4,'executorMemory':'56g','executorCores':8,
                   'numExecutors':2,'queue':'etl','conf':{'spark.sql.shuffle.partitions':'8'}}
                  """));
    }

    @Test
    void to_fabric_have_only_what_its_session_request_has() {
      SessionProfile profile =
          catalogue.created(
              catalogue.onFabric().with(catalogue.py311.getId()).but(FakeCatalogue::everything));

      assertThat(sent(profile, null))
          .isEqualTo(
              json(
                  """
                  {'archives':['hdfs:///a.zip'],
                   'driverMemory':'28g','driverCores':4,'executorMemory':'56g','executorCores':8,
                   'numExecutors':2,
                   'conf':{'spark.sql.shuffle.partitions':'8',
                     'spark.fabric.environmentDetails':
                       '{\\"id\\":\\"66666666-6666-4666-8666-666666666666\\"}'}}
                  """));
    }

    @Test
    void to_fabric_name_no_environment_when_there_is_none() {
      SessionProfile profile = catalogue.created(catalogue.onFabric());

      assertThat(sent(profile, null)).isEqualTo(json("{}"));
    }

    @Test
    void take_what_a_launch_overrides() {
      SessionProfile profile =
          catalogue.created(
              catalogue
                  .onLivy()
                  .but(FakeCatalogue::everything)
                  .overridable("driverMemory", "conf", "jars", "idleTimeout"));
      SessionOverrides overrides = new SessionOverrides();
      overrides.setDriverMemory("56g");
      overrides.setConf(Map.of("spark.ui.enabled", "false"));
      overrides.setJars(List.of());
      overrides.setIdleTimeout("PT1H");

      JsonObject request = sent(profile, overrides);
      LaunchSettings settings = catalogue.service.settings(ACME, profile, overrides);

      assertThat(request.getString("driverMemory")).isEqualTo("56g");
      assertThat(request.getJsonObject("conf"))
          .isEqualTo(json("{'spark.sql.shuffle.partitions':'8','spark.ui.enabled':'false'}"));
      assertThat(request).doesNotContainKey("jars");
      assertThat(request.getString("kind")).isEqualTo("pyspark");
      assertThat(settings.idleTimeout()).isEqualTo(Duration.ofHours(1));
      assertThat(settings.maxLifetime()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void refuse_what_the_profile_does_not_let_a_launch_override() {
      SessionProfile profile = catalogue.created(catalogue.onLivy().overridable("conf"));
      SessionOverrides overrides = new SessionOverrides();
      overrides.setDriverMemory("56g");
      overrides.setNumExecutors(100);
      overrides.setConf(Map.of("spark.ui.enabled", "false"));

      assertThat(refusal(() -> catalogue.service.settings(ACME, profile, overrides)).fields())
          .containsOnlyKeys("overrides.driverMemory", "overrides.numExecutors");
    }
  }

  @Nested
  class Previews {
    @Test
    void are_the_request_with_a_name_still_to_be_completed() {
      SessionProfile profile =
          catalogue.created(
              catalogue.onLivy().ofKind("sql").but(form -> form.setSessionNamePrefix("etl-")));

      assertThat(catalogue.service.preview(ACME, Callers.viewer(ACME), profile.getId()))
          .isEqualTo(json("{'kind':'sql','name':'lakegate-…-etl-…'}"));
    }

    @Test
    void of_what_is_typed_save_nothing() {
      ProfilePreview preview = catalogue.service.preview(ACME, ADA, catalogue.onLivy().form());

      assertThat(preview.request()).isEqualTo(json("{'kind':'pyspark','name':'lakegate-…-…'}"));
      assertThat(preview.problems()).isEmpty();
      assertThat(catalogue.rows.rows).isEmpty();
    }

    @Test
    void of_what_is_incomplete_say_what_is_missing() {
      ProfilePreview preview = catalogue.service.preview(ACME, ADA, new SessionProfileForm());

      assertThat(preview.request()).isNull();
      assertThat(preview.prettyRequest()).isEmpty();
      assertThat(preview.problems()).containsOnlyKeys("name", "workspaceId", "kind");
    }

    @Test
    void of_what_does_not_fit_together_say_so() {
      ProfilePreview preview =
          catalogue.service.preview(
              ACME, ADA, catalogue.onLivy().in(catalogue.bronze.getId()).form());

      assertThat(preview.problems()).containsOnlyKeys("lakehouseId");
    }

    @Test
    void warn_of_what_will_not_do_what_it_seems_to() {
      ProfilePreview preview = catalogue.service.preview(ACME, ADA, catalogue.onFabric().form());

      assertThat(preview.warnings())
          .extracting(ProfileWarning::field)
          .containsExactly("workspaceId");
    }
  }
}
