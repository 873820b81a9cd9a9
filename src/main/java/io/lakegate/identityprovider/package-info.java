/**
 * Settings of an organisation's own OpenID Connect provider, which an administrator edits, tries
 * and makes live. The sign-in itself is in {@code person}.
 */
package io.lakegate.identityprovider;
