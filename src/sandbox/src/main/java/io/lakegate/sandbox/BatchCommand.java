package io.lakegate.sandbox;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a batch runs on this machine: a jar by Spark's own SparkSubmit, a Python file by python3. */
record BatchCommand(Path directory) {

  Process start(BatchRequest request) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(request.isPython() ? python(request) : sparkSubmit(request))
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("PYTHONUNBUFFERED", "1");
    environment.remove("SANDBOX_TOKEN");
    environment.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    if (!request.pyFiles().isEmpty()) {
      environment.put("PYTHONPATH", String.join(File.pathSeparator, paths(request.pyFiles())));
    }
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static List<String> python(BatchRequest request) {
    List<String> command = new ArrayList<>(List.of("python3", path(request.file())));
    command.addAll(request.args());
    return command;
  }

  private List<String> sparkSubmit(BatchRequest request) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-XX:"))
        .filter(flag -> !flag.contains("Archive"))
        .forEach(command::add);
    command.add("-Xmx" + (request.driverMemory() == null ? "512m" : request.driverMemory()));
    command.add("-Djava.io.tmpdir=" + directory);
    // Spark's own: what it does is the batch's log.
    command.add("-Dlog4j2.configurationFile=org/apache/spark/log4j2-defaults.properties");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.apache.spark.deploy.SparkSubmit");
    conf(request).forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    option(command, "--class", request.className());
    option(command, "--name", request.name());
    option(
        command,
        "--jars",
        request.jars().isEmpty() ? null : String.join(",", paths(request.jars())));
    command.add(path(request.file()));
    command.addAll(request.args());
    return command;
  }

  private static Map<String, String> conf(BatchRequest request) {
    Map<String, String> conf = new LinkedHashMap<>(request.conf());
    conf.put("spark.master", "local[2]");
    conf.put("spark.driver.host", "127.0.0.1");
    conf.put("spark.driver.bindAddress", "127.0.0.1");
    conf.put("spark.ui.enabled", "false");
    return conf;
  }

  private static void option(List<String> command, String option, String value) {
    if (value != null) {
      command.addAll(List.of(option, value));
    }
  }

  private static List<String> paths(List<String> files) {
    return files.stream().map(BatchCommand::path).toList();
  }

  private static String path(String file) {
    return file.contains(":/") && !file.startsWith("file:")
        ? file
        : LocalFiles.path(file).toString();
  }
}
