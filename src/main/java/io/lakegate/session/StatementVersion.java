package io.lakegate.session;

import java.util.UUID;

/** The version of a statement, from which a page learns whether what it shows has changed. */
public record StatementVersion(UUID id, int number, int version, StatementState state) {}
