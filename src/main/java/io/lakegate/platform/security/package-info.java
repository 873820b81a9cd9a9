/**
 * Permissions ({@link io.lakegate.platform.security.Operation}), callers ({@link
 * io.lakegate.platform.security.Caller}), and the encryption of stored secrets ({@link
 * io.lakegate.platform.security.SecretBox}). People, sign-ins and tokens are in {@code person}.
 */
package io.lakegate.platform.security;
