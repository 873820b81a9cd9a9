package io.lakegate.operator;

import io.lakegate.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A tenant as the API shows it to operators. */
public record TenantView(
    UUID id,
    int version,
    String slug,
    String name,
    List<String> emailDomains,
    boolean suspended,
    Instant createdAt,
    long people,
    long workspaces,
    long liveSessions) {

  static TenantView of(OperatorService.ManagedTenant managed) {
    Tenant tenant = managed.tenant();
    return new TenantView(
        tenant.getId(),
        tenant.getVersion(),
        tenant.getSlug(),
        tenant.getName(),
        managed.emailDomains(),
        tenant.isSuspended(),
        tenant.getCreatedAt(),
        managed.size().people(),
        managed.size().workspaces(),
        managed.size().liveSessions());
  }
}
