/**
 * Microsoft Fabric, as far as it can be described without being called: what it can do, what a
 * launch would send, and what is worth a warning. Its calls are still to come, so it cannot be
 * opened.
 */
package io.lakegate.backend.fabric;
