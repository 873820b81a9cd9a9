package io.lakegate.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import scala.Console;
import scala.jdk.javaapi.CollectionConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.CompletionCandidate;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.Results;
import scala.tools.nsc.interpreter.shell.Accumulator;
import scala.tools.nsc.interpreter.shell.ReplCompletion;

/**
 * Scala as Livy's AbstractSparkInterpreter runs it: line by line, a line that is incomplete taking
 * the next one along, and lines that begin with {@code %} being magics.
 */
class ScalaInterpreter implements Interpreter {

  private static final Pattern MAGIC = Pattern.compile("^%(\\w+)\\W*(.*)");

  private final SparkWork work;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final IMain scala;
  private final ScalaMagics magics;

  ScalaInterpreter(SparkWork work, SparkSession spark, Path replClasses, List<Path> jars) {
    this.work = work;
    Settings settings = new Settings();
    settings.usejavacp().tryToSetFromPropertyValue("true");
    settings.Yreplclassbased().tryToSetFromPropertyValue("true");
    settings.Yreploutdir().tryToSetFromPropertyValue(replClasses.toString());
    // Warnings would stand in the middle of a result.
    settings.nowarn().tryToSetFromPropertyValue("true");
    jars.forEach(jar -> settings.classpath().append(jar.toString()));
    PrintWriter out = new PrintWriter(printed, true, StandardCharsets.UTF_8);
    // Two sessions must not compile classes of the same name: executors load them all from one
    // directory.
    LineNames.enter(work.sessionId());
    scala = new IMain(settings, new ScalaReporter(settings, out));
    scala.bind(
        "spark",
        SparkSession.class.getName(),
        spark,
        CollectionConverters.asScala(List.of("@transient")).toList());
    scala.bind(
        "sc",
        "org.apache.spark.SparkContext",
        spark.sparkContext(),
        CollectionConverters.asScala(List.of("@transient")).toList());
    magics = new ScalaMagics(scala);
    // What Livy imports before the first statement.
    executeLines(
        """
        import org.apache.spark.SparkContext._
        import spark.implicits._
        import spark.sql
        import org.apache.spark.sql.functions._
        """);
  }

  @Override
  public Execution execute(int statementId, String code) {
    work.enter(statementId);
    return executeLines(code);
  }

  private Execution executeLines(String code) {
    LineNames.enter(work.sessionId());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(scala.classLoader());
    try {
      return executeInTurn(new ArrayDeque<>(List.of(code.strip().split("\n"))));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private Execution executeInTurn(Deque<String> lines) {
    Execution.Ok soFar = Execution.Ok.text("");
    while (!lines.isEmpty()) {
      String code = lines.removeFirst();
      Execution result = executeLine(code);
      if (result instanceof Execution.Incomplete) {
        if (lines.isEmpty()) {
          return isOnlyComment(code) ? soFar : result;
        }
        lines.addFirst(code + "\n" + lines.removeFirst());
      } else if (result instanceof Execution.Ok ok) {
        // Only text is kept from earlier lines: sparkmagic wants a magic's result alone.
        soFar = soFar.isText() && ok.isText() ? Execution.Ok.text(soFar.text() + ok.text()) : ok;
      } else {
        return result;
      }
    }
    return soFar;
  }

  /**
   * A comment alone is "incomplete" to the compiler; in braces it is complete, a real stub is not.
   */
  private boolean isOnlyComment(String code) {
    return executeLine("{\n" + code + "\n}") instanceof Execution.Ok;
  }

  private Execution executeLine(String code) {
    Matcher magic = MAGIC.matcher(code);
    return magic.matches() ? magics.execute(magic.group(1), magic.group(2)) : interpret(code);
  }

  private Execution interpret(String code) {
    Results.Result result =
        Sandbox.OUT.to(printed, () -> Console.withOut(printed, () -> scala.interpret(code)));
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    if (result instanceof Results.Success$ || code.isBlank()) {
      return Execution.Ok.text(text);
    }
    // To a comment alone, Scala 2.13 says "error" and nothing more.
    if (result instanceof Results.Incomplete$ || text.isBlank()) {
      return new Execution.Incomplete();
    }
    List<String> lines = List.of(text.split("(?<=\n)"));
    return new Execution.Failed("Error", lines.get(0).strip(), lines.subList(1, lines.size()));
  }

  @Override
  public List<String> complete(String code, int cursor) {
    if (cursor > code.length()) {
      return List.of();
    }
    LineNames.enter(work.sessionId());
    var completion = new ReplCompletion(scala, new Accumulator());
    return CollectionConverters.asJava(completion.complete(code, cursor).candidates()).stream()
        .map(CompletionCandidate::name)
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public boolean cancelJobs(int statementId) {
    return work.cancelJobs(statementId);
  }

  @Override
  public double progress(int statementId) {
    return work.progress(statementId);
  }

  @Override
  public void close() {
    scala.close();
  }
}
