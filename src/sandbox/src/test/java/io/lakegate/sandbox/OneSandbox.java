package io.lakegate.sandbox;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all tests that ask for it the same sandbox. Its first sessions are those of the recordings:
 * 0 rec-spark, 2 rec-sql, 3 rec-shared; 1, recorded with PySpark, is another SQL session here.
 */
class OneSandbox implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningSandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(RunningSandbox.class, key -> start(), RunningSandbox.class);
  }

  private static RunningSandbox start() {
    RunningSandbox sandbox =
        RunningSandbox.start(
            Map.of(
                "SANDBOX_TOKEN",
                RunningSandbox.TOKEN,
                "SANDBOX_FILES",
                Path.of("src/test/resources/batch").toAbsolutePath().toString()));
    sandbox.session("{\"kind\":\"spark\",\"name\":\"rec-spark\"}");
    sandbox.session("{\"kind\":\"sql\",\"name\":\"rec-pyspark\"}");
    sandbox.session("{\"kind\":\"sql\",\"name\":\"rec-sql\"}");
    sandbox.session("{\"name\":\"rec-shared\"}");
    return sandbox;
  }
}
