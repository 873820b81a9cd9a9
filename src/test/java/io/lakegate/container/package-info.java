/**
 * Tests from inside: the built WAR with the test classes in it, on one Payara Micro that all
 * classes share, started by {@link ContainerIT} as production starts it. For what only the server
 * proves and no answer over HTTP shows: what it injects, commits, encrypts, and on which threads.
 * What shows from outside belongs in {@code io.lakegate.system}; what needs no server, in a plain
 * test.
 */
package io.lakegate.container;
