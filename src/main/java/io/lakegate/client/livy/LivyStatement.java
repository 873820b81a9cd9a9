package io.lakegate.client.livy;

/**
 * A statement as the server tells it. All but {@code id} may be null.
 *
 * @param state as sent; {@code available} also when the code failed, see {@link LivyOutput#status}
 * @param output null until there is one; Livy now and then answers {@code available} with a null
 *     output, and the full one to the next question (14 of 23,472 seen): ask again
 * @param progress 0 to 1; may run backwards, and {@code available} with 0 happens
 * @param started epoch milliseconds, null while unset (Livy sends 0)
 * @param completed epoch milliseconds, null while unset (Livy sends 0)
 */
public record LivyStatement(
    String id,
    String code,
    String state,
    LivyOutput output,
    double progress,
    Long started,
    Long completed) {}
