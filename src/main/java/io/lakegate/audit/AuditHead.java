package io.lakegate.audit;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A head of a tenant's chain as it leaves the database, signed: the hashes of its events from one
 * to another, so that the very event is named that is later found to be another.
 *
 * @param from number of the first event, counted from 1
 * @param hashes one an event, in order
 * @param cut the events up to the last one of these were removed by retention
 */
record AuditHead(TenantId tenant, long from, List<String> hashes, boolean cut, Instant at) {
  /** The {@code typ} of the signature. */
  static final String TYPE = "lakegate-audit-head";

  AuditHead {
    hashes = List.copyOf(hashes);
  }

  long seq() {
    return from + hashes.size() - 1;
  }

  String toJson() {
    JsonArrayBuilder list = Json.createArrayBuilder();
    hashes.forEach(list::add);
    return Json.createObjectBuilder()
        .add("tenant", tenant.toString())
        .add("from", from)
        .add("seq", seq())
        .add("hash", hashes.get(hashes.size() - 1))
        .add("at", at.toString())
        .add("cut", cut)
        .add("hashes", list)
        .build()
        .toString();
  }

  /** Empty for what is no head of this tenant. */
  static Optional<AuditHead> ofJson(TenantId tenant, String json) {
    try {
      JsonObject read = BoundedJson.object(json);
      AuditHead head =
          new AuditHead(
              tenant,
              read.getJsonNumber("from").longValueExact(),
              read.getJsonArray("hashes").getValuesAs(JsonString::getString),
              read.getBoolean("cut"),
              Instant.parse(read.getString("at")));
      boolean sound = read.getString("tenant").equals(tenant.toString()) && !head.hashes.isEmpty();
      return sound ? Optional.of(head) : Optional.empty();
    } catch (JsonException
        | DateTimeException
        | ArithmeticException
        | ClassCastException
        | NullPointerException e) {
      return Optional.empty();
    }
  }
}
