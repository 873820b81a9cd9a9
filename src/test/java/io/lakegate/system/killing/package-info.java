/**
 * Goes into the portal's own process, as a Java agent: sends it SIGKILL at the commit a test names.
 * Uses nothing but the JDK.
 */
package io.lakegate.system.killing;
