package io.lakegate.bench;

import io.lakegate.launcher.Child;
import io.lakegate.launcher.LoopbackPort;
import io.lakegate.launcher.PortalCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The least a Faces application can be, on the same Payara Micro with the same options. */
final class EmptyWar implements AutoCloseable {
  private static final Map<String, String> FILES =
      Map.of(
          "WEB-INF/web.xml",
          """
          <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
            <servlet><servlet-name>faces</servlet-name>
              <servlet-class>jakarta.faces.webapp.FacesServlet</servlet-class>
              <load-on-startup>1</load-on-startup></servlet>
            <servlet-mapping><servlet-name>faces</servlet-name>
              <url-pattern>*.xhtml</url-pattern></servlet-mapping>
          </web-app>
          """,
          "WEB-INF/beans.xml",
          """
          <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"
              bean-discovery-mode="annotated"/>
          """,
          "empty.xhtml",
          """
          <html xmlns="http://www.w3.org/1999/xhtml" xmlns:h="jakarta.faces.html">
            <h:head><title>Empty</title></h:head><h:body><p>Empty</p></h:body></html>
          """);

  private final int port = LoopbackPort.free();
  private final Child process;
  final long startMillis;

  EmptyWar() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("lakegate-bench-empty");
    Path war = home.resolve("empty.war");
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, String> entry : FILES.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    // By our own launcher, which believes that what it deploys has started.
    List<String> options = new ArrayList<>(BenchPortal.JVM);
    options.add("-Dlakegate.started=true");
    long begin = System.nanoTime();
    process =
        Child.start(
            "empty WAR",
            PortalCommand.of(Path.of("").toAbsolutePath()).deploying(war).deployed(options),
            home,
            Map.of("LAKEGATE_PORT", String.valueOf(port), "LAKEGATE_ADDRESS", "127.0.0.1"),
            home.resolve("empty.log"),
            line -> {});
    while (!isUp()) {
      if (!process.isAlive()) {
        throw new IOException("The empty WAR did not start; see " + home);
      }
      Thread.sleep(50);
    }
    startMillis = (System.nanoTime() - begin) / 1_000_000;
  }

  URI page() {
    return URI.create("http://127.0.0.1:" + port + "/empty.xhtml");
  }

  private boolean isUp() throws InterruptedException {
    try {
      return Http.send(HttpRequest.newBuilder(page()).build()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns when it is gone: what is measured next has the machine for itself. */
  @Override
  public void close() {
    process.end();
  }
}
