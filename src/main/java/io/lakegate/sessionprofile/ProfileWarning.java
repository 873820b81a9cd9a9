package io.lakegate.sessionprofile;

/**
 * Something that may be saved but will not do what it seems to.
 *
 * @param field of the form
 */
public record ProfileWarning(String field, String message) {}
