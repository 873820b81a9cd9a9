package io.lakegate.sessionprofile;

import static io.lakegate.platform.form.TestForms.problems;
import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionProfileFormTest {
  private static Map<String, String> problemsOf(SessionProfileBuilder builder) {
    return problems(builder.form());
  }

  @Test
  void takes_a_profile_that_says_only_what_it_must() {
    assertThat(problemsOf(aSessionProfile())).isEmpty();
  }

  @Test
  void asks_for_name_workspace_and_kind() {
    assertThat(problems(new SessionProfileForm())).containsOnlyKeys("name", "workspaceId", "kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark", "pyspark", "sparkr", "sql"})
  void takes_livys_own_kinds(String kind) {
    assertThat(problemsOf(aSessionProfile().ofKind(kind))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "python", "SQL", "scala", ""})
  void refuses_other_kinds(String kind) {
    assertThat(problemsOf(aSessionProfile().ofKind(kind))).containsOnlyKeys("kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"512m", "28g", "1T", "1048576k"})
  void takes_memory_with_its_unit(String memory) {
    assertThat(
            problemsOf(
                aSessionProfile()
                    .but(form -> form.setDriverMemory(memory))
                    .but(form -> form.setExecutorMemory(memory))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"512", "0m", "-1g", "1.5g", "28 g", "g", "28gb", "", "99999999m"})
  void refuses_memory_that_spark_would_not_understand(String memory) {
    assertThat(
            problemsOf(
                aSessionProfile()
                    .but(form -> form.setDriverMemory(memory))
                    .but(form -> form.setExecutorMemory(memory))))
        .containsOnlyKeys("driverMemory", "executorMemory");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025, Integer.MAX_VALUE})
  void refuses_cores_there_are_not(int cores) {
    assertThat(
            problemsOf(
                aSessionProfile()
                    .but(form -> form.setDriverCores(cores))
                    .but(form -> form.setExecutorCores(cores))))
        .containsOnlyKeys("driverCores", "executorCores");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void refuses_numbers_of_executors_there_are_not(int executors) {
    assertThat(problemsOf(aSessionProfile().but(form -> form.setNumExecutors(executors))))
        .containsOnlyKeys("numExecutors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT30M", "P7D", "PT168H", "P6DT24H"})
  void takes_times_from_a_minute_to_a_week(String time) {
    assertThat(
            problemsOf(
                aSessionProfile()
                    .but(form -> form.setIdleTimeout(time))
                    .but(form -> form.setMaxLifetime(time))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59S", "P7DT1S", "PT0S", "-PT1H", "30m", "30", "P1M", ""})
  void refuses_every_other_time(String time) {
    assertThat(
            problemsOf(
                aSessionProfile()
                    .but(form -> form.setIdleTimeout(time))
                    .but(form -> form.setMaxLifetime(time))))
        .containsOnlyKeys("idleTimeout", "maxLifetime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "etl", "Etl_2-", "123456789012345678901234567890"})
  void takes_a_prefix_of_plain_characters(String prefix) {
    assertThat(problemsOf(aSessionProfile().but(form -> form.setSessionNamePrefix(prefix))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "ä", "a.b", "1234567890123456789012345678901"})
  void refuses_a_prefix_that_cannot_stand_in_an_address(String prefix) {
    assertThat(problemsOf(aSessionProfile().but(form -> form.setSessionNamePrefix(prefix))))
        .containsOnlyKeys("sessionNamePrefix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "root;drop", "a\nb"})
  void refuses_a_queue_that_is_none(String queue) {
    assertThat(problemsOf(aSessionProfile().but(form -> form.setQueue(queue))))
        .containsOnlyKeys("queue");
  }

  @Test
  void refuses_an_environment_typed_into_the_configuration() {
    assertThat(
            problemsOf(aSessionProfile().withConf("spark.fabric.environmentDetails", "{}"))
                .get("conf"))
        .contains("Choose the environment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"livy.rsc.proxy-user", "spark.proxyUser", "x.PROXY_USER"})
  void refuses_a_user_to_run_as_in_profiles_and_overrides_alike(String key) {
    SessionOverrides overrides = new SessionOverrides();
    overrides.setConf(Map.of(key, "hdfs"));

    assertThat(problemsOf(aSessionProfile().withConf(key, "hdfs")).get("conf"))
        .contains("the account of who launches");
    assertThat(problems(overrides)).containsOnlyKeys("conf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a=b", "a\nb", "a\0"})
  void refuses_keys_that_are_none(String key) {
    assertThat(problemsOf(aSessionProfile().withConf(key, "1"))).containsOnlyKeys("conf");
  }

  @Test
  void refuses_values_that_are_missing_broken_or_too_long() {
    assertThat(
            problemsOf(aSessionProfile().but(f -> f.setConf(Collections.singletonMap("a", null)))))
        .containsOnlyKeys("conf");
    assertThat(problemsOf(aSessionProfile().withConf("a", "x\ny"))).containsOnlyKeys("conf");
    assertThat(problemsOf(aSessionProfile().withConf("a", "x".repeat(4_001))))
        .containsOnlyKeys("conf");
    assertThat(problemsOf(aSessionProfile().withConf("a", "x".repeat(4_000)))).isEmpty();
  }

  @Test
  void refuses_more_configuration_than_there_is_room_for() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 201; i++) {
      many.put("spark.k" + i, "v");
    }
    Map<String, String> much = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      much.put("spark.k" + i, "v".repeat(4_000));
    }

    assertThat(problemsOf(aSessionProfile().but(form -> form.setConf(many))))
        .containsOnlyKeys("conf");
    assertThat(problemsOf(aSessionProfile().but(form -> form.setConf(much))))
        .containsOnlyKeys("conf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abfss://ws@onelake.dfs.fabric.microsoft.com/lh/Files/a.whl",
        "hdfs:///libs/a.jar",
        "s3a://bucket/a%20b.py",
        "https://repo/a.jar",
        "file:///opt/a.py",
        "local:///opt/a.py",
        "hdfs:///env.zip#env",
        "/libs/a.jar"
      })
  void takes_where_a_cluster_finds_files(String uri) {
    assertThat(problemsOf(withFiles(Arrays.asList(uri)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jar",
        "libs/a.jar",
        "/",
        "",
        "C:\\a.jar",
        "hdfs:///a b",
        "mailto:a@b",
        "hdfs:///a\nb"
      })
  void refuses_where_it_would_not(String uri) {
    assertThat(problemsOf(withFiles(Arrays.asList(uri))))
        .containsOnlyKeys("pyFiles", "jars", "files", "archives");
  }

  @Test
  void refuses_files_that_are_missing_or_too_many() {
    assertThat(problemsOf(withFiles(Arrays.asList((String) null)))).hasSize(4);
    assertThat(problemsOf(withFiles(Collections.nCopies(101, "hdfs:///a")))).hasSize(4);
    assertThat(problemsOf(withFiles(Collections.nCopies(100, "hdfs:///a")))).isEmpty();
  }

  private static SessionProfileBuilder withFiles(List<String> uris) {
    return aSessionProfile()
        .but(form -> form.setPyFiles(uris))
        .but(form -> form.setJars(uris))
        .but(form -> form.setFiles(uris))
        .but(form -> form.setArchives(uris));
  }

  private static SessionProfileBuilder starting(String... statements) {
    return aSessionProfile().but(form -> form.setStartupStatements(Arrays.asList(statements)));
  }

  @Test
  void takes_statements_of_several_lines() {
    assertThat(problemsOf(starting("if True:\n\tx = 1\r\n", "y = 5 %% 2"))).isEmpty();
  }

  @Test
  void refuses_statements_that_are_none() {
    assertThat(problemsOf(starting((String) null))).containsOnlyKeys("startupStatements");
    assertThat(problemsOf(starting(" \n"))).containsOnlyKeys("startupStatements");
    assertThat(problemsOf(starting("a\0"))).containsOnlyKeys("startupStatements");
    assertThat(problemsOf(starting("a\n%%\nb"))).containsOnlyKeys("startupStatements");
  }

  @Test
  void refuses_more_statements_than_there_is_room_for() {
    assertThat(problemsOf(starting(Collections.nCopies(21, "x").toArray(String[]::new))))
        .containsOnlyKeys("startupStatements");
    assertThat(problemsOf(starting("x".repeat(100_001)))).containsOnlyKeys("startupStatements");
  }

  @Test
  void names_only_fields_a_launch_can_change() {
    assertThat(problemsOf(aSessionProfile().overridable("conf", "driverMemory"))).isEmpty();
    assertThat(problemsOf(aSessionProfile().overridable("workspaceId")))
        .containsOnlyKeys("overridable");
    assertThat(
            problemsOf(aSessionProfile().but(f -> f.setOverridable(Arrays.asList((String) null)))))
        .containsOnlyKeys("overridable");
  }

  @Test
  void says_that_wheelhouses_come_later() {
    SessionProfileBuilder profile =
        aSessionProfile()
            .but(form -> form.setWheelhouseId("66666666-6666-4666-8666-666666666666"))
            .but(form -> form.setOfflineInstall(true));

    assertThat(problemsOf(profile))
        .containsOnlyKeys("wheelhouseId", "offlineInstall")
        .allSatisfy((field, message) -> assertThat(message).contains("later version"));
    assertThat(problemsOf(aSessionProfile().but(form -> form.setOfflineInstall(false)))).isEmpty();
  }

  @Test
  void refuses_ids_that_are_none() {
    SessionProfileBuilder profile =
        aSessionProfile()
            .but(form -> form.setWorkspaceId("sandbox"))
            .but(form -> form.setLakehouseId("bronze"))
            .but(form -> form.setEnvironmentId("py311"));

    assertThat(problemsOf(profile)).containsOnlyKeys("workspaceId", "lakehouseId", "environmentId");
  }

  @Test
  void asks_overrides_for_nothing_and_holds_them_to_the_same_rules() {
    SessionOverrides overrides = new SessionOverrides();

    assertThat(problems(overrides)).isEmpty();
    overrides.setDriverMemory("8");
    overrides.setConf(Map.of("spark.fabric.environmentDetails", "{}"));
    overrides.setMaxLifetime("P8D");

    assertThat(problems(overrides)).containsOnlyKeys("driverMemory", "conf", "maxLifetime");
  }
}
