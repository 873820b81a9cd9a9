/**
 * Workspace: a place where code runs that a tenant has registered: an Apache Livy server, a Fabric
 * workspace. Owns its address and the credentials Lakegate uses there, which are encrypted, leave
 * only towards that very address, and are never read back by anybody. A check says what works; it
 * changes nothing. {@link io.lakegate.workspace.Backends} alone chooses an adapter by the kind of a
 * workspace. Launching is not decided here.
 */
package io.lakegate.workspace;
