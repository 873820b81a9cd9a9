package io.lakegate.sandbox;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import scala.collection.immutable.List;
import scala.reflect.internal.Reporter;
import scala.reflect.internal.util.CodeAction;
import scala.reflect.internal.util.Position;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.shell.ReplReporterImpl;
import scala.util.Either;
import scala.util.Right;

/**
 * What the compiler and the REPL say, in the words of Scala 2.12, which Livy was recorded with:
 * {@code res0: Int = 2} where 2.13 says {@code val res0: Int = 2}, and errors with the message
 * before the line it is about.
 */
class ScalaReporter extends ReplReporterImpl {

  private static final Pattern VALUE = Pattern.compile("(?m)^(?:lazy )?va[lr] (?=[^\\n]*: )");
  private static final Pattern DEFINITION =
      Pattern.compile("(?m)^(?=(?:class|trait|object|type) )");

  ScalaReporter(Settings settings, PrintWriter out) {
    super(settings, out);
  }

  @Override
  public void printResult(Either<String, String> result) {
    super.printResult(
        result instanceof Right<String, String> right
            ? new Right<>(
                DEFINITION
                    .matcher(VALUE.matcher(right.value()).replaceAll(""))
                    .replaceAll("defined "))
            : result);
  }

  @Override
  public void doReport(
      Position position, String message, Reporter.Severity severity, List<CodeAction> actions) {
    if (severity.toString().equals("ERROR")) {
      printMessage(
          position.isDefined()
              ? "<console>:"
                  + position.line()
                  + ": error: "
                  + message
                  + "\n"
                  + position.lineContent()
                  + "\n"
                  + position.lineCaret()
              : "error: " + message);
    }
  }
}
