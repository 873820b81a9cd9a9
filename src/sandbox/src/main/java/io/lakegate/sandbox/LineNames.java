package io.lakegate.sandbox;

import java.util.Properties;

/**
 * Names the classes of each Scala session by the thread that compiles them. The compiler asks a
 * system property for the name at every line ({@code Naming.scala}), not once a session: with one
 * value for all, two sessions at their same line wrote the same class, and one ran the other's
 * code.
 */
final class LineNames extends Properties {
  private static final long serialVersionUID = 1;

  private static final String KEY = "scala.repl.name.line";

  private static final ThreadLocal<String> NAME = new ThreadLocal<>();

  private LineNames(Properties others) {
    putAll(others);
  }

  /** Before the first session. */
  static void install() {
    System.setProperties(new LineNames(System.getProperties()));
  }

  /** From now on, for what this thread compiles: Spark recognises `$line` and digits. */
  static void enter(int sessionId) {
    NAME.set("$line" + sessionId + "00000");
  }

  @Override
  public String getProperty(String key) {
    String name = KEY.equals(key) ? NAME.get() : null;
    return name == null ? super.getProperty(key) : name;
  }
}
