package io.lakegate.workspace;

import io.lakegate.platform.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;

/** What workspaces and their sessions ask about people; answered by who knows their accounts. */
public interface KnownPeople {
  /** What is known of somebody under a claim's name, or their user name under {@code userName}. */
  Optional<String> findClaim(TenantId tenant, UUID personId, String claim);

  /** Who has this user name and may run code in this workspace now. */
  Optional<UUID> findEditor(TenantId tenant, String userName, UUID workspaceId);
}
