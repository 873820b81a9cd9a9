package io.lakegate.client.livy;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * The output of a statement.
 *
 * @param status {@code ok} or {@code error}
 * @param data media type → value, exactly as sent; null for an error
 * @param ename the error's name, null when {@code ok}
 * @param evalue the error's text, null when {@code ok}
 * @param traceback never null
 */
public record LivyOutput(
    String status,
    Integer executionCount,
    JsonObject data,
    String ename,
    String evalue,
    List<String> traceback) {}
