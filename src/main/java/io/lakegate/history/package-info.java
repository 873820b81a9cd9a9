/**
 * The read side of what was run: pages, search, export and download, and the removal of code,
 * results and logs by redaction or retention. It reads and redacts the rows that {@code session}
 * writes, and has none of its own.
 */
package io.lakegate.history;
