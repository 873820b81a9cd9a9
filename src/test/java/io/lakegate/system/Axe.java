package io.lakegate.system;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What keeps people from using a page, found by axe-core. Not by {@link AxeBuilder}, which also
 * carries over all that is well: several times as slow. Frames are left out: a result's frame runs
 * no scripts, and axe waits for ever for its answer.
 */
final class Axe {
  private static final String SOURCE = source();
  private static final String RUN =
      """
      async (rules) => {
        const found = await axe.run(
          { exclude: ["iframe"] },
          { iframes: false, resultTypes: ["violations"], ...rules });
        return found.violations
          .filter((one) => ["serious", "critical"].includes(one.impact))
          .flatMap((one) => one.nodes.map((node) =>
            `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
      }
      """;

  private Axe() {}

  private static String source() {
    try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serious and critical findings. */
  static List<String> findings(Page page) {
    return run(page, Map.of());
  }

  /** Of the one rule to which the theme makes a difference. */
  static List<String> contrast(Page page) {
    return run(
        page, Map.of("runOnly", Map.of("type", "rule", "values", List.of("color-contrast"))));
  }

  @SuppressWarnings("unchecked")
  private static List<String> run(Page page, Map<String, Object> rules) {
    if (!Boolean.TRUE.equals(page.evaluate("'axe' in window"))) {
      page.evaluate(SOURCE + "; true");
    }
    return (List<String>) page.evaluate(RUN, rules);
  }
}
