package io.lakegate.persontoken;

/**
 * The provider wants the person to sign in again.
 *
 * @param everything false: for one scope only
 * @param error in the provider's words
 * @param claims to be sent along then; null for none
 */
record Refusal(boolean everything, String error, String claims) {}
