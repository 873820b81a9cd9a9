package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.launcher.Child;
import io.lakegate.platform.database.LakegateDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What was committed is there, even when the process dies in the next moment. */
class H2DurabilityIT {
  private static final int COMMITS = 200;

  @RepeatedTest(5)
  void a_process_killed_after_its_last_commit_has_lost_none(RepetitionInfo repetition)
      throws Exception {
    Path home = Processes.newDirectory("h2-" + repetition.getCurrentRepetition());
    AtomicInteger committed = new AtomicInteger();
    Child writer =
        Child.start(
            "writer",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName()),
            home,
            Map.of("LAKEGATE_HOME", home.toString()),
            home.resolve("writer.log"),
            line -> {
              if (line.startsWith("committed ")) {
                committed.set(Integer.parseInt(line.substring("committed ".length())));
              }
            });

    Waiting.until(
        Duration.ofMinutes(1), committed::get, rows -> rows >= COMMITS || !writer.isAlive());
    writer.kill();
    Processes.awaitKilled(writer);

    assertThat(rows(home)).isGreaterThanOrEqualTo(committed.get()).isGreaterThan(COMMITS - 1);
  }

  private static int rows(Path home) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + home.resolve("db"), "lakegate", "");
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from kept")) {
      count.next();
      return count.getInt(1);
    }
  }

  /** Commits one row after the other and says so after each. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws SQLException {
      try (Connection connection = new LakegateDataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table kept (id int primary key)");
        connection.setAutoCommit(false);
        for (int id = 1; id <= 1_000_000; id++) {
          statement.execute("insert into kept values (" + id + ")");
          connection.commit();
          System.out.println("committed " + id);
        }
      }
    }
  }
}
