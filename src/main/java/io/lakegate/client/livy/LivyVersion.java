package io.lakegate.client.livy;

/** The answer of {@code GET /version}; each field may be null. */
public record LivyVersion(String version, String revision, String branch, String date) {}
