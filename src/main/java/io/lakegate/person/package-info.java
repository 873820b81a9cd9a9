/**
 * Person: who acts in a tenant. Owns local accounts, sign-ins of browsers and REST tokens. A
 * person's rights are read on every request; neither a cookie nor a token is believed for longer.
 */
package io.lakegate.person;
