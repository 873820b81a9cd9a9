package io.lakegate.sandbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Starts the sandbox: {@code SANDBOX READY <url>} is the one line on standard output. It ends when
 * its standard input does, so that it never outlives the program that started it.
 */
public final class Sandbox {

  /**
   * What a statement's thread prints is the statement's; the rest must not mix with the one line.
   */
  static final ThreadOutput OUT = new ThreadOutput(new FileOutputStream(FileDescriptor.err));

  static final ThreadOutput ERR = new ThreadOutput(new FileOutputStream(FileDescriptor.err));

  private Sandbox() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream readyLine =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(OUT.stream());
    System.setErr(ERR.stream());
    try {
      Settings settings = Settings.from(System.getenv());
      readyLine.println("SANDBOX READY http://127.0.0.1:" + start(settings));
      awaitEndOfInput();
      System.exit(0);
    } catch (BindException e) {
      System.err.println(
          "The sandbox cannot listen: port "
              + System.getenv("SANDBOX_PORT")
              + " is taken. Set SANDBOX_PORT to a free port, or to 0 for any.");
      System.exit(1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Listens at once and starts Spark beside it; ends all of it with the JVM. */
  private static int start(Settings settings) throws IOException {
    // First, so that a port that is taken leaves nothing behind.
    LivyHttp http = new LivyHttp(settings.port(), settings.token());
    LocalFiles files = new LocalFiles(settings.files());
    Path directory = Files.createTempDirectory("lakegate-sandbox-");
    LineNames.install();
    Sessions sessions = new Sessions(files, settings.faults());
    Batches batches = new Batches(files, new BatchCommand(directory));
    // What libraries unpack and forget goes with the rest.
    System.setProperty("java.io.tmpdir", directory.toString());
    SparkLog log =
        new SparkLog(sessions::busyLogs, id -> sessions.find(id).map(LivySession::sessionLog));
    SparkEngine engine = new SparkEngine(directory, log, sessions::sparkStopped);
    sessions.use(new Interpreters(engine, new PySpark(directory), log));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  http.stop();
                  sessions.close();
                  batches.close();
                  engine.stop();
                  delete(directory);
                },
                "end"));
    int port = http.start(new LivyRoutes(sessions, batches)::answer);
    engine.start();
    return port;
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Whatever is said is of no interest; that nobody can say anything any more is.
    }
  }

  /** Spark's own shutdown deletes some of it at the same time: what is gone already is no error. */
  private static void delete(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.err.println("Left behind: " + directory + " (" + e + ")");
    }
  }
}
