package io.lakegate.bench;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The history's questions, asked of few and of many statements on PostgreSQL. */
final class History {
  private static final int ROUNDS = 30;

  private History() {}

  /** Fills up to {@code rows} statements of one session; every thousandth has a rare word. */
  static void fill(DataSource dataSource, int from, int rows) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(
          "insert into statement select gen_random_uuid(), s.tenant_id, 1, s.id, s.workspace_id,"
              + " s.profile_id, s.profile_name, s.name, 100000 + n,"
              + " 'select count(*) from orders where day = ' || n || case when n % 100000 = 7"
              + " then ' /* zyxomma */' else '' end || ' and customer in (select id from"
              + " customers where region = ' || (n % 50) || ')', 'select count(*)', case n % 3"
              + " when 0 then 'sql' when 1 then 'spark' else 'pyspark' end, false, 'AVAILABLE',"
              + " case n % 10 when 0 then 'ERROR' else 'OK' end, 1.0, null, s.owner_id,"
              + " s.owner_name, s.owner_name, now() - n * interval '1 second', null, -1, 1, null,"
              + " cast(n as varchar), now() - n * interval '1 second',"
              + " now() - n * interval '1 second' + interval '900 milliseconds', null, null, null,"
              + " null, false from (select * from session limit 1) s, generate_series("
              + from
              + ", "
              + (rows - 1)
              + ") n");
      sql.execute("vacuum analyze statement");
    }
  }

  /** Median milliseconds of each question through the API, 25 rows each. */
  static Map<String, Figures> ask(Http api, DataSource dataSource, int rows)
      throws IOException, InterruptedException, SQLException {
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put("first page", "/statements?limit=25");
    questions.put("deep page", "/statements?limit=25&after=" + cursor(dataSource, rows / 2));
    questions.put("filter kind and outcome", "/statements?limit=25&kind=sql&outcome=error");
    questions.put("search rare word", "/statements?limit=25&q=zyxomma");
    questions.put("search common word", "/statements?limit=25&q=customer");
    Map<String, Figures> answers = new LinkedHashMap<>();
    for (Map.Entry<String, String> question : questions.entrySet()) {
      List<Double> millis = new ArrayList<>();
      for (int round = -5; round < ROUNDS; round++) {
        long begin = System.nanoTime();
        api.get(question.getValue());
        if (round >= 0) {
          millis.add((System.nanoTime() - begin) / 1e6);
        }
      }
      answers.put(question.getKey(), new Figures(millis));
    }
    return answers;
  }

  private static String cursor(DataSource dataSource, int offset) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select cast(extract(epoch from submitted_at) * 1000000 as bigint) || '_' || id"
                    + " from statement order by submitted_at desc, id desc limit 1 offset "
                    + offset)) {
      row.next();
      return row.getString(1);
    }
  }

  static JsonObjectBuilder compared(Map<String, Figures> few, Map<String, Figures> many) {
    JsonObjectBuilder all = Json.createObjectBuilder();
    few.forEach(
        (question, small) ->
            all.add(
                question,
                Json.createObjectBuilder()
                    .add("few", small.toJson())
                    .add("many", many.get(question).toJson())
                    .add(
                        "ratioOfMedians",
                        Figures.round(many.get(question).median() / small.median()))));
    return all;
  }
}
