/** Starting something twice by mistake starts it once: keys, and what each one started. */
package io.lakegate.platform.idempotency;
