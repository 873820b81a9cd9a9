package io.lakegate.person;

import io.lakegate.platform.security.Rights;
import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** Gives the rights of people of a provider, read anew from their groups each time. */
public interface GroupRights {
  /** All that the person's groups give; empty rights when none gives any. */
  Rights rightsOf(TenantId tenant, UUID personId);
}
