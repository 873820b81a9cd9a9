package io.lakegate.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The one browser of all tests: the machine's own Chromium, else the one Playwright loads. */
final class Chromium {
  private static Browser browser;
  private static String refusal;

  private Chromium() {}

  /** Skips the test where no browser can be had. */
  static synchronized Browser get() {
    if (browser == null && refusal == null) {
      try {
        browser = start();
      } catch (PlaywrightException e) {
        refusal = "Needs Chromium on the PATH, or leave to load it: " + e.getMessage();
      }
    }
    Assumptions.assumeTrue(browser != null, refusal);
    return browser;
  }

  /** It ends with this JVM: Playwright's driver sees its input close. */
  private static Browser start() {
    Optional<Path> installed = installed();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    installed.isPresent()
                        ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                        : Map.of()));
    // Playwright 1.55's driver ends when a newer Chromium moves a sandboxed frame to a process of
    // its own; what the frame may do is the same in either.
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setArgs(
                List.of(
                    "--disable-features=IsolateSandboxedIframes,HttpsUpgrades,Translate",
                    // There is none, and to act as one costs a loaded machine its patience.
                    "--disable-gpu",
                    "--disable-gpu-rasterization"));
    installed.ifPresent(options::setExecutablePath);
    return playwright.chromium().launch(options);
  }

  private static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(
            directory ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
