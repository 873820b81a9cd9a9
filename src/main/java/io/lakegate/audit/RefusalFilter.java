package io.lakegate.audit;

import io.lakegate.platform.api.Problem;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.RequestOrigin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Records what the API refuses to somebody it knows; pages are watched by their own filter. */
@Provider
@RequestScoped
public class RefusalFilter implements ContainerResponseFilter {
  @Inject AuditService audit;
  @Inject CurrentCaller current;
  @Inject RequestOrigin origin;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!AuditEvent.isRefusal(response.getStatus())) {
      return;
    }
    Optional<ErrorCode> code = Problem.codeOf(response.getEntity());
    current
        .find()
        .filter(caller -> code.isPresent())
        .ifPresent(
            caller ->
                audit.record(
                    caller.tenant(),
                    caller,
                    AuditEntry.named(AuditAction.REQUEST, origin.asked()).refused(code.get())));
  }
}
