package io.lakegate.platform.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfTextTest {
  @Test
  void a_command_pasted_from_a_shell_gives_its_settings() {
    String command =
        """
        # our job
        $ /opt/spark/bin/spark-submit \\
          --conf spark.a=1 \\
          --conf "spark.driver.extraJavaOptions=-Da=b -Dc=d" \\
          --conf 'spark.b=x y'   -c spark.c=z \\
          # a comment between
          --conf=spark.d=a=b --executor-memory 4g \\
          --executor-cores=2 --num-executors 10 --packages a:b:1,c:d:2  # the end

        --driver-memory 2g
        """;

    assertThat(ConfText.parse(command))
        .containsExactly(
            Map.entry("spark.a", "1"),
            Map.entry("spark.driver.extraJavaOptions", "-Da=b -Dc=d"),
            Map.entry("spark.b", "x y"),
            Map.entry("spark.c", "z"),
            Map.entry("spark.d", "a=b"),
            Map.entry("spark.executor.memory", "4g"),
            Map.entry("spark.executor.cores", "2"),
            Map.entry("spark.executor.instances", "10"),
            Map.entry("spark.jars.packages", "a:b:1,c:d:2"),
            Map.entry("spark.driver.memory", "2g"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "spark.a=b~spark.a~b",
        "spark.a = b c~spark.a~b c",
        "spark.a: b~spark.a~b",
        "spark.a:b~spark.a~b",
        "spark.a b c~spark.a~b c",
        "spark.a\tb~spark.a~b",
        "spark.a    b=c~spark.a~b=c",
        "spark.a: b=c~spark.a~b=c",
        "spark.a=b:c~spark.a~b:c",
        "spark.a hdfs://x/y~spark.a~hdfs://x/y",
        "spark.a: hdfs://x/y~spark.a~hdfs://x/y",
        "spark.a=b # no comment~spark.a~b # no comment",
        "spark.a=\"b\"~spark.a~\"b\"",
        "SET spark.a=b;~spark.a~b",
        "set spark.a = b~spark.a~b",
        "spark.driver.extraJavaOptions:-Dx=y~spark.driver.extraJavaOptions~-Dx=y",
        "--conf spark.a=b~spark.a~b",
        "--conf spark.a=\"b c\"~spark.a~b c",
        "--conf spark.a=b\\ c~spark.a~b c",
        "--conf \"spark.a=C:\\x\"~spark.a~C:\\x",
        "--conf spark.a=~spark.a~",
        "pyspark --queue etl~spark.yarn.queue~etl"
      })
  void each_way_to_write_a_setting_is_understood(String text, String key, String value) {
    assertThat(ConfText.parse(text)).containsExactly(Map.entry(key, value == null ? "" : value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "spark.a = 1|spark.b~Line 2: It has no value",
        "spark.a = 1||spark.a = 2~Line 3: spark.a is set in line 1 already",
        "spark.a=1|--conf spark.b=2 --conf spark.a=1~Line 2: spark.a is set in line 1",
        "--driver-memory 1g|spark.driver.memory 2g~Line 2: spark.driver.memory is set in line 1",
        "--conf spark.a~Line 1: Behind --conf stands no key=value",
        "--conf~Line 1: --conf has no value",
        "--conf a=b \\|--conf \"c=d~Line 2: A quote is opened",
        "--master yarn~Line 1: --master is not a setting",
        "--conf a=b \\|--deploy-mode cluster~Line 2: --deploy-mode is not a setting",
        "spark-submit --conf a=b \\|job.py 2026~Line 2: 'job.py' is no option",
        "spark-submit --class x.Y~Line 1: --class is not a setting",
        "spark.a = b\\|c~Line 1: It ends with a backslash",
        "= 1~Line 1:",
        "\"spark.a\": \"b\",~Line 1: '\"spark.a\"' is no key",
        ".config(\"a\", \"b\")~Line 1:",
        "{~Line 1:"
      })
  void what_is_not_understood_is_refused_with_its_line(String text, String sentence) {
    assertThatThrownBy(() -> ConfText.parse(text.replace('|', '\n')))
        .isInstanceOf(ConfText.BadLine.class)
        .hasMessageStartingWith(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " x", "a = b", "a: b", "# x", "\"q\"", "--conf", "x;"})
  void what_is_written_is_read_again(String value) {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.a", value);
    conf.put("spark.hadoop.a:b/c", value);

    assertThat(ConfText.parse(ConfText.write(conf))).isEqualTo(conf);
  }

  @Test
  void comments_and_empty_lines_are_none() {
    assertThat(ConfText.parse("\uFEFF# a\n! b\n\n  \nspark.a 1\n")).hasSize(1);
    assertThat(ConfText.parse(null)).isEmpty();
  }
}
