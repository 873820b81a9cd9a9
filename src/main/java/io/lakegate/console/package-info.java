/**
 * The pages of sessions: the home page, the list, the console with its facts and its log, and
 * sharing. They have no rules of their own: what is allowed is decided by the services of {@code
 * session}.
 */
package io.lakegate.console;
