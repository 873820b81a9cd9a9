package io.lakegate.backend;

/**
 * Something in a request for a session that will not do what it seems to.
 *
 * @param field of a session profile
 * @param message for the person who wrote it
 */
public record RequestWarning(String field, String message) {}
