package io.lakegate.person;

import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;

/** What people of a provider may do: their groups say, read anew each time. */
public interface GroupRights {
  /** The highest role any of the person's groups gives; empty when none gives one. */
  Optional<Role> roleOf(TenantId tenant, UUID personId);
}
