package io.lakegate.sessionprofile;

import static io.lakegate.platform.form.TestForms.problems;
import static io.lakegate.sessionprofile.FakeCatalogue.ACME;
import static io.lakegate.sessionprofile.FakeCatalogue.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.form.FormFields;
import io.lakegate.platform.json.BoundedJson;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A new setting needs a column, a field with its getter and setter in {@link SparkSettings}, a
 * place in the request, a field on the page, and its texts. Whatever is forgotten fails here, the
 * column in {@link SessionProfileRepositoryTest}.
 */
class SparkSettingsTest {
  private static final Path PAGE = Path.of("src/main/webapp/session-profiles/edit.xhtml");
  private static final Path TEXTS = Path.of("src/main/resources/io/lakegate/texts.properties");
  private static final List<String> SETTINGS = SparkSettings.FIELDS.names();

  private final FakeCatalogue catalogue = new FakeCatalogue();

  /** A value of each that is unlike the one that stands where nothing was said. */
  static void fill(SparkSettings form) {
    SETTINGS.forEach(
        name -> SparkSettings.FIELDS.set(form, name, value(name, SparkSettings.FIELDS.type(name))));
    form.setKind("sql");
  }

  private static Object value(String name, Class<?> type) {
    if (type == Integer.class) {
      return 7;
    }
    if (type == List.class) {
      return List.of("hdfs:///" + name);
    }
    return type == Map.class ? Map.of("spark." + name, "1") : "7g";
  }

  private SessionProfile filled() {
    return catalogue.created(catalogue.onLivy().named("filled").but(SparkSettingsTest::fill));
  }

  private static Map<String, Object> settingsOf(SparkSettings form) {
    return SETTINGS.stream()
        .collect(Collectors.toMap(name -> name, name -> SparkSettings.FIELDS.get(form, name)));
  }

  @Test
  void are_kept_by_a_profile_and_given_back_to_its_form() {
    SessionProfileForm given = catalogue.onLivy().but(SparkSettingsTest::fill).form();

    SessionProfile profile = new SessionProfile(ACME, given);

    assertThat(settingsOf(profile.getSettings())).isEqualTo(settingsOf(given));
    assertThat(settingsOf(SessionProfileForm.of(profile))).isEqualTo(settingsOf(given));
  }

  @Test
  void are_not_changed_behind_the_back_of_a_profile() {
    SessionProfile profile = filled();

    profile.getSettings().setKind("spark");

    assertThat(profile.getKind()).isEqualTo("sql");
  }

  @Test
  void are_shown_by_the_api_and_kept_by_a_session() {
    JsonObject snapshot = BoundedJson.object(catalogue.service.snapshot(ACME, filled()));

    assertThat(snapshot.keySet()).containsAll(SETTINGS);
  }

  private JsonObject sent(SessionProfile profile, SessionOverrides overrides) {
    return catalogue.service.settings(ACME, profile, overrides).request().toJson();
  }

  @Test
  void are_sent_with_a_launch() {
    JsonObject request = catalogue.service.preview(ACME, ADA, filled().getId());

    assertThat(request.keySet()).containsAll(SETTINGS).hasSize(SETTINGS.size() + 1);
    assertThat(request).containsKey("name");
  }

  @Test
  void are_each_asked_for_differently_by_a_launch_that_may() {
    SessionProfile profile =
        catalogue.created(
            catalogue.onLivy().overridable(SessionOverrides.NAMES.toArray(String[]::new)));
    SessionOverrides overrides = new SessionOverrides();
    fill(overrides);
    overrides.setIdleTimeout("PT1M");
    overrides.setMaxLifetime("PT1M");

    assertThat(overrides.given()).containsExactlyElementsOf(SessionOverrides.NAMES);
    assertThat(sent(profile, overrides)).isEqualTo(sent(filled(), null));
  }

  @Test
  void have_a_field_on_the_page_and_texts() throws IOException {
    String page = Files.readString(PAGE);
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(TEXTS)) {
      texts.load(reader);
    }

    assertThat(SessionOverrides.NAMES)
        .allSatisfy(
            name -> {
              assertThat(page).contains("form." + name + "}");
              assertThat(texts.stringPropertyNames())
                  .contains("sessionProfile." + name, "sessionProfile." + name + "Help");
            });
  }

  @Test
  void are_compared_with_what_somebody_else_saved() {
    List<String> fields =
        FormFields.of(SessionProfileForm.class).names().stream()
            .filter(name -> !List.of("version", "wheelhouseId", "offlineInstall").contains(name))
            .toList();

    assertThat(SessionProfileEditBacking.COMPARED).containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void are_named_when_a_profile_names_another_as_overridable() {
    SessionProfileForm form = catalogue.onLivy().overridable("nothing").form();

    assertThat(problems(form).get("overridable"))
        .contains(SETTINGS)
        .contains("idleTimeout", "maxLifetime");
  }

  @Test
  void of_conf_are_merged_key_by_key() {
    SparkSettings settings = new SparkSettings();
    settings.setConf(Map.of("spark.a", "1", "spark.b", "1"));
    SparkSettings asked = new SparkSettings();
    asked.setConf(Map.of("spark.b", "2"));

    assertThat(settings.with(asked).getConf()).isEqualTo(Map.of("spark.a", "1", "spark.b", "2"));
    assertThat(Stream.of(settings, asked).map(one -> one.getConf().size())).containsExactly(2, 1);
  }
}
