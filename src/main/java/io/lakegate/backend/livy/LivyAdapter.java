package io.lakegate.backend.livy;

import io.lakegate.backend.Access;
import io.lakegate.backend.Backend;
import io.lakegate.backend.BackendAdapter;
import io.lakegate.backend.Capability;
import io.lakegate.backend.RequestWarning;
import io.lakegate.backend.SessionRequest;
import io.lakegate.client.AllowedHosts;
import io.lakegate.client.livy.LivyClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Apache Livy. */
@ApplicationScoped
public class LivyAdapter implements BackendAdapter {
  static final Set<Capability> CAPABILITIES =
      Set.copyOf(
          EnumSet.of(
              Capability.LAUNCHES,
              Capability.FINDS_BY_NAME,
              Capability.REFUSES_DOUBLED_NAME,
              Capability.KEEPS_ALIVE,
              Capability.LISTS_ALL,
              Capability.HAS_LOG,
              Capability.SHOWS_PROGRESS,
              Capability.COMPLETES_CODE,
              Capability.RUNS_BATCHES,
              Capability.IMPERSONATES));

  @Inject LivyClient livy;
  @Inject AllowedHosts allowedHosts;

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public JsonObject preview(SessionRequest request) {
    return LivyRequests.of(request).toJson();
  }

  @Override
  public List<RequestWarning> warnings(SessionRequest request) {
    return LivyWarnings.of(request);
  }

  @Override
  public Optional<String> tokenScope() {
    return Optional.empty();
  }

  @Override
  public Backend open(Access access) {
    return new LivyBackend(livy, allowedHosts, access);
  }
}
