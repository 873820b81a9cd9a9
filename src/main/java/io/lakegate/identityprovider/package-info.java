/**
 * How an organisation signs its people in with its own OpenID Connect provider: the settings an
 * administrator edits, tries and makes live. What happens at a sign-in is in {@code person}.
 */
package io.lakegate.identityprovider;
