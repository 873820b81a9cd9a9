/**
 * Lakegate as a whole, from outside: the built WAR on Payara Micro, real Spark in the sandbox, HTTP
 * and a browser. {@link io.lakegate.system.Shared} for reading, a {@link
 * io.lakegate.system.LakegateServer} of one's own for everything else.
 */
package io.lakegate.system;
