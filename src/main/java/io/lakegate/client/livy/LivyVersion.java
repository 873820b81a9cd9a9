package io.lakegate.client.livy;

/** What {@code GET /version} says; each may be null. */
public record LivyVersion(String version, String revision, String branch, String date) {}
