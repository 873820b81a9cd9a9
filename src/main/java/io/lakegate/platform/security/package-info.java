/**
 * Who may do what ({@link io.lakegate.platform.security.Operation}), on whose behalf ({@link
 * io.lakegate.platform.security.Caller}), and how secrets rest ({@link
 * io.lakegate.platform.security.SecretBox}). People, sign-ins and tokens are in {@code person}.
 */
package io.lakegate.platform.security;
