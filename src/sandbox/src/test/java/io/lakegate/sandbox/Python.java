package io.lakegate.sandbox;

import java.io.IOException;

/** Whether this machine has a python3; tests that need one are skipped without it. */
final class Python {

  private Python() {}

  static boolean isThere() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
