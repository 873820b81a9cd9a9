package io.lakegate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private static final int MIB = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl",
        "dapi0123456789abcdef0123456789abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_0123456789abcdefghij0123456789abcdef"
      })
  void hides_the_whole_of_what_is_a_secret_by_its_shape(String secret) {
    assertThat(SecretMask.of("x = '" + secret + "'")).isEqualTo("x = '••••••'");
  }

  @Test
  void leaves_what_says_which_kind_of_secret_it_was() {
    assertThat(SecretMask.of("Authorization: Bearer abc.def-ghi_jkl"))
        .isEqualTo("Authorization: Bearer ••••••");
    assertThat(SecretMask.of("?sv=2024&sig=aBcDeFgHiJkLmNoPqRsTuVwXyZ%3D&x=1"))
        .isEqualTo("?sv=2024&sig=••••••&x=1");
    assertThat(SecretMask.of("AccountName=a;AccountKey=c2VjcmV0;End=b"))
        .isEqualTo("AccountName=a;AccountKey=••••••;End=b");
    assertThat(SecretMask.of("jdbc:x?user=ada&password=hunter2&ssl=true"))
        .isEqualTo("jdbc:x?user=ada&password=••••••&ssl=true");
    assertThat(SecretMask.of("connect(password = \"hunter2\")"))
        .isEqualTo("connect(password = \"••••••\")");
    assertThat(SecretMask.of("{\"password\": \"hunter2\"}"))
        .isEqualTo("{\"password\": \"••••••\"}");
  }

  @Test
  void hides_a_private_key_over_all_its_lines() {
    assertThat(
            SecretMask.of(
                "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nb"))
        .startsWith("a\n-----BEGIN RSA PRIVATE KEY-----••••••")
        .doesNotContain("MIIE", "abc=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select password, bearer from accounts",
        "the bearer of this letter",
        "password = getpass()",
        "config = load('sig')",
        "eyJ is how a token begins",
        "DAPI and AKIA",
        "class Ghp_x"
      })
  void leaves_code_that_only_speaks_of_secrets(String code) {
    assertThat(SecretMask.of(code)).isEqualTo(code);
  }

  @Test
  void hides_the_value_of_a_setting_by_its_name() {
    assertThat(SecretMask.ofSetting("fs.azure.account.key", "x")).isEqualTo("••••••");
    assertThat(SecretMask.ofSetting("spark.executor.memory", "2g")).isEqualTo("2g");
    assertThat(SecretMask.ofSetting("url", "jdbc:x?password=y1"))
        .isEqualTo("jdbc:x?password=••••••");
    assertThat(SecretMask.ofSetting("password", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs.azure.account.key.acct.dfs.core.windows.net",
        "spark.hadoop.fs.azure.account.key.acct.blob.core.windows.net",
        "fs.azure.account.oauth2.client.secret",
        "fs.azure.account.oauth2.client.secret.acct.dfs.core.windows.net",
        "fs.azure.account.oauth2.refresh.token",
        "fs.azure.sas.container.acct.blob.core.windows.net",
        "fs.azure.sas.fixed.token.acct.dfs.core.windows.net",
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.access.key",
        "spark.hadoop.fs.s3a.session.token",
        "fs.s3a.server-side-encryption.key",
        "spark.hadoop.fs.s3a.bucket.b.secret.key",
        "javax.jdo.option.ConnectionPassword",
        "spark.ssl.keyPassword",
        "spark.ssl.keyStorePassword",
        "spark.authenticate.secret",
        "AWS_SECRET_ACCESS_KEY",
        "DB_PASSWORD",
        "spark.executorEnv.API_KEY",
        "clientSecret",
        "eventhubs.connectionString",
        "SharedAccessSignature",
        "fs.gs.auth.service.account.private.key",
        "github_token",
        "x-api-key",
        "PGPASSWORD"
      })
  void a_name_on_the_list_hides_its_value_as_a_setting_in_code_and_on_a_command_line(String name) {
    String secret = "wJalr/K7+x==";

    assertThat(SecretMask.ofSetting(name, secret)).isEqualTo("••••••");
    assertThat(SecretMask.isSecretSetting(name, secret)).isTrue();
    for (String form :
        new String[] {
          "spark.conf.set(\"%s\", \"%s\")",
          "conf.set('%s','%s')",
          "builder.config(\"%s\", \"%s\").getOrCreate()",
          "options = {\"%s\": \"%s\"}",
          "Map(\"%s\" -> \"%s\")",
          "spark-submit --conf %s=%s job.py",
          "SET %s=%s;",
          "{\\\"%s\\\": \\\"%s\\\"}",
          "OPTIONS (%s '%s')",
          "%s=%s"
        }) {
      assertThat(SecretMask.of(form.formatted(name, secret)))
          .isEqualTo(form.formatted(name, "••••••"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = 'hunter2'",
        "password='hunter2'",
        "password=b\"hunter2\"",
        "PASSWORD := \"hunter2\"",
        "if password == \"hunter2\": pass",
        "password = \"\"\"hunter2\"\"\"",
        "create user x password 'hunter2'",
        "mysql --password hunter2",
        "mysql --password=hunter2",
        "-Djavax.net.ssl.trustStorePassword=hunter2 -Da=b",
        "https://ada:hunter2@host/x",
        "jdbc:postgresql://ada:hunter2@host/db",
        "props.setPassword(\"hunter2\")",
        "https://a.blob.test/?sp=r&sig=hunter2",
        "https://a.test/?access_token=hunter2&x=1",
        "https://a.test/?X-Amz-Signature=hunter2",
        "Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=hunter2",
        "spark.hadoop.fs.s3a.secret.key hunter2",
        "spark.hadoop.fs.s3a.secret.key: hunter2",
        "spark.hadoop.fs.s3a.secret.key = hunter2",
        "Authorization: Basic hunter2",
        "\"password\": \"it is\\\"hunter2\"",
        "pwd=hunter2",
        "select 'password=hunter2' as x",
        "print(\"password=hunter2\")",
        "options = 'password=hunter2;ssl=true'",
        "spark-submit --conf \"spark.hadoop.fs.s3a.secret.key=hunter2\" job.py",
        "{\"text\": \"password=hunter2\"}",
        "\"\"\"password=hunter2\"\"\"",
        "[\"--password\", \"hunter2\"]",
        "run('--password hunter2')"
      })
  void hides_a_password_however_it_is_given(String text) {
    assertThat(SecretMask.of(text)).contains("••••••").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PWD=/opt/spark/work",
        "OLDPWD=/home/ada",
        "PWD=~/x",
        "PWD=C:\\Users\\ada",
        "password=None",
        "password = None",
        "token=null",
        "password=os.environ[\"DB_PASSWORD\"]",
        "password = os.environ['X']",
        "password=os.getenv('X')",
        "password=dbutils.secrets.get(scope=\"a\", key=\"b\")",
        "spark.conf.set(\"fs.azure.account.key.x\", dbutils.secrets.get(\"a\", \"b\"))",
        "spark.conf.set(\"fs.azure.account.key.x\", \"{{secrets/scope/key}}\")",
        "spark.hadoop.fs.s3a.secret.key={{secrets/scope/key}}",
        "spark.hadoop.fs.s3a.secret.key {{secrets/scope/key}}",
        "password=getpass()",
        "password=getpass.getpass('Password: ')",
        "password=mssparkutils.credentials.getSecret('vault','name')",
        "password=${DB_PASSWORD}",
        "password=$DB_PASSWORD",
        "password='${env:DB_PASSWORD}'",
        "password=f\"{pw}\"",
        "password=password",
        "connect(user=u, password=db_password)",
        "password=self.password",
        "password=\"<your password>\"",
        "password=''",
        "jdbc:postgresql://ada:${PASSWORD}@host/db",
        "secret_name = \"my-secret\"",
        "token_type=\"bearer\"",
        "password_file=/etc/x",
        "spark.kubernetes.driver.secretKeyRef.X=name:key",
        "fs.s3a.aws.credentials.provider=com.amazonaws.auth.InstanceProfile",
        "max_tokens=512",
        "tokens = text.split()",
        "token = \"a b c\".split()",
        "select token, secret from t where key = 'x'",
        "primary_key=id",
        "def f(password: str, token: str = None): pass",
        "'password=' + word",
        "print('password: ', word)",
        "'password=%s' % word",
        "f'password={word}'",
        "for key, value in password.items(): pass"
      })
  void leaves_directories_nothing_and_references_to_secrets_elsewhere(String text) {
    assertThat(SecretMask.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.hadoop.fs.s3a.secret.key, {{secrets/scope/key}}",
    "spark.hadoop.fs.s3a.aws.credentials.provider,"
        + " org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
    "spark.hadoop.hadoop.security.credential.provider.path, jceks://hdfs/a.jceks",
    "spark.hadoop.fs.azure.sas.token.provider.type, com.acme.Sas",
    "spark.kubernetes.authenticate.driver.oauthTokenFile, /var/run/token",
    "spark.ssl.keyPassword, ${KEY_PASSWORD}",
    "spark.security.credentials.hive.enabled, false",
    "spark.acme.maxTokens, 512",
    "spark.executorEnv.PWD, /opt/app",
    "fs.azure.account.auth.type, OAuth"
  })
  void a_setting_that_only_says_where_a_secret_is_stays(String name, String value) {
    assertThat(SecretMask.ofSetting(name, value)).isEqualTo(value);
    assertThat(SecretMask.isSecretSetting(name, value)).isFalse();
  }

  @Test
  void leaves_the_quotes_of_a_text_that_begins_with_the_name() {
    assertThat(SecretMask.of("select 'password=hunter2', 'b'"))
        .isEqualTo("select 'password=••••••', 'b'");
    assertThat(SecretMask.of("{\"x\": \"say \\\"password=hunter2\\\"\"}"))
        .isEqualTo("{\"x\": \"say \\\"password=••••••\\\"\"}");
  }

  @Test
  void hides_each_of_many() {
    assertThat(SecretMask.of("password=a1 password=b2"))
        .isEqualTo("password=•••••• password=••••••");
  }

  /** Whoever goes back in such a text is not done before the test is stopped. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ",
        "eyJa.",
        "Bearer ",
        "bearer\t\t",
        "sig=",
        "sig=a",
        "password",
        "password = ",
        "password=a ",
        "password='",
        "token='a b",
        "\"password\",\"",
        "://a:",
        "://a:b",
        "a.password.",
        "?sig=",
        "key=f(",
        "secret=a_b(",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN ",
        "ghp_",
        "a",
        " "
      })
  void is_done_with_the_worst_text(String piece) {
    String text = piece.repeat(MIB / piece.length());

    assertThat(SecretMask.of(text)).isNotNull();
  }

  @Test
  void is_done_with_the_largest_output() {
    assertThat(SecretMask.of("x, password = \n".repeat(MIB))).hasSize(15 * MIB);
  }
}
