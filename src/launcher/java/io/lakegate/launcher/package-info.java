/**
 * Starts Lakegate: {@link io.lakegate.launcher.Portal} is the portal's own JVM, in production and
 * everywhere else; {@link io.lakegate.launcher.Demo} starts it together with the sandbox for {@code
 * mvn -Pdemo}. Not in the WAR, and without a dependency: it runs inside Maven's JVM.
 */
package io.lakegate.launcher;
