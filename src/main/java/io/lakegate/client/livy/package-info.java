/**
 * Speaks Livy's REST API: sessions, statements, batches. Owns the wire records and the meaning of
 * Livy's failures (see {@link io.lakegate.client.livy.LivyClient}). It never repeats what may have
 * reached the server, bounds every answer in time and size, and believes nothing about a body
 * before it has read it. States stay the text Livy sent: their meaning belongs to the adapter.
 */
package io.lakegate.client.livy;
