package io.lakegate.client.livy;

import java.util.List;

/**
 * Lines of a session's or batch's log.
 *
 * @param from offset of the first line within what Livy still holds; it holds about 200 lines a
 *     stream, so offsets shift as the log grows
 * @param total lines held; Livy's documentation calls it {@code size}, its code sends {@code total}
 */
public record LivyLog(String id, int from, int total, List<String> log) {}
