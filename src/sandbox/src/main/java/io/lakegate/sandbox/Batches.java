package io.lakegate.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All batches, by ids that count from 0 in every run. Unlike sessions they have no names to Livy.
 */
class Batches {

  private final Map<Integer, Batch> batches = new TreeMap<>();
  private final LocalFiles files;
  private final BatchCommand command;
  private int nextId;

  Batches(LocalFiles files, BatchCommand command) {
    this.files = files;
    this.command = command;
  }

  /** The batch as it is before its process runs: so Livy answers, "starting" at all times. */
  Batch.View create(BatchRequest request) {
    Batch batch = register(request);
    try {
      if (request.file() == null) {
        throw new IllegalArgumentException("requirement failed: File is required.");
      }
      request.allFiles().forEach(files::check);
    } catch (IllegalArgumentException e) {
      // And it stays in the list as "starting" until it is deleted: so it was recorded.
      throw Refusal.withMsg(400, "Rejected, Reason: " + e.getMessage());
    }
    Batch.View created = batch.view();
    batch.start(command);
    return created;
  }

  private synchronized Batch register(BatchRequest request) {
    Batch batch = new Batch(nextId++, request);
    batches.put(batch.id(), batch);
    return batch;
  }

  synchronized Batch get(String id) {
    Optional<Batch> found =
        id.matches("\\d+") ? Optional.ofNullable(batches.get(Numbers.parse(id))) : Optional.empty();
    return found.orElseThrow(() -> Refusal.notFound(id));
  }

  synchronized List<Batch> list() {
    return List.copyOf(batches.values());
  }

  void delete(Batch batch) {
    batch.kill();
    synchronized (this) {
      batches.remove(batch.id());
    }
  }

  void close() {
    list().forEach(Batch::kill);
  }
}
