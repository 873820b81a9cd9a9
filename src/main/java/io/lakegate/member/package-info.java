/**
 * Member: the people of a tenant as its administrators see them: which account each has, which role
 * at this moment, and why. Owns nothing; accounts are {@code person}'s, roles {@code grouprole}'s.
 */
package io.lakegate.member;
