package io.lakegate.sessionprofile;

import static io.lakegate.fabricitem.FabricItemBuilder.aLakehouse;
import static io.lakegate.fabricitem.FabricItemBuilder.anEnvironment;
import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.fabricitem.Environment;
import io.lakegate.fabricitem.Lakehouse;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.security.Reach;
import io.lakegate.workspace.CatalogueRows;
import io.lakegate.workspace.Workspace;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionProfileRepositoryTest extends RepositoryTest {
  private SessionProfileRepository profiles;
  private Workspace livy;
  private Workspace fabric;
  private Lakehouse bronze;
  private Environment py311;

  @BeforeEach
  void start() {
    profiles = database.repository(SessionProfileRepository.class);
    livy = CatalogueRows.save(database, ACME, aLivyServer());
    fabric = CatalogueRows.save(database, ACME, aFabricWorkspace());
    bronze = aLakehouse().in(fabric.getId()).save(database, ACME);
    py311 = anEnvironment().in(fabric.getId()).save(database, ACME);
  }

  private SessionProfile saved(SessionProfileBuilder builder) {
    return profiles.save(ACME, builder.of(ACME));
  }

  private SessionProfileBuilder onLivy() {
    return aSessionProfile().on(livy.getId());
  }

  private SessionProfileBuilder onFabric() {
    return aSessionProfile().on(fabric.getId()).in(bronze.getId()).with(py311.getId());
  }

  private List<String> names(ListQuery query) {
    return profiles.list(ACME, Reach.all(), query).stream().map(SessionProfile::getName).toList();
  }

  private static void fill(SessionProfileForm form) {
    SparkSettingsTest.fill(form);
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.z", "\"quoted\" \\ and — more");
    conf.put("spark.a", "");
    form.setConf(conf);
    form.setJars(List.of("hdfs:///b.jar", "hdfs:///a.jar"));
    form.setStartupStatements(List.of("import os\nprint(1)", "x = 2"));
    form.setIdleTimeout("PT45M");
    form.setMaxLifetime("P2D");
    form.setSessionNamePrefix("etl-");
    form.setOverridable(List.of("conf", "driverMemory"));
  }

  @Test
  void keeps_everything_it_has() {
    SessionProfile saved = saved(onFabric().but(SessionProfileRepositoryTest::fill));

    SessionProfile found = profiles.find(ACME, saved.getId()).orElseThrow();

    assertThat(SessionProfileView.of(found, null))
        .usingRecursiveComparison()
        .isEqualTo(SessionProfileView.of(saved, null));
    assertThat(SparkSettings.FIELDS.names())
        .allSatisfy(
            name -> assertThat(SparkSettings.FIELDS.get(found.getSettings(), name)).isNotNull());
    assertThat(found.getSettings().getConf().keySet()).containsExactly("spark.z", "spark.a");
  }

  @Test
  void keeps_what_is_not_set_as_not_set() {
    SessionProfile saved = saved(onLivy());

    SessionProfile found = profiles.find(ACME, saved.getId()).orElseThrow();

    assertThat(found.getLakehouseId()).isNull();
    assertThat(found.getEnvironmentId()).isNull();
    assertThat(found.getSettings().getDriverMemory()).isNull();
    assertThat(found.getSettings().getNumExecutors()).isNull();
    assertThat(found.getSettings().getConf()).isEmpty();
    assertThat(found.getSettings().getJars()).isEmpty();
  }

  @Test
  void takes_away_what_is_taken_away() {
    SessionProfile saved = saved(onFabric().but(SessionProfileRepositoryTest::fill));
    saved.apply(onLivy().form());

    profiles.save(ACME, saved);

    SessionProfile found = profiles.find(ACME, saved.getId()).orElseThrow();
    assertThat(found.getLakehouseId()).isNull();
    assertThat(found.getSettings().getDriverCores()).isNull();
    assertThat(found.getStartupStatements()).isEmpty();
  }

  @Test
  void refuses_a_change_of_an_older_version() {
    SessionProfile mine = saved(onLivy());
    SessionProfile theirs = profiles.find(ACME, mine.getId()).orElseThrow();
    theirs.apply(onLivy().named("theirs").form());
    profiles.save(ACME, theirs);
    mine.apply(onLivy().named("mine").form());

    assertThatThrownBy(() -> profiles.save(ACME, mine)).isInstanceOf(OptimisticLockException.class);
  }

  @Test
  void does_not_count_a_version_when_nothing_changed() {
    SessionProfile saved = saved(onLivy().but(SessionProfileRepositoryTest::fill));

    SessionProfile again = profiles.save(ACME, profiles.find(ACME, saved.getId()).orElseThrow());

    assertThat(again.getVersion()).isEqualTo(saved.getVersion());
  }

  @Test
  void lists_page_after_page_by_name_with_a_filter() {
    saved(onLivy().named("etl b"));
    SessionProfile a = saved(onLivy().named("etl a"));
    saved(onLivy().named("other"));

    assertThat(names(new ListQuery("ETL", null, 1))).containsExactly("etl a", "etl b");
    assertThat(names(new ListQuery("etl", new NameCursor("etl a", a.getId()), 1)))
        .containsExactly("etl b");
  }

  @Test
  void refuses_a_second_profile_of_the_same_name() {
    saved(onLivy());

    PersistenceException refusal =
        catchThrowableOfType(PersistenceException.class, () -> saved(onFabric()));

    assertThat(Violation.is(Violation.DUPLICATE, refusal)).isTrue();
  }

  @Test
  void refuses_a_lakehouse_of_another_workspace() {
    PersistenceException refusal =
        catchThrowableOfType(PersistenceException.class, () -> saved(onLivy().in(bronze.getId())));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void refuses_a_workspace_of_another_tenant() {
    Workspace theirs = CatalogueRows.save(database, GLOBEX, aLivyServer());

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> saved(aSessionProfile().on(theirs.getId())));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void keeps_its_workspace_from_being_deleted() {
    saved(onLivy());

    PersistenceException refusal =
        catchThrowableOfType(
            PersistenceException.class, () -> CatalogueRows.delete(database, ACME, livy.getId()));

    assertThat(Violation.is(Violation.REFERENCE, refusal)).isTrue();
  }

  @Test
  void says_which_of_them_use_a_workspace_lakehouse_or_environment() {
    saved(onLivy().named("etl"));
    saved(onFabric().named("report"));

    assertThat(profiles.of(ACME, livy.getId())).containsExactly("session profile 'etl'");
    assertThat(profiles.of(ACME, fabric.getId())).containsExactly("session profile 'report'");
    assertThat(profiles.of(ACME, bronze.getId())).containsExactly("session profile 'report'");
    assertThat(profiles.of(ACME, py311.getId())).containsExactly("session profile 'report'");
  }

  @Test
  void deletes() {
    SessionProfile profile = saved(onLivy());

    profiles.delete(ACME, profile.getId());

    assertThat(profiles.find(ACME, profile.getId())).isEmpty();
  }

  @Test
  void does_not_list_or_count_another_tenants() {
    saved(onLivy());

    assertThat(profiles.list(GLOBEX, Reach.all(), ListQuery.all())).isEmpty();
    assertThat(profiles.names(GLOBEX, Reach.all(), 10)).isEmpty();
    assertThat(profiles.names(ACME, Reach.all(), 10)).containsValue("etl").hasSize(1);
    assertThat(profiles.count(GLOBEX, Reach.all())).isZero();
    assertThat(profiles.count(ACME, Reach.all())).isEqualTo(1);
  }

  @Test
  void does_not_find_another_tenants() {
    SessionProfile profile = saved(onLivy());

    assertThat(profiles.find(GLOBEX, profile.getId())).isEmpty();
    assertThat(profiles.findByName(GLOBEX, "etl")).isEmpty();
    assertThat(profiles.findByName(ACME, "etl")).contains(profile);
  }

  @Test
  void does_not_save_another_tenants() {
    SessionProfile profile = saved(onLivy());

    assertThatThrownBy(() -> profiles.save(GLOBEX, profile))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_delete_another_tenants() {
    SessionProfile profile = saved(onLivy());

    profiles.delete(GLOBEX, profile.getId());

    assertThat(profiles.find(ACME, profile.getId())).isPresent();
  }

  @Test
  void does_not_tell_another_tenant_what_uses_a_workspace() {
    saved(onLivy());

    assertThat(profiles.of(GLOBEX, livy.getId())).isEmpty();
  }
}
