package io.lakegate.person;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A token as the API shows it.
 *
 * @param token only in the answer that creates it
 * @param person user name of whom it speaks for
 * @param madeWith id of the token it was made with and ends with; null for none
 */
public record RestTokenView(
    UUID id,
    int version,
    String name,
    String comment,
    String token,
    String tenant,
    String person,
    List<String> roles,
    Instant createdAt,
    Instant expiresAt,
    Instant lastUsedAt,
    Instant revokedAt,
    UUID madeWith) {

  static RestTokenView of(RestToken row, String token, String tenantSlug, String person) {
    return new RestTokenView(
        row.getId(),
        row.getVersion(),
        row.getName(),
        row.getComment(),
        token,
        tenantSlug,
        person,
        row.getRole().titles(),
        row.getCreatedAt(),
        row.getExpiresAt(),
        row.getLastUsedAt(),
        row.getRevokedAt(),
        row.getMadeWith());
  }
}
