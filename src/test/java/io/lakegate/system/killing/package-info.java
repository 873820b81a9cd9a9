/**
 * Goes into the portal's own process, as a Java agent: sends it SIGKILL at the commit a test names,
 * or keeps the committing thread there. Uses nothing but the JDK.
 */
package io.lakegate.system.killing;
