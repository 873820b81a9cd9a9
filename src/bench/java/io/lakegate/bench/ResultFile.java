package io.lakegate.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What was measured, of which commit, when and on what machine, kept in the repository. */
final class ResultFile {
  private ResultFile() {}

  static void write(String prefix, String commit, JsonObjectBuilder results) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    JsonObject file =
        Json.createObjectBuilder()
            .add("commit", commit)
            .add("at", now.toString())
            .add("machine", machine())
            .addAll(results)
            .build();
    Files.createDirectories(Path.of("src/bench/results"));
    Path path = Path.of("src/bench/results", prefix + now.toString().replace(":", "") + ".json");
    Files.writeString(path, pretty(file));
    System.err.println("Results are in " + path);
  }

  private static JsonObjectBuilder machine() throws IOException {
    return Json.createObjectBuilder()
        .add("cores", Runtime.getRuntime().availableProcessors())
        .add("java", System.getProperty("java.vm.version"))
        .add("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .add("load", Files.readString(Path.of("/proc/loadavg")).strip());
  }

  private static String pretty(JsonObject json) {
    JsonWriterFactory writers =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    StringWriter text = new StringWriter();
    writers.createWriter(text).write(json);
    return text + "\n";
  }
}
