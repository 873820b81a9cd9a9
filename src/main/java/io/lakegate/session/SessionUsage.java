package io.lakegate.session;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Live sessions keep their profile and workspace in place; ended ones have their snapshot. */
@ApplicationScoped
class SessionUsage implements Usage {
  @Inject SessionRepository sessions;

  @Override
  public List<String> of(TenantId tenant, UUID id) {
    return sessions.listLiveOf(tenant, id, NAMED + 1).stream()
        .map(session -> "session '" + session.getName() + "' of " + session.getOwnerName())
        .toList();
  }
}
