package io.lakegate.workspace;

import io.lakegate.platform.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers what workspaces and their sessions ask about people. The feature that holds the accounts
 * implements it.
 */
public interface KnownPeople {
  /** Finds the value of a person's claim; {@code userName} stands for their user name. */
  Optional<String> findClaim(TenantId tenant, UUID personId, String claim);

  /** Finds the person with this user name if they may run code in this workspace now. */
  Optional<UUID> findEditor(TenantId tenant, String userName, UUID workspaceId);
}
