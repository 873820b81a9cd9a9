/**
 * Clients of the systems that Lakegate talks to: one package for each remote system, {@link
 * io.lakegate.client.http}, which alone speaks HTTP for all of them, and {@link
 * io.lakegate.client.AllowedHosts}, which says where a request or a token may go at all. Depends on
 * no feature. A client keeps no state of a tenant: address and credentials come with every call.
 */
package io.lakegate.client;
