/**
 * Apache Livy behind {@link io.lakegate.backend.Backend}: its words for states and refusals, the
 * body of its requests, and what is worth a warning. Speaks through {@link
 * io.lakegate.client.livy.LivyClient}.
 */
package io.lakegate.backend.livy;
