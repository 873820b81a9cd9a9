package io.lakegate.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether this node may be sent requests: schema and accounts are there, a token it signed was
 * accepted by its own API, the database answers. Says what {@link NodeTracker} found, so asking
 * costs nothing.
 */
@Readiness
@ApplicationScoped
public class PortalReadiness implements HealthCheck {
  @Inject NodeTracker node;

  @Override
  public HealthCheckResponse call() {
    boolean token = node.hasVerifiedOwnToken();
    boolean database = node.hasDatabase();
    return HealthCheckResponse.named("lakegate")
        .withData("own token verified", token)
        .withData("database answers", database)
        .status(token && database)
        .build();
  }
}
