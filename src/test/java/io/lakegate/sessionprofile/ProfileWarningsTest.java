package io.lakegate.sessionprofile;

import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.BackendAdapter;
import io.lakegate.backend.fabric.FabricAdapter;
import io.lakegate.backend.livy.LivyAdapter;
import io.lakegate.platform.tenancy.TenantId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileWarningsTest {
  private static final TenantId ACME = new TenantId(new UUID(0xac, 1));

  private static List<ProfileWarning> warnings(
      SessionProfileBuilder builder, BackendAdapter backend) {
    SessionProfile profile = builder.of(ACME);
    String environment =
        profile.getEnvironmentId() == null ? null : profile.getEnvironmentId().toString();
    LaunchSettings settings = LaunchSettings.of(profile, null, environment);
    return ProfileWarnings.of(profile, settings.request(), backend);
  }

  private static List<ProfileWarning> livy(SessionProfileBuilder profile) {
    return warnings(profile, new LivyAdapter());
  }

  /** Without the one that every profile on Fabric has. */
  private static List<ProfileWarning> fabric(SessionProfileBuilder profile) {
    return warnings(profile, new FabricAdapter()).stream()
        .filter(warning -> !warning.field().equals("workspaceId"))
        .toList();
  }

  @Test
  void has_nothing_to_say_about_a_plain_profile() {
    assertThat(livy(aSessionProfile())).isEmpty();
    assertThat(fabric(aSessionProfile())).isEmpty();
  }

  @Test
  void says_that_launching_on_fabric_comes_later() {
    assertThat(warnings(aSessionProfile(), new FabricAdapter()))
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).contains("later version"));
  }

  @Test
  void says_what_fabric_does_not_take() {
    SessionProfileBuilder profile =
        aSessionProfile()
            .but(form -> form.setPyFiles(List.of("abfss://x/a")))
            .but(form -> form.setJars(List.of("abfss://x/a")))
            .but(form -> form.setFiles(List.of("abfss://x/a")))
            .but(form -> form.setArchives(List.of("abfss://x/a")))
            .but(form -> form.setQueue("etl"));

    assertThat(fabric(profile))
        .extracting(ProfileWarning::field)
        .containsExactly("pyFiles", "jars", "files", "queue");
    assertThat(livy(profile)).isEmpty();
  }

  @Test
  void says_that_an_environment_starts_slowly() {
    assertThat(fabric(aSessionProfile().with(new UUID(1, 1))))
        .extracting(ProfileWarning::field)
        .containsExactly("environmentId");
  }

  @ParameterizedTest
  @CsvSource({"28g,4", "56g,8", "400g,64", "112g,"})
  void takes_the_sizes_fabric_has(String memory, Integer cores) {
    assertThat(fabric(sized(memory, cores))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1g,", "28g,8", "56g,3", "57344m,8"})
  void warns_of_sizes_fabric_has_not(String memory, Integer cores) {
    assertThat(fabric(sized(memory, cores)))
        .extracting(ProfileWarning::field)
        .containsExactly("driverMemory");
    assertThat(livy(sized(memory, cores))).isEmpty();
  }

  private static SessionProfileBuilder sized(String memory, Integer cores) {
    return aSessionProfile()
        .but(form -> form.setDriverMemory(memory))
        .but(form -> form.setDriverCores(cores));
  }

  @Test
  void warns_of_files_on_the_server_itself() {
    SessionProfileBuilder profile =
        aSessionProfile().but(form -> form.setJars(List.of("file:///opt/a.jar")));

    assertThat(livy(profile))
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).contains("local-dir-whitelist"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://user:pw@repo/a.jar", "https://x.blob/a.jar?sp=r&sig=abc", "s3://k:s@b/a"})
  void warns_of_secrets_in_addresses_of_files(String uri) {
    assertThat(livy(aSessionProfile().but(form -> form.setJars(List.of(uri)))))
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).contains("secret"));
  }

  @Test
  void warns_of_an_idle_time_that_is_never_reached() {
    SessionProfileBuilder profile =
        aSessionProfile()
            .but(form -> form.setIdleTimeout("PT2H"))
            .but(form -> form.setMaxLifetime("PT1H"));

    assertThat(livy(profile)).extracting(ProfileWarning::field).containsExactly("idleTimeout");
  }

  @Nested
  class Configuration {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "spark.sql.shuffle.partitions",
          "spark.dynamicAllocation.enabled",
          "spark.hadoop.fs.s3a.endpoint",
          "spark.kubernetes.namespace",
          "spark.executorEnv.PYTHONPATH",
          "spark.jars.packages"
        })
    void of_spark_is_known_everywhere(String key) {
      assertThat(livy(aSessionProfile().withConf(key, "x"))).isEmpty();
      assertThat(fabric(aSessionProfile().withConf(key, "x"))).isEmpty();
    }

    @Test
    void of_livys_own_is_known_to_livy() {
      assertThat(livy(aSessionProfile().withConf("livy.rsc.sql.num-rows", "5000"))).isEmpty();
      assertThat(fabric(aSessionProfile().withConf("livy.rsc.sql.num-rows", "5000"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
      "hive.exec.dynamic.partition, do not begin",
      "Spark.sql.ansi.enabled, do not begin",
      "spark.excutor.memory, Check it",
      "spark, do not begin",
      "livy.spark.master, of the Livy server",
      "livy.server.session.timeout, of the Livy server",
      "livy.rcs.x, only livy.rsc",
      "spark.livy.rsc.sql.num-rows, without 'spark.'",
      "spark.livy.session.idle.timeout, does not read this",
      "spark.master, usually refuse",
      "spark.submit.deployMode, usually refuse",
      "spark.driver.memory, use driverMemory",
      "spark.executor.instances, use numExecutors",
      "spark.yarn.queue, use queue",
      "spark.fabric.environment.id, use the environment",
      "spark.app.name, prefix"
    })
    void warns_on_livy_of(String key, String message) {
      assertThat(livy(aSessionProfile().withConf(key, "1")))
          .singleElement()
          .satisfies(
              warning -> {
                assertThat(warning.field()).isEqualTo("conf");
                assertThat(warning.message()).startsWith(key + ": ").contains(message);
              });
    }

    @Test
    void warns_on_fabric_of_the_key_that_leaves_the_warm_pool() {
      assertThat(fabric(aSessionProfile().withConf("spark.livy.session.idle.timeout", "20m")))
          .singleElement()
          .satisfies(warning -> assertThat(warning.message()).contains("3 minutes"));
    }

    @ParameterizedTest
    @CsvSource({
      "spark.hadoop.fs.azure.account.key.x.blob.core.windows.net, abc==",
      "spark.hadoop.fs.s3a.secret.key, wJalr",
      "spark.hadoop.fs.s3a.access.key, AKIAIOSFODNN7EXAMPLE",
      "spark.hadoop.javax.jdo.option.ConnectionPassword, hunter2",
      "spark.sql.warehouse.dir, https://x.blob/?sv=1&sig=abc",
      "spark.executorEnv.HEADER, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x",
      "spark.hadoop.url, jdbc://user:pw@host/db"
    })
    void warns_of_what_looks_like_a_secret(String key, String value) {
      assertThat(livy(aSessionProfile().withConf(key, value)))
          .anySatisfy(warning -> assertThat(warning.message()).contains("looks like a secret"));
    }

    @ParameterizedTest
    @CsvSource({
      "spark.security.credentials.hive.enabled, false",
      "spark.kerberos.renewal.credentials, true",
      "spark.security.tokenRefreshInterval, 30m",
      "spark.hadoop.fs.azure.account.auth.type, OAuth"
    })
    void does_not_take_a_switch_or_a_number_for_a_secret(String key, String value) {
      assertThat(livy(aSessionProfile().withConf(key, value))).isEmpty();
    }

    @Test
    void never_repeats_the_value() {
      assertThat(livy(aSessionProfile().withConf("spark.hadoop.password", "hunter2")))
          .noneSatisfy(warning -> assertThat(warning.message()).contains("hunter2"));
    }
  }
}
