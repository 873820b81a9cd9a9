package io.lakegate.backend.fabric;

import io.lakegate.backend.Access;
import io.lakegate.backend.Backend;
import io.lakegate.backend.BackendAdapter;
import io.lakegate.backend.Capability;
import io.lakegate.backend.RequestWarning;
import io.lakegate.backend.SessionRequest;
import io.lakegate.platform.settings.Setting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Microsoft Fabric; see the package for what is missing. */
@ApplicationScoped
public class FabricAdapter implements BackendAdapter {
  /** Fabric's key for the environment; its value is JSON inside a string. */
  private static final String ENVIRONMENT_DETAILS = "spark.fabric.environmentDetails";

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.NEEDS_LAKEHOUSE, Capability.HAS_CATALOGUE);
  }

  /**
   * Fabric's session request has no {@code kind} (each statement says its own), {@code pyFiles},
   * {@code jars}, {@code files} or {@code queue}.
   */
  @Override
  public JsonObject preview(SessionRequest request) {
    Map<String, String> conf = new LinkedHashMap<>(request.conf());
    if (request.environment() != null) {
      conf.put(
          ENVIRONMENT_DETAILS,
          Json.createObjectBuilder().add("id", request.environment()).build().toString());
    }
    return SessionRequest.builder()
        .name(request.name())
        .archives(request.archives())
        .driver(request.driverMemory(), request.driverCores())
        .executors(request.numExecutors(), request.executorMemory(), request.executorCores())
        .conf(conf)
        .build()
        .toJson();
  }

  @Override
  public List<RequestWarning> warnings(SessionRequest request) {
    return FabricWarnings.of(request);
  }

  /** The same for client credentials and delegated tokens of the identity platform (Entra v2.0). */
  @Override
  public Optional<String> tokenScope() {
    return Optional.of(Setting.FABRIC_URL.get().replaceAll("/+$", "") + "/.default");
  }

  @Override
  public Backend open(Access access) {
    throw new IllegalStateException("Fabric cannot be called by this version");
  }
}
