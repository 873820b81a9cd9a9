/**
 * OpenID Connect providers of organisations: discovery, the code flow with PKCE, keys with
 * rotation. Every request goes to an allowed host only, is bounded in time and size, and follows
 * nothing.
 */
package io.lakegate.client.oidc;
