package io.lakegate.client.livy;

import java.util.List;

/**
 * A page of statements.
 *
 * @param total statements the session still holds; Apache Livy keeps 100, so it stops there
 */
public record LivyStatements(int total, List<LivyStatement> statements) {}
