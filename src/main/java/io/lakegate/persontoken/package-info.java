/**
 * A person's own tokens for backends: the provider's refresh token, kept from sign-in where a
 * tenant wants that, and the access tokens it is worth, one for each resource. Both are sealed,
 * leave only towards the provider and the backends of workspaces, and are nobody else's: every
 * question names the person. One node at a time refreshes a person's tokens, by a lease in the row;
 * no transaction is open while the provider is asked (ADR 15).
 */
package io.lakegate.persontoken;
