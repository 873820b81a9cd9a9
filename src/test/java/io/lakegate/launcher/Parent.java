package io.lakegate.launcher;

import java.io.IOException;
import java.nio.file.Path;

/** A program that starts another one, says its pid, and ends with its input. */
final class Parent {
  private Parent() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0) {
      Thread.sleep(600_000);
      return;
    }
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                "child")
            .start();
    System.out.println("child " + child.pid());
    while (System.in.read() >= 0) {
      // Until it is closed.
    }
  }
}
