/**
 * Tests from outside: a real portal on Payara Micro and the sandbox's real Spark, each a process of
 * its own, spoken to over HTTP alone. What does not kill its portal shares {@link TestPortal}.
 */
package io.lakegate.system;
