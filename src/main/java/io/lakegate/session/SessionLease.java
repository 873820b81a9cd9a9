package io.lakegate.session;

import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** A live session this node may look after for a while. */
record SessionLease(TenantId tenant, UUID sessionId) {}
