package io.lakegate.client.livy;

import java.util.List;

/**
 * A page of batches.
 *
 * @param total of all batches on the server, not of this page
 */
public record LivyBatches(int from, int total, List<LivyBatch> batches) {}
